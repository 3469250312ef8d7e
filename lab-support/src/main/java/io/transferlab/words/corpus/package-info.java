/** A small world and its grammar: text for training word vectors, and questions to examine them. */
package io.transferlab.words.corpus;
