/** Running the code of cells, and stopping it. */
package io.transferlab.kernel.execution;
