package io.transferlab.words.corpus;

/**
 * Two words and how alike they are.
 *
 * @param first a word
 * @param second another
 * @param score from 0, unrelated, to 10, the same
 */
public record WordPair(String first, String second, double score) {}
