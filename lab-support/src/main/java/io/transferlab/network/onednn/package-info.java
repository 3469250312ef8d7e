/**
 * Convolutions and their neighbours straight on oneDNN, through JavaCPP's own binding.
 *
 * <p>ND4J's native operations use oneDNN too, but pack weights and pictures into its formats and
 * back around every single call, and prepare every call anew: measured, that cost more than the
 * convolutions themselves. Here a computation is prepared once for a shape and then only executed.
 * Where the library is missing ({@link io.transferlab.network.onednn.OneDnn#find}), the callers go
 * back to ND4J's operations: same results, less speed.
 */
@NullMarked
package io.transferlab.network.onednn;

import org.jspecify.annotations.NullMarked;
