package io.transferlab.spark;

import io.transferlab.core.LargeMatrix;
import io.transferlab.features.ComputedRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Reads features back from Parquet into the memory of this process. */
final class Stored {
  /** Known, so that no job need look into the files for it. */
  private static final StructType COLUMNS =
      new StructType()
          .add("row", DataTypes.LongType)
          .add("key", DataTypes.StringType)
          .add("label", DataTypes.IntegerType)
          .add("class", DataTypes.StringType)
          .add("vector", DataTypes.createArrayType(DataTypes.FloatType));

  private Stored() {}

  private static Dataset<Row> table(SparkSession session, Path folder) {
    return session.read().schema(COLUMNS).parquet(folder.toUri().toString());
  }

  /** The rows of a folder, with the class under the name the bean has. */
  static Dataset<FeatureRow> rows(SparkSession session, Path folder) {
    return table(session, folder).withColumnRenamed("class", "className").as(Extraction.Job.ROW);
  }

  /**
   * Which rows there are.
   *
   * @param session of Spark
   * @param folder the folder
   * @return the place of each in its set, ascending; twice where a row is there twice
   */
  static long[] places(SparkSession session, Path folder) {
    return table(session, folder)
        .select(functions.col("row"))
        .as(Encoders.LONG())
        .collectAsList()
        .stream()
        .mapToLong(Long::longValue)
        .sorted()
        .toArray();
  }

  /**
   * Reads a folder.
   *
   * @param session of Spark
   * @param folder the folder
   * @param views rows of each picture
   * @param made what is in it
   * @return the rows in the set's order, whatever files they lie in
   */
  static ComputedRows read(SparkSession session, Path folder, int views, Extraction made) {
    long[] places = made.places();
    int[] pictures = Arrays.stream(places).mapToInt(p -> (int) (p / views)).toArray();
    INDArray matrix = null;
    Iterator<FeatureRow> rows = rows(session, folder).toLocalIterator();
    while (rows.hasNext()) {
      FeatureRow row = rows.next();
      float[] vector = row.getVector();
      if (matrix == null) {
        matrix = LargeMatrix.uninitialized(places.length, vector.length);
      }
      int at = Arrays.binarySearch(places, row.getRow());
      try (INDArray values = Nd4j.createFromArray(vector)) {
        matrix.get(NDArrayIndex.point(at), NDArrayIndex.all()).assign(values);
      }
    }
    return new ComputedRows(
        matrix == null ? Nd4j.createUninitialized(DataType.FLOAT, 1, 1) : matrix,
        pictures,
        made.problems());
  }
}
