/** Turning values into pictures, tables and texts. */
package io.transferlab.kernel.display;
