package io.transferlab.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a classifier said of each picture.
 *
 * @param classes class names, in label order
 * @param keys the pictures
 * @param truth their labels
 * @param labels what was said, in the same order
 */
public record Predicted(List<String> classes, List<String> keys, int[] truth, int[] labels) {
  /**
   * Copies what it is given.
   *
   * @param classes class names, in label order
   * @param keys the pictures
   * @param truth their labels
   * @param labels what was said, in the same order
   */
  public Predicted {
    classes = List.copyOf(classes);
    keys = List.copyOf(keys);
    truth = truth.clone();
    labels = labels.clone();
  }

  /**
   * The true labels.
   *
   * @return a copy, in the order of the keys
   */
  @Override
  public int[] truth() {
    return truth.clone();
  }

  /**
   * What was said.
   *
   * @return a copy, in the order of the keys
   */
  @Override
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Counts.
   *
   * @return accuracies and confusion
   */
  public Evaluation evaluation() {
    return Evaluation.of(classes, truth, labels);
  }

  /**
   * Two classes that were mixed up.
   *
   * @param truth the true class
   * @param taken what its pictures were taken for
   * @param keys those pictures
   */
  public record Confused(String truth, String taken, List<String> keys) {
    /**
     * Copies what it is given.
     *
     * @param truth the true class
     * @param taken what its pictures were taken for
     * @param keys those pictures
     */
    public Confused {
      keys = List.copyOf(keys);
    }
  }

  /**
   * The pairs of classes that were mixed up most, with their pictures.
   *
   * @param most how many pairs at most
   * @return most pictures first
   */
  public List<Confused> mostConfused(int most) {
    List<Confused> pairs = new ArrayList<>();
    for (int t = 0; t < classes.size(); t++) {
      for (int p = 0; p < classes.size(); p++) {
        List<String> mistaken = new ArrayList<>();
        for (int i = 0; i < truth.length; i++) {
          if (t != p && truth[i] == t && labels[i] == p) {
            mistaken.add(keys.get(i));
          }
        }
        if (!mistaken.isEmpty()) {
          pairs.add(new Confused(classes.get(t), classes.get(p), mistaken));
        }
      }
    }
    pairs.sort(Comparator.comparingInt((Confused c) -> -c.keys().size()));
    return List.copyOf(pairs.subList(0, Math.min(most, pairs.size())));
  }
}
