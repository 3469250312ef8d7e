/** Plain text: its words, and files that hold it. */
@NullMarked
package io.transferlab.words.text;

import org.jspecify.annotations.NullMarked;
