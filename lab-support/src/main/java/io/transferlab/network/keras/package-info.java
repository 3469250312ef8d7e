/** Files of weights as Keras writes them, read in pure Java. */
@NullMarked
package io.transferlab.network.keras;

import org.jspecify.annotations.NullMarked;
