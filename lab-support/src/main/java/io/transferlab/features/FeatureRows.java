package io.transferlab.features;

import io.transferlab.core.LabException;
import java.util.Arrays;
import java.util.List;

/**
 * What the rows of a feature matrix are.
 *
 * @param labels class of each
 * @param classes names, in label order
 * @param keys picture of each
 * @param views how many successive rows are views of one picture
 * @param problems the pictures that could not be read and have no row: one line each
 */
record FeatureRows(
    int[] labels, List<String> classes, List<String> keys, int views, List<String> problems) {
  FeatureRows {
    labels = labels.clone();
    classes = List.copyOf(classes);
    keys = List.copyOf(keys);
    problems = List.copyOf(problems);
    if (labels.length != keys.size() || labels.length == 0 || labels.length % views != 0) {
      throw LabException.of(
          "a label and a key for each row, at least one",
          labels.length + " labels and " + keys.size() + " keys",
          "give each row its label and its picture");
    }
    int highest = Arrays.stream(labels).max().getAsInt();
    int lowest = Arrays.stream(labels).min().getAsInt();
    if (lowest < 0 || highest >= classes.size()) {
      throw LabException.of(
          "labels from 0 to " + (classes.size() - 1) + ", one for each of " + classes,
          String.valueOf(lowest < 0 ? lowest : highest),
          "name every class, or leave out pictures of no class");
    }
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }

  int size() {
    return labels.length;
  }

  String className(int row) {
    return classes.get(labels[row]);
  }

  /** Some rows; views stay together only if whole pictures are taken. */
  FeatureRows take(int[] which) {
    int[] some = Arrays.stream(which).map(i -> labels[i]).toArray();
    return new FeatureRows(
        some, classes, Arrays.stream(which).mapToObj(keys::get).toList(), 1, problems);
  }
}
