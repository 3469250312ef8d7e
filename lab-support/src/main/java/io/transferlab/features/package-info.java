/** Descriptors of pictures: extracted, kept on disk, standardised, discretised. */
package io.transferlab.features;
