package io.transferlab.features;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What each feature does for the classes of a set: it speaks for a class whose pictures have it
 * unusually high, against one whose pictures have it unusually low, and is silent on the others
 * (after the analysis behind the Full-Network Embedding, Garcia-Gasulla et al. 2017, arXiv
 * 1703.01127).
 */
public final class ClassFeatureAssociation {
  private final Features features;
  private final double[][] mean;

  private ClassFeatureAssociation(Features features, double[][] mean) {
    this.features = features;
    this.mean = mean;
  }

  /**
   * Looks at embedded pictures.
   *
   * @param ternary features -1, 0 and 1, as {@link FullNetworkEmbedding} gives them
   * @return the associations
   * @throws LabException if a value is none of the three
   */
  public static ClassFeatureAssociation of(Features ternary) {
    int d = ternary.dimension();
    int[] labels = ternary.labels();
    int[] pictures = new int[ternary.classes().size()];
    double[][] mean = new double[pictures.length][d];
    for (int row = 0; row < labels.length; row++) {
      float[] values = ternary.row(row);
      pictures[labels[row]]++;
      for (int j = 0; j < d; j++) {
        if (values[j] != -1 && values[j] != 0 && values[j] != 1) {
          throw LabException.of(
              "features -1, 0 and 1",
              String.valueOf(values[j]),
              "embed them first: FullNetworkEmbedding.fit(train).apply(train)");
        }
        mean[labels[row]][j] += values[j];
      }
    }
    for (int k = 0; k < pictures.length; k++) {
      for (int j = 0; j < d; j++) {
        mean[k][j] /= pictures[k];
      }
    }
    return new ClassFeatureAssociation(ternary, mean);
  }

  /**
   * One feature for one class.
   *
   * @param className the class
   * @param layer the feature's layer
   * @param channel its place in the layer
   * @param column its place in the matrix
   * @param inside mean over the pictures of the class: 1 if all of them have it unusually high, -1
   *     if all have it unusually low
   * @param outside mean over the other classes' means
   */
  public record Association(
      String className, String layer, int channel, int column, double inside, double outside) {
    @Override
    public String toString() {
      return className + ": " + layer + ", " + channel;
    }
  }

  /**
   * The features that speak strongest for a class: high for it, not for the others.
   *
   * @param className the class
   * @param most how many at most
   * @return largest difference between inside and outside first
   */
  public List<Association> strongest(String className, int most) {
    int k = features.classes().indexOf(className);
    if (k < 0) {
      throw Names.unknown("a class", className, features.classes());
    }
    List<Association> associations = new ArrayList<>();
    for (Map.Entry<String, Columns> layer : features.columns().entrySet()) {
      for (int j = layer.getValue().from(); j < layer.getValue().to(); j++) {
        int column = j;
        double outside =
            IntStream.range(0, mean.length)
                .filter(other -> other != k)
                .mapToDouble(other -> mean[other][column])
                .average()
                .orElse(0);
        associations.add(
            new Association(
                className, layer.getKey(), j - layer.getValue().from(), j, mean[k][j], outside));
      }
    }
    associations.sort(Comparator.comparingDouble(v -> v.outside() - v.inside()));
    return List.copyOf(associations.subList(0, Math.min(most, associations.size())));
  }

  /**
   * The features that speak strongest for each of several classes.
   *
   * @param classNames the classes
   * @param most how many of each at most
   * @return class after class
   */
  public List<Association> strongest(List<String> classNames, int most) {
    return classNames.stream().flatMap(name -> strongest(name, most).stream()).toList();
  }

  /**
   * The means of several features over the pictures of each class, for a {@code HeatFigure}.
   *
   * @param associations of these features
   * @return a row for each feature, a value for each class, -1 to 1
   */
  public double[][] means(List<Association> associations) {
    return associations.stream().map(a -> of(a.column())).toArray(double[][]::new);
  }

  /**
   * The mean of a feature over the pictures of each class.
   *
   * @param column its place in the matrix
   * @return one value a class, -1 to 1
   */
  public double[] of(int column) {
    return Arrays.stream(mean).mapToDouble(row -> row[column]).toArray();
  }

  /**
   * How many features of each layer speak for or against some class.
   *
   * @param least how far from 0 the mean over a class's pictures must be to count, 0 to 1
   * @return one row a layer: layer, features, for some class, against some class, silent
   */
  public Table table(double least) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    features.columns().forEach((layer, columns) -> counts.put(layer, count(columns, least)));
    return Table.create(
        "associations",
        StringColumn.create("layer", List.copyOf(counts.keySet())),
        column(counts, "features", 0),
        column(counts, "for some class", 1),
        column(counts, "against some class", 2),
        column(counts, "silent", 3));
  }

  private static IntColumn column(Map<String, int[]> counts, String name, int index) {
    return IntColumn.create(name, counts.values().stream().mapToInt(c -> c[index]).toArray());
  }

  private int[] count(Columns columns, double least) {
    int[] counts = {columns.count(), 0, 0, 0};
    for (int j = columns.from(); j < columns.to(); j++) {
      double[] means = of(j);
      boolean speaksFor = Arrays.stream(means).anyMatch(m -> m >= least);
      boolean speaksAgainst = Arrays.stream(means).anyMatch(m -> m <= -least);
      counts[1] += speaksFor ? 1 : 0;
      counts[2] += speaksAgainst ? 1 : 0;
      counts[3] += speaksFor || speaksAgainst ? 0 : 1;
    }
    return counts;
  }

  /**
   * The strongest associations of every class as a table.
   *
   * @param most how many of each class
   * @return class, layer, channel, inside, outside
   */
  public Table strongest(int most) {
    List<Association> all = strongest(features.classes(), most);
    return Table.create(
        "associations",
        StringColumn.create("class", all.stream().map(Association::className).toList()),
        StringColumn.create("layer", all.stream().map(Association::layer).toList()),
        IntColumn.create("channel", all.stream().mapToInt(Association::channel).toArray()),
        DoubleColumn.create("inside", all.stream().mapToDouble(Association::inside).toArray()),
        DoubleColumn.create("outside", all.stream().mapToDouble(Association::outside).toArray()));
  }
}
