package io.transferlab.features;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Descriptors of labelled pictures: a matrix with one row a picture (or a view of it) and one
 * column a feature, and what each row and column is.
 *
 * <p>Do not change the matrix in place ({@code divi}, {@code put}): it may be shared with the cache
 * or with other features. Copy it first, {@code matrix().dup()}.
 */
public final class Features {
  private final String name;
  private final INDArray matrix;
  private final FeatureRows rows;
  private final Map<String, Columns> columns;
  private final Provenance provenance;

  Features(
      String name,
      INDArray matrix,
      FeatureRows rows,
      Map<String, Columns> columns,
      Provenance provenance) {
    this.name = name;
    this.matrix = matrix;
    this.rows = rows;
    this.columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    this.provenance = provenance;
    int width = this.columns.values().stream().mapToInt(Columns::count).sum();
    if (matrix.rank() != 2 || matrix.rows() != rows.size() || matrix.columns() != width) {
      throw LabException.of(
          "a matrix of %d rows and %d columns".formatted(rows.size(), width),
          "shape " + Arrays.toString(matrix.shape()),
          "give one row a label and one column a feature");
    }
  }

  /**
   * Features that were computed elsewhere.
   *
   * @param name what to call them
   * @param matrix {@code [n, d]}, any number type; taken over as float32
   * @param labels of each row, an index of {@code classes}
   * @param classes names, in label order; at least one
   * @param keys of each row: its picture
   * @return the features, as of one layer named {@code features}
   * @throws LabException for a value that is no finite number, a label without a class, or lengths
   *     that differ
   */
  public static Features of(
      String name, INDArray matrix, int[] labels, List<String> classes, List<String> keys) {
    if (matrix.rank() != 2 || matrix.rows() == 0 || matrix.columns() == 0) {
      throw LabException.of(
          "a matrix with a row a picture and a column a feature",
          "shape " + Arrays.toString(matrix.shape()),
          "give at least one row and one column");
    }
    Features features =
        new Features(
            name,
            matrix.castTo(DataType.FLOAT),
            new FeatureRows(labels, classes, keys, 1, List.of()),
            Map.of("features", new Columns(0, matrix.columns())),
            Provenance.none().with("features", "given"));
    return Finite.checked(features);
  }

  /** Copies some rows: {@code (to - from) * dimension()} values. */
  float[] block(int from, int to) {
    try (INDArray copy = matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c')) {
      return copy.data().asFloat();
    }
  }

  /**
   * One row.
   *
   * @param index which
   * @return its values, a copy
   */
  public float[] row(int index) {
    return block(index, index + 1);
  }

  /**
   * One column.
   *
   * @param index which, from 0
   * @return its value for each row, a copy
   */
  public double[] column(int index) {
    if (index < 0 || index >= dimension()) {
      throw LabException.of(
          "a column from 0 to " + (dimension() - 1), String.valueOf(index), "count from 0");
    }
    return matrix.getColumn(index).dup().toDoubleVector();
  }

  /**
   * The column whose values vary most: the feature that has most to tell these pictures apart.
   *
   * @return the one of the largest standard deviation; of equal ones the first
   */
  public int liveliestColumn() {
    double[] deviation = Standardiser.fit(this).deviation();
    return IntStream.range(0, deviation.length)
        .reduce((a, b) -> deviation[b] > deviation[a] ? b : a)
        .orElseThrow();
  }

  /**
   * The mean of all values.
   *
   * @return a finite number
   */
  public double mean() {
    double sum = 0;
    for (int row = 0; row < size(); row++) {
      for (float value : row(row)) {
        sum += value;
      }
    }
    return sum / values();
  }

  /**
   * Counts values.
   *
   * @param which for instance {@code v -> v == 0}
   * @return for how many values of the matrix it is true
   */
  public long count(DoublePredicate which) {
    long count = 0;
    for (int row = 0; row < size(); row++) {
      for (float value : row(row)) {
        count += which.test(value) ? 1 : 0;
      }
    }
    return count;
  }

  /**
   * The part of the values that is so.
   *
   * @param which for instance {@code v -> v == 0}
   * @return {@link #count} of {@link #values}, 0 to 1
   */
  public double share(DoublePredicate which) {
    return (double) count(which) / values();
  }

  /**
   * How many values there are.
   *
   * @return rows times columns
   */
  public long values() {
    return (long) size() * dimension();
  }

  /** The same rows with other values: as many columns from each layer as here. */
  Features with(INDArray values, String fact, Object value) {
    return new Features(name, values, rows, columns, provenance.with(fact, value));
  }

  /** The same features with one more fact about them. */
  Features noting(String fact, Object value) {
    return new Features(name, matrix, rows, columns, provenance.with(fact, value));
  }

  /**
   * What was computed from these features, row by row: other columns of the same pictures.
   *
   * @param matrix {@code [size(), d]} of finite numbers
   * @param layer what to call the columns
   * @return the same pictures, labels and problems with these values
   * @throws LabException for another number of rows, or a value that is no finite number
   */
  public Features withMatrix(INDArray matrix, String layer) {
    INDArray values = matrix.castTo(DataType.FLOAT);
    Map<String, Columns> one = Map.of(layer, new Columns(0, (int) values.size(-1)));
    return Finite.checked(
        new Features(name, values, rows, one, provenance.with("computed", layer)));
  }

  /**
   * The same features under another name.
   *
   * @param other what to call them in tables and figures
   * @return features of the same pictures and layers
   */
  public Features withName(String other) {
    return new Features(other, matrix, rows, columns, provenance);
  }

