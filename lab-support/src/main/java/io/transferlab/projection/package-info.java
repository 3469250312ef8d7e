/** From many dimensions to two: PCA, t-SNE, UMAP, and the nearest neighbours they need. */
@NullMarked
package io.transferlab.projection;

import org.jspecify.annotations.NullMarked;
