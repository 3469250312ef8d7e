/** Training word vectors from text: GloVe, and word2vec by DL4J. */
package io.transferlab.words.train;
