package io.transferlab.plot;

import io.transferlab.core.LabException;
import io.transferlab.projection.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points of a map with their classes; what all pictures of maps share.
 *
 * @param x first coordinates
 * @param y second coordinates
 * @param labels the class of each point, or empty
 * @param classes names of classes, or empty
 */
record MapPoints(double[] x, double[] y, int[] labels, List<String> classes) {
  MapPoints {
    if (x.length != y.length || x.length == 0) {
      throw LabException.of(
          "at least one point with two coordinates",
          x.length + " and " + y.length + " coordinates",
          "map some rows first");
    }
    boolean finite = Arrays.stream(x).allMatch(Double::isFinite);
    if (!finite || !Arrays.stream(y).allMatch(Double::isFinite)) {
      throw LabException.of("finite coordinates", "NaN or infinity", "map the rows again");
    }
    if (labels.length != 0 && labels.length != x.length) {
      throw LabException.of(
          "a label for each of " + x.length + " points",
          labels.length + " labels",
          "take the labels of the same rows");
    }
    List<String> names = List.copyOf(classes);
    if (Arrays.stream(labels).anyMatch(v -> v < 0 || v >= names.size())) {
      throw LabException.of(
          "labels from 0 to " + (classes.size() - 1),
          Arrays.toString(Arrays.stream(labels).distinct().limit(8).toArray()),
          "give as many class names as there are classes");
    }
    classes = names;
  }

  static MapPoints of(Projection map) {
    if (map.points().size(1) != 2) {
      throw LabException.of(
          "a map with two dimensions",
          map.points().size(1) + " dimensions",
          "project to two, for instance with Pca.map(rows)");
    }
    return new MapPoints(map.x(), map.y(), new int[0], List.of());
  }

  MapPoints with(int[] newLabels, List<String> newClasses) {
    return new MapPoints(x, y, newLabels.clone(), newClasses);
  }

  int size() {
    return x.length;
  }

  boolean hasClasses() {
    return labels.length > 0;
  }

  /** The points of a class. */
  int[] members(int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  /** The middle of a class: medians, which a few strays do not move. */
  double[] centre(int label) {
    int[] members = members(label);
    return new double[] {median(x, members), median(y, members)};
  }

  private static double median(double[] values, int[] members) {
    double[] sorted = Arrays.stream(members).mapToDouble(i -> values[i]).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
