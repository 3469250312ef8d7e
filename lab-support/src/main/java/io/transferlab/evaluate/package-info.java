/** How good predictions are: accuracies and confusion. */
@NullMarked
package io.transferlab.evaluate;

import org.jspecify.annotations.NullMarked;
