/** Word vectors: files of every kind, neighbours, analogies, evaluation, clusters and maps. */
@NullMarked
package io.transferlab.words;

import org.jspecify.annotations.NullMarked;
