/** A small world and its grammar: text for training word vectors, and questions to examine them. */
@NullMarked
package io.transferlab.words.corpus;

import org.jspecify.annotations.NullMarked;
