package io.transferlab.words.corpus;

/**
 * What a text is about: the sentences are of one topic, and the rows of one table are limited.
 *
 * @param topic a section of the grammar, such as {@code animals}
 * @param table the table whose rows are limited, such as {@code noun}
 * @param value the row's key, or its value in a column by which rows are chosen, such as {@code
 *     bird}
 */
record Focus(String topic, String table, String value) {}
