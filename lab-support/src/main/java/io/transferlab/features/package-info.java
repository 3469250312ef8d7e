/** Descriptors of pictures: extracted, kept on disk, standardised, discretised. */
@NullMarked
package io.transferlab.features;

import org.jspecify.annotations.NullMarked;
