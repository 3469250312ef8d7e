/** Word vectors: files of every kind, neighbours, analogies, evaluation, clusters and maps. */
package io.transferlab.words;
