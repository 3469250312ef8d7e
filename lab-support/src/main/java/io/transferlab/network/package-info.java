/** The backbones, the preprocessing and labels that belong to them, and their fast path. */
@NullMarked
package io.transferlab.network;

import org.jspecify.annotations.NullMarked;
