package io.transferlab.spark;

import io.transferlab.core.LargeMatrix;
import io.transferlab.features.ComputedRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Reads features back from Parquet into the memory of this process. */
final class Stored {
  private Stored() {}

  /** The rows of a folder, with the class under the name the bean has. */
  static Dataset<FeatureRow> rows(SparkSession session, Path folder) {
    return session
        .read()
        .parquet(folder.toUri().toString())
        .withColumnRenamed("class", "className")
        .as(Extraction.Job.ROW);
  }

  /**
   * Reads a folder.
   *
   * @param session of Spark
   * @param folder the folder
   * @param views rows of each picture
   * @param problems of the pictures that have no row
   * @return the rows in the set's order, whatever files they lie in
   */
  static ComputedRows read(
      SparkSession session, Path folder, int views, SortedMap<String, String> problems) {
    long[] places =
        session
            .read()
            .parquet(folder.toUri().toString())
            .select(functions.col("row"))
            .as(Encoders.LONG())
            .collectAsList()
            .stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
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
        problems);
  }
}
