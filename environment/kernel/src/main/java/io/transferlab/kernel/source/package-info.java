/** Reading cells: Java and magics. */
package io.transferlab.kernel.source;
