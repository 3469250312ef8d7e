package io.transferlab.words;

/**
 * What belongs to a matrix of rows.
 *
 * @param vocabulary the word of each row
 * @param norms the Euclidean length of each row
 * @param report what was found in the file
 */
record Contents(Vocabulary vocabulary, float[] norms, LoadReport report) {}
