package io.transferlab.spark;

import io.transferlab.distributed.Cluster.Embedding;
import io.transferlab.distributed.Cluster.Way;
import io.transferlab.features.Discretiser;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Features as a classifier sees them, made where they lie; the same numbers as those of {@code L2}
 * and {@code FullNetworkEmbedding}, which need all rows in one memory.
 */
final class Embedded {
  private static final StructType COLUMNS =
      new StructType(
          new StructField[] {
            new StructField("row", DataTypes.LongType, false, Metadata.empty()),
            new StructField("label", DataTypes.DoubleType, false, Metadata.empty()),
            new StructField("features", SQLDataTypes.VectorType(), false, Metadata.empty())
          });

  /**
   * What is done to a row.
   *
   * @param from of each layer taken its first column
   * @param to and the one behind its last
   * @param mean of each column taken, by training pictures; null where it does not matter
   * @param deviation likewise
   */
  private record Columns(int[] from, int[] to, double[] mean, double[] deviation)
      implements Serializable {
    int count() {
      int count = 0;
      for (int i = 0; i < from.length; i++) {
        count += to[i] - from[i];
      }
      return count;
    }

    Columns with(double[] means, double[] deviations) {
      return new Columns(from, to, means, deviations);
    }

    double[] of(float[] row) {
      double[] out = new double[count()];
      int at = 0;
      for (int i = 0; i < from.length; i++) {
        double squares = 0;
        for (int j = from[i]; j < to[i]; j++) {
          squares += (double) row[j] * row[j];
          out[at++] = row[j];
        }
        double norm = Math.sqrt(squares);
        for (int j = at - (to[i] - from[i]); mean == null && norm > 0 && j < at; j++) {
          out[j] = (float) (out[j] / norm);
        }
      }
      for (int j = 0; mean != null && j < out.length; j++) {
        double z = deviation[j] == 0 ? 0 : (out[j] - mean[j]) / deviation[j];
        out[j] = Discretiser.PUBLISHED.of((float) z);
      }
      return out;
    }
  }

  private final SparkSession session;
  private final Columns columns;

  private Embedded(SparkSession session, Columns columns) {
    this.session = session;
    this.columns = columns;
  }

  /**
   * Measures the training pictures.
   *
   * @param session of Spark
   * @param train the folder of their features
   * @param widths the columns of each layer in it
   * @param way which layers, and what is done to them
   * @return what embeds these and others
   */
  static Embedded fit(SparkSession session, Path train, Map<String, Integer> widths, Way way) {
    Columns columns = columns(widths, way.layers());
    if (way.embedding() == Embedding.L2) {
      return new Embedded(session, columns);
    }
    JavaRDD<FeatureRow> rows = Stored.rows(session, train).toJavaRDD();
    int d = columns.count();
    double[] mean = sums(rows, columns, new double[d], 1).means();
    double[] variance = sums(rows, columns, mean, 2).means();
    double[] deviation = new double[d];
    for (int j = 0; j < d; j++) {
      deviation[j] = Math.sqrt(variance[j]);
    }
    return new Embedded(session, columns.with(mean, deviation));
  }

  /** Sums over all rows of (value - middle) to a power. */
  private static Moments sums(
      JavaRDD<FeatureRow> rows, Columns columns, double[] middle, int power) {
    return rows.mapPartitions(
            part -> Collections.singleton(sum(part, columns, middle, power)).iterator())
        .treeReduce(Moments::merge);
  }

  private static Moments sum(
      Iterator<FeatureRow> part, Columns columns, double[] middle, int power) {
    Moments sums = new Moments(middle.length);
    while (part.hasNext()) {
      float[] row = part.next().getVector();
      int at = 0;
      for (int i = 0; i < columns.from().length; i++) {
        for (int j = columns.from()[i]; j < columns.to()[i]; j++, at++) {
          double difference = row[j] - middle[at];
          sums.add(at, power == 1 ? difference : difference * difference);
        }
      }
      sums.counted();
    }
    return sums;
  }

  private static Columns columns(Map<String, Integer> widths, List<String> layers) {
    List<String> all = new ArrayList<>(widths.keySet());
    int[] from = new int[layers.size()];
    int[] to = new int[layers.size()];
    for (int i = 0; i < from.length; i++) {
      for (String before : all.subList(0, all.indexOf(layers.get(i)))) {
        from[i] += widths.get(before);
      }
      to[i] = from[i] + widths.get(layers.get(i));
    }
    return new Columns(from, to, null, null);
  }

  /** How many columns there are. */
  int dimension() {
    return columns.count();
  }

  /**
   * Embeds.
   *
   * @param folder of features of the same layers
   * @return row, label and features, as Spark's classifiers take them
   */
  Dataset<Row> of(Path folder) {
    Columns how = columns;
    JavaRDD<Row> rows =
        Stored.rows(session, folder)
            .toJavaRDD()
            .map(
                row -> {
                  Vector features = Vectors.dense(how.of(row.getVector())).compressed();
                  return RowFactory.create(row.getRow(), (double) row.getLabel(), features);
                });
    return session.createDataFrame(rows, COLUMNS);
  }
}
