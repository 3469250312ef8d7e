package io.transferlab.data.fetch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the three parts of a set are made, as its catalogue entry says it. Paths are relative to the
 * set's folder.
 *
 * @param by which way: {@code lists}, {@code pets}, {@code birds}, {@code flowers}, {@code
 *     mat-lists}, {@code json}, {@code parts}, {@code folders} or {@code listed} (by a list that
 *     comes with the course)
 * @param pictures the folder of the pictures; null for the set's own folder
 * @param train what names the training pictures; {@code #} stands for the variant
 * @param validation what names the validation pictures; empty: a fifth of the training pictures
 * @param test what names the test pictures
 * @param variants how many official splits there are, or drawn ones; null for one
 * @param leaveOut class folders that are not classes
 * @param rename class names to use instead of the folders'
 * @param counts what the official parts must hold: train, (validation,) test; empty if they say no
 *     numbers
 */
public record SplitRule(
    String by,
    @Nullable String pictures,
    List<String> train,
    List<String> validation,
    List<String> test,
    @Nullable Integer variants,
    List<String> leaveOut,
    Map<String, String> rename,
    List<Integer> counts) {
  /**
   * Missing lists, as a catalogue may leave them out, are empty ones.
   *
   * @param by which way
   * @param pictures the folder of the pictures, or null
   * @param train what names the training pictures
   * @param validation what names the validation pictures
   * @param test what names the test pictures
   * @param variants how many official splits there are, or null
   * @param leaveOut class folders that are not classes
   * @param rename class names to use instead of the folders'
   * @param counts what the official parts must hold
   */
  public SplitRule {
    train = train == null ? List.of() : List.copyOf(train);
    validation = validation == null ? List.of() : List.copyOf(validation);
    test = test == null ? List.of() : List.copyOf(test);
    leaveOut = leaveOut == null ? List.of() : List.copyOf(leaveOut);
    rename = rename == null ? Map.of() : Map.copyOf(rename);
    counts = counts == null ? List.of() : List.copyOf(counts);
  }
}
