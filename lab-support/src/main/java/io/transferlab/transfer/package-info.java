/** How transferable are the layers of a network? The experiment, its curve and its file. */
@NullMarked
package io.transferlab.transfer;

import org.jspecify.annotations.NullMarked;
