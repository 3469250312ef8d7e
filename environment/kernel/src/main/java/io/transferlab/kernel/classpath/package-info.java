/** Which classes there are for the compiler of cells, without opening every jar for each name. */
package io.transferlab.kernel.classpath;
