/** Finding documents by the vectors of their words, and measuring how well. */
@NullMarked
package io.transferlab.words.documents;

import org.jspecify.annotations.NullMarked;
