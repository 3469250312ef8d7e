package io.transferlab.spark;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.distributed.NetworkRecipe;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.SetPass;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Features of a set in a folder of Parquet files, and what is known of them.
 *
 * @param places of the rows in their set, ascending: that of the picture times its views, and the
 *     view
 * @param widths how many columns there are of each layer, in their order
 * @param problems why the other pictures could not be read: key to one line
 * @param facts where the features come from
 */
record Extraction(
    long[] places,
    Map<String, Integer> widths,
    SortedMap<String, String> problems,
    Map<String, String> facts) {

  int rows() {
    return places.length;
  }

  int dimension() {
    return widths.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * What extracts.
   *
   * @param session of Spark
   * @param master where it runs
   * @param network how its machines come to the network
   * @param extractor the driver's own
   */
  record Job(
      SparkSession session, Master master, NetworkRecipe network, FeatureExtractor extractor) {
    static final Encoder<FeatureRow> ROW = Encoders.bean(FeatureRow.class);

    /** Once more after a race that Spark ends a job for, see {@link Trouble#isLostCommit}. */
    private static final int ATTEMPTS = 2;

    /**
     * Computes a set.
     *
     * @param set the pictures
     * @param folder where nothing is yet
     * @param done is told how many more pictures are done
     * @return what is in the folder
     * @throws LabException if a worker cannot do it, or rows are missing or there twice
     */
    Extraction run(ImageSet set, Path folder, IntConsumer done) {
      if (set.size() == 0) {
        throw LabException.of("at least one picture of " + set.name(), "none", "take more of it");
      }
      Recipe recipe;
      try (SetPass pass = extractor.sets()) {
        recipe = Recipe.of(network, extractor, pass.weightsHash());
      }
      if (master.isLocal()) {
        Slots.offer(recipe, extractor);
      }
      Map<String, String> facts = new LinkedHashMap<>(extractor.facts(set).facts());
      Map<String, Integer> widths = extractor.widths();
      for (int attempt = 1; ; attempt++) {
        try {
          SortedMap<String, String> problems = write(set, folder, recipe, facts, widths, done);
          return new Extraction(checked(set, folder, problems), widths, problems, facts);
        } catch (Exception e) {
          Sessions.settle(session);
          if (attempt == ATTEMPTS || !Trouble.isLostCommit(e)) {
            throw Trouble.of(e);
          }
        }
      }
    }

    private SortedMap<String, String> write(
        ImageSet set,
        Path folder,
        Recipe recipe,
        Map<String, String> facts,
        Map<String, Integer> widths,
        IntConsumer done) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
      CollectionAccumulator<Map.Entry<String, String>> problems =
          session.sparkContext().collectionAccumulator("problems");
      List<Task> tasks =
          Task.of(set, batchPictures(), Math.max(2, session.sparkContext().defaultParallelism()));
      Dataset<FeatureRow> rows =
          session.createDataset(
              context
                  .parallelize(tasks, tasks.size())
                  .mapPartitions(new Extract(recipe, problems))
                  .rdd(),
              ROW);
      new Counter(session, tasks, done)
          .during(
              () ->
                  named(rows, set, facts, widths)
                      .write()
                      .mode(SaveMode.Overwrite)
                      .parquet(folder.toUri().toString()));
      SortedMap<String, String> sorted = new TreeMap<>();
      problems.value().forEach(e -> sorted.put(e.getKey(), e.getValue()));
      return sorted;
    }

    private int batchPictures() {
      return Math.max(1, extractor.batchSize() / views());
    }

    private int views() {
      return extractor.crops().map(c -> c.count()).orElse(1);
    }

    /** The columns as a reader wants them, and with the vectors where they come from. */
    private Dataset<Row> named(
        Dataset<FeatureRow> rows,
        ImageSet set,
        Map<String, String> facts,
        Map<String, Integer> widths) {
      Metadata metadata =
          new MetadataBuilder()
              .putString("set", set.name())
              .putStringArray("classes", set.classes().toArray(String[]::new))
              .putString("widths", Json.text(widths))
              .putLong("views", views())
              .putString("provenance", Json.text(facts))
              .build();
      Column vector = functions.col("vector").as("vector", metadata);
      return rows.select(
          functions.col("row"),
          functions.col("key"),
          functions.col("label"),
          functions.col("className").as("class"),
          vector);
    }

    /** Each picture has its rows or its reason, and none has them twice. */
    private long[] checked(ImageSet set, Path folder, SortedMap<String, String> problems) {
      long[] places = Stored.places(session, folder);
      long distinct = LongStream.of(places).distinct().count();
      long expected = (long) (set.size() - problems.size()) * views();
      if (places.length != expected || distinct != expected) {
        throw LabException.of(
            "%d rows of %s".formatted(expected, set.name()),
            "%d, %d of them different".formatted(places.length, distinct),
            "let LAB_DATA be a folder that every worker sees and writes to");
      }
      return places;
    }
  }
}
