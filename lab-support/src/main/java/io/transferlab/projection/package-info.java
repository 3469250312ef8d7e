/** From many dimensions to two: PCA, t-SNE, UMAP, and the nearest neighbours they need. */
package io.transferlab.projection;
