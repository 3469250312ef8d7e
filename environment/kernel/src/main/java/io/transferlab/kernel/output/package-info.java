/** What cells print and read. */
package io.transferlab.kernel.output;
