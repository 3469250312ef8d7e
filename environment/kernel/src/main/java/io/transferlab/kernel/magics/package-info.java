/** The magics of IJava. */
package io.transferlab.kernel.magics;
