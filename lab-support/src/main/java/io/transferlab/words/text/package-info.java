/** Plain text: its words, and files that hold it. */
package io.transferlab.words.text;
