/** WordNet's definitions, and dictionaries that are asked the other way round. */
@NullMarked
package io.transferlab.words.wordnet;

import org.jspecify.annotations.NullMarked;
