/**
 * Encoders of sentences: networks that read the whole of a text in context, and their tokenizers.
 */
@NullMarked
package io.transferlab.sentences;

import org.jspecify.annotations.NullMarked;
