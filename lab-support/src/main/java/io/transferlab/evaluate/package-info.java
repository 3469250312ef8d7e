/** How good predictions are: accuracies and confusion. */
package io.transferlab.evaluate;
