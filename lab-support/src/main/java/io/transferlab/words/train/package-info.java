/** Training word vectors from text: GloVe, and word2vec by DL4J. */
@NullMarked
package io.transferlab.words.train;

import org.jspecify.annotations.NullMarked;
