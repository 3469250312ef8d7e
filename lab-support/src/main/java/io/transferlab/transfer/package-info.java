/** How transferable are the layers of a network? The experiment, its curve and its file. */
package io.transferlab.transfer;
