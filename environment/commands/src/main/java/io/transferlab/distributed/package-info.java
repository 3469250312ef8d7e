/** Many machines that compute features together: what the commands know of them, and no more. */
@NullMarked
package io.transferlab.distributed;

import org.jspecify.annotations.NullMarked;
