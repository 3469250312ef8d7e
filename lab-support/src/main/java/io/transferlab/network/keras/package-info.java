/** Files of weights as Keras writes them, read in pure Java. */
package io.transferlab.network.keras;
