package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import io.transferlab.features.Features;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A linear map from features of pictures into the space of words: a picture of a bear goes where
 * the word <i>bear</i> lies, as near as a linear map can. Pictures of a kind that was never trained
 * then land somewhere too, and the nearest name can be read off. Immutable.
 *
 * <pre>{@code
 * LinearMap map = LinearMap.fit(pictures, names);
 * INDArray places = map.apply(others);
 * }</pre>
 *
 * <p>The idea is that of DeViSE (Frome et al. 2013), whose loss ranks the right name before the
 * wrong ones; here the squared distance is made small, with a ridge, which has a closed form and
 * was no worse on the drawings (as Romera-Paredes and Torr 2015 found on photographs).
 */
public final class LinearMap {
  /** The usual ridge; the rows of features should have about length 1. */
  public static final double RIDGE = 1e-3;

  private final INDArray weights;
  private final INDArray from;
  private final INDArray to;
  private final double ridge;

  private LinearMap(INDArray weights, INDArray from, INDArray to, double ridge) {
    this.weights = weights;
    this.from = from;
    this.to = to;
    this.ridge = ridge;
  }

  /**
   * Fits a map with the usual ridge.
   *
   * @param pictures labelled; each class counts by its pictures
   * @param names where the names of the classes that have pictures lie
   * @return the map
   * @throws LabException for a class without a vector
   */
  public static LinearMap fit(Features pictures, NameVectors names) {
    return fit(pictures, names, RIDGE);
  }

  /**
   * Fits a map.
   *
   * @param pictures labelled; each class counts by its pictures
   * @param names where the names of the classes that have pictures lie
   * @param ridge how much large weights cost, above 0: the squared distance, averaged over the
   *     pictures, plus this times the sum of squared weights is smallest; the means cost nothing
   * @return the map
   * @throws LabException for a class without a vector, or a ridge that is not above 0
   */
  public static LinearMap fit(Features pictures, NameVectors names, double ridge) {
    int[] seen = Arrays.stream(pictures.labels()).distinct().sorted().toArray();
    int[] rows =
        Arrays.stream(seen).map(label -> names.row(pictures.classes().get(label))).toArray();
    int[] kinds =
        Arrays.stream(pictures.labels()).map(label -> Arrays.binarySearch(seen, label)).toArray();
    return Progress.during(
        "fitting a map",
        () -> fit(pictures.matrix(), kinds, Matrices.rows(names.matrix(), rows), ridge));
  }

  /** Fits rows to the targets of their kinds. */
  static LinearMap fit(INDArray rows, int[] kinds, INDArray targets, double ridge) {
    if (!(ridge > 0 && Double.isFinite(ridge))) {
      throw LabException.of(
          "a ridge above 0", String.valueOf(ridge), "take " + RIDGE + ", or ten times more");
    }
    INDArray x = Matrices.checked(rows, 2);
    INDArray from = x.mean(true, 0);
    INDArray centred = x.sub(from);
    int n = kinds.length;
    int k = (int) targets.size(0);
    double[] share = new double[k];
    for (int kind : kinds) {
      share[kind] += 1.0 / n;
    }
    // What a row should give: 1 for its kind, the others 0, less the mean. Few columns, whatever
    // the
    // length of the vectors, and what the map gives is the same.
    double[][] wanted = new double[k][n];
    for (int kind = 0; kind < k; kind++) {
      for (int i = 0; i < n; i++) {
        wanted[kind][i] = (kinds[i] == kind ? 1 : 0) - share[kind];
      }
    }
    INDArray right = Nd4j.create(wanted).castTo(DataType.FLOAT); // [k, n]
    // The smaller of two systems gives the same weights: as many unknowns as rows, or columns.
    boolean byRows = n < centred.size(1);
    INDArray gram =
        byRows
            ? Nd4j.gemm(centred, centred, false, true)
            : Nd4j.gemm(centred, centred, true, false);
    double[][] system = Matrices.doubles(gram.dup('c'));
    for (int i = 0; i < system.length; i++) {
      system[i][i] += ridge * n;
    }
    double[][] sides = byRows ? wanted : Matrices.doubles(right.mmul(centred).dup('c'));
    Cholesky factor = Cholesky.of(system);
    Arrays.stream(sides).parallel().forEach(factor::solve);
    INDArray solved = Nd4j.create(sides).castTo(DataType.FLOAT); // [k, n] or [k, d]
    INDArray byKind = byRows ? solved.mmul(centred) : solved;
    INDArray to = Nd4j.create(new double[][] {share}).castTo(DataType.FLOAT).mmul(targets);
    return new LinearMap(byKind.transpose().mmul(targets), from, to, ridge);
  }

  /**
   * Where pictures land among words.
   *
   * @param pictures features of the kind the map was fitted to
   * @return {@code [n, d]}, each row of length 1
   * @throws LabException if they have another number of columns
   */
  public INDArray apply(Features pictures) {
    return apply(pictures.matrix());
  }

  /** Where rows land. */
  INDArray apply(INDArray rows) {
    if (rows.size(1) != weights.size(0)) {
      throw LabException.of(
          "pictures with " + weights.size(0) + " features, as the map was fitted to",
          rows.size(1) + " features",
          "compute them with the same network and layers");
    }
    return Matrices.unit(rows.sub(from).mmul(weights).addi(to));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "linear map from %d features to %d numbers, ridge %s",
        weights.size(0),
        weights.size(1),
        ridge);
  }
}
