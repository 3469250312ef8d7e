/** The backbones, the preprocessing and labels that belong to them, and their fast path. */
package io.transferlab.network;
