/** Finding documents by the vectors of their words, and measuring how well. */
package io.transferlab.words.documents;