  /**
   * The same features with other labels: shuffled ones, for a control, or those of groups.
   *
   * @param labels of each row, an index of {@link #classes()}
   * @return features of the same pictures and layers
   * @throws LabException for a label without a class, or another number of labels
   */
  public Features withLabels(int[] labels) {
    FeatureRows other =
        new FeatureRows(labels, rows.classes(), rows.keys(), rows.views(), rows.problems());
    return new Features(name, matrix, other, columns, provenance.with("labels", "given"));
  }

  /**
   * What comes from one layer.
   *
   * @param layer its name
   * @return features of those columns, a copy
   * @throws LabException for a layer that is not among these; offers the nearest
   */
  public Features layer(String layer) {
    return layers(List.of(layer));
  }

  /**
   * What comes from some layers.
   *
   * @param some their names
   * @return features of those columns in the order given; these themselves if that is all of them
   * @throws LabException for a layer that is not among these; offers the nearest
   */
  public Features layers(List<String> some) {
    if (some.equals(layers())) {
      return this;
    }
    Map<String, Columns> kept = new LinkedHashMap<>();
    List<Columns> parts = new ArrayList<>();
    int width = 0;
    for (String layer : some) {
      Columns old = columns(layer);
      if (kept.put(layer, new Columns(width, width + old.count())) != null) {
        throw LabException.of("each layer once", layer + " twice", "leave one of them out");
      }
      width += old.count();
      parts.add(old);
    }
    if (parts.isEmpty()) {
      throw LabException.of("at least one layer", "none", "choose from " + layers());
    }
    int taken = width;
    return new Features(
        name,
        RowBlocks.map(this, taken, values -> columns(values, parts, taken)),
        rows,
        kept,
        provenance.with("layers", String.join(" ", some)));
  }

  private float[] columns(float[] values, List<Columns> some, int width) {
    int d = dimension();
    float[] taken = new float[values.length / d * width];
    int to = 0;
    for (int from = 0; from < values.length; from += d) {
      for (Columns part : some) {
        System.arraycopy(values, from + part.from(), taken, to, part.count());
        to += part.count();
      }
    }
    return taken;
  }

  /**
   * Some rows, such as those of a fold.
   *
   * @param which indices of rows
   * @return a copy of those rows
   */
  public Features rows(int[] which) {
    return new Features(name, RowBlocks.take(matrix, which), rows.take(which), columns, provenance);
  }

  /**
   * The rows of one class.
   *
   * @param className its name
   * @return a copy of those rows
   * @throws LabException for an unknown class, with the nearest, or one without a row
   */
  public Features ofClass(String className) {
    int label = classes().indexOf(className);
    if (label < 0) {
      throw Names.unknown("a class of these features", className, classes());
    }
    int[] labels = labels();
    int[] which = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    if (which.length == 0) {
      throw LabException.of(
          "pictures of " + className + " in " + name,
          "no picture of " + className,
          "take one of the classes that have some");
    }
    return rows(which);
  }

  /**
   * The mean over the views of each picture, one row a picture.
   *
   * @return these features themselves if there is one view of each
   */
  public Features averaged() {
    return views() == 1 ? this : ViewMean.of(this);
  }

  /**
   * What they are features of.
   *
   * @return the set's name
   */
  public String name() {
    return name;
  }

  /**
   * The values, not to be changed in place.
   *
   * @return {@code [n, d]} float32, rows one after the other
   */
  public INDArray matrix() {
    return matrix;
  }

  /**
   * The class of each row.
   *
   * @return indices of {@link #classes()}, a copy
   */
  public int[] labels() {
    return rows.labels();
  }

  /**
   * The class of one row.
   *
   * @param row which
   * @return the class's name
   */
  public String className(int row) {
    return rows.className(row);
  }

  /**
   * Class names.
   *
   * @return in label order
   */
  public List<String> classes() {
    return rows.classes();
  }

  /**
   * The picture of each row.
   *
   * @return its key in its set, {@code class/file}
   */
  public List<String> keys() {
    return rows.keys();
  }

  /**
   * The pictures that could not be read and have no row.
   *
   * @return one line each: the reason, with the file's name
   */
  public List<String> problems() {
    return rows.problems();
  }

  /**
   * How many successive rows are views (crops) of one picture.
   *
   * @return 1, 2 or 10
   */
  public int views() {
    return rows.views();
  }

  /**
   * The number of rows.
   *
   * @return n, at least 1
   */
  public int size() {
    return rows.size();
  }

  /**
   * The number of columns.
   *
   * @return d, at least 1
   */
  public int dimension() {
    return matrix.columns();
  }

  /**
   * The layers that the columns come from.
   *
   * @return names, in the order of the columns
   */
  public List<String> layers() {
    return List.copyOf(columns.keySet());
  }

  /**
   * The columns of a layer.
   *
   * @param layer its name
   * @return from and to
   * @throws LabException for a layer that is not among these; offers the nearest
   */
  public Columns columns(String layer) {
    Columns found = columns.get(layer);
    if (found == null) {
      throw Names.unknown("a layer of these features", layer, columns.keySet());
    }
    return found;
  }

  Map<String, Columns> columns() {
    return columns;
  }

  FeatureRows rows() {
    return rows;
  }

  /**
   * Where they come from.
   *
   * @return weights, layers, pooling and what was done to them since
   */
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d x %,d features of %s%s, %d classes",
        name,
        size(),
        dimension(),
        layers().size() == 1 ? layers().get(0) : layers().size() + " layers",
        views() == 1 ? "" : " (" + views() + " views a picture)",
        classes().size());
  }
}
