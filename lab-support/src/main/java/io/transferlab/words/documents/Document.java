package io.transferlab.words.documents;

/**
 * A text to be found.
 *
 * @param id its name, unique in its collection
 * @param text what it says
 */
public record Document(String id, String text) {}
