package io.transferlab.data.sketch;

/**
 * A sentence about a drawing.
 *
 * @param text for instance {@code a small red mug on the left of a plain blue wall}
 * @param says what the sentence says, attribute by attribute
 */
public record Caption(String text, SketchAttributes says) {}
