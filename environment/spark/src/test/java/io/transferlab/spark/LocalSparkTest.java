package io.transferlab.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.Views;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.distributed.Cluster;
import io.transferlab.distributed.Cluster.Embedding;
import io.transferlab.distributed.Cluster.Way;
import io.transferlab.distributed.NetworkRecipe;
import io.transferlab.evaluate.Predicted;
import io.transferlab.features.ExtractionProgress;
import io.transferlab.features.FeatureEngine;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two slots of this machine give what one process gives. */
class LocalSparkTest {
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = new SparkProvider().open("local[2]", new NetworkRecipe(Sets.SOURCE, null, null));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Features onSpark(FeatureExtractor extractor, ImageSet set) {
    return extractor.withEngine(cluster.engine()).extract(set);
  }

  private static void assertSame(Features expected, Features found) {
    assertEquals(expected.keys(), found.keys());
    assertArrayEquals(expected.labels(), found.labels());
    assertEquals(expected.classes(), found.classes());
    assertEquals(expected.layers(), found.layers());
    assertEquals(expected.problems(), found.problems());
    assertEquals(expected.provenance(), found.provenance());
    assertArrayEquals(
        expected.matrix().data().asFloat(), found.matrix().data().asFloat(), "bit for bit");
  }

  @Test
  void drawnPicturesGiveTheSameBitsInHoweverManyTasks() {
    ImageSet set = Sets.drawn(150);
    for (int batch : List.of(8, 32, 300)) {
      FeatureExtractor extractor = Sets.extractor().withBatchSize(batch);
      assertSame(extractor.extract(set), onSpark(extractor, set));
    }
  }

  @Test
  void brokenFilesAreNamedAndLeftOutAsInOneProcess(@TempDir Path folder) throws IOException {
    ImageSet files = Sets.files(folder, 40);
    // A whole task of broken pictures, and single ones; one is gone after the set was read.
    for (int i = 0; i < 35; i++) {
      Files.writeString(path(files, i), "no picture");
    }
    byte[] bytes = Files.readAllBytes(path(files, 70));
    Files.write(path(files, 70), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Files.delete(path(files, 71));
    Features expected = Sets.extractor().extract(files);
    assertEquals(37, expected.problems().size());
    assertSame(expected, onSpark(Sets.extractor(), files));
  }

  private static Path path(ImageSet set, int index) {
    return set.pictures().get(index).source().file().orElseThrow();
  }

  @Test
  void onlyBrokenPicturesAreAnErrorInTheSameWords(@TempDir Path folder) throws IOException {
    ImageSet files = Sets.files(folder, 3);
    for (int i = 0; i < files.size(); i++) {
      Files.writeString(path(files, i), "no picture");
    }
    LabException alone = assertThrows(LabException.class, () -> Sets.extractor().extract(files));
    LabException spark = assertThrows(LabException.class, () -> onSpark(Sets.extractor(), files));
    assertEquals(alone.getMessage(), spark.getMessage());
  }

  @Test
  void cropsKeepTheirOrder() {
    ImageSet set = Sets.drawn(12);
    FeatureExtractor extractor = Sets.extractor().withCrops(Views.TEN);
    assertSame(extractor.extract(set), onSpark(extractor, set));
  }

  @Test
  void tellsHowManyPicturesAreDone() {
    List<ExtractionProgress> told = Collections.synchronizedList(new ArrayList<>());
    onSpark(Sets.extractor().withProgress(told::add), Sets.drawn(100));
    assertFalse(told.isEmpty());
    assertTrue(told.stream().allMatch(p -> p.total() == 200 && p.done() <= 200));
  }

  @Test
  void anInterruptEndsItAndTheNextOneWorks() throws IOException {
    Thread asking = Thread.currentThread();
    FeatureEngine engine = cluster.engine();
    FeatureExtractor interrupted =
        Sets.extractor()
            .withEngine(
                (extractor, set, done) ->
                    engine.compute(
                        extractor,
                        set,
                        n -> {
                          asking.interrupt();
                          done.accept(n);
                        }));
    ImageSet set = Sets.drawn(300);
    CancellationException e =
        assertThrows(CancellationException.class, () -> interrupted.extract(set));
    assertTrue(Thread.interrupted(), "who asked is still told");
    assertEquals("interrupted; nothing is left behind", e.getMessage());
    try (Stream<Path> left = Files.walk(Lab.home().resolve("spark"))) {
      assertEquals(
          List.of(),
          left.filter(path -> path.toString().contains(Scratch.ofThisProcess()))
              .filter(path -> path.getFileName().toString().startsWith("features-"))
              .toList());
    }
    assertSame(Sets.extractor().extract(Sets.drawn(4)), onSpark(Sets.extractor(), Sets.drawn(4)));
  }

  @Test
  void writesParquetThatTellsWhereItComesFrom(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("features.parquet");
    ImageSet set = Sets.drawn(20);
    Cluster.Written written = cluster.write(Sets.extractor(), set, out);
    assertEquals(40, written.rows());
    Dataset<Row> rows = SparkSession.active().read().parquet(out.toString());
    assertEquals(List.of("row", "key", "label", "class", "vector"), List.of(rows.columns()));
    String told = rows.schema().apply("vector").metadata().json();
    assertTrue(told.contains("weights SHA-256") && told.contains("\"classes\""), told);
    Row last = rows.orderBy("row").collectAsList().get(39);
    Features expected = Sets.extractor().extract(set);
    assertEquals(set.pictures().get(39).key(), last.getString(1));
    assertEquals("dog", last.getString(3));
    assertEquals(expected.row(39)[17], (float) last.getList(4).get(17));
    LabException there =
        assertThrows(LabException.class, () -> cluster.write(Sets.extractor(), set, out));
    assertTrue(there.getMessage().contains("came meanwhile"), there.getMessage());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(out), left.toList(), "nothing unfinished is left");
    }
  }

  @Test
  void embedsToTheSameMinusOneZeroAndOne(@TempDir Path folder) {
    FeatureExtractor all = Sets.extractor().all();
    ImageSet train = Sets.drawn(60);
    Path out = folder.resolve("train.parquet");
    cluster.write(all, train, out);
    Features features = all.extract(train);
    float[] expected = FullNetworkEmbedding.fit(features).apply(features).matrix().data().asFloat();
    Embedded embedded =
        Embedded.fit(
            SparkSession.active(), out, all.widths(), new Way(all.layers(), Embedding.FNE));
    float[] found = new float[expected.length];
    int d = features.dimension();
    for (Row row : embedded.of(out).collectAsList()) {
      double[] values = ((Vector) row.get(2)).toArray();
      for (int j = 0; j < d; j++) {
        found[(int) row.getLong(0) * d + j] = (float) values[j];
      }
    }
    assertArrayEquals(expected, found);
  }

  @Test
  void trainsWhereTheFeaturesLieNearlyAsOursDoes() {
    ImageSet train = fourAnimals(Split.TRAIN);
    ImageSet test = fourAnimals(Split.TEST);
    FeatureExtractor all = Sets.extractor().all();
    Cluster.Study study =
        cluster.classify(all, train, test, List.of(new Way(all.layers(), Embedding.FNE)), 1);
    Predicted spark = study.trained().get(0).predicted();
    Features features = all.extract(train);
    FullNetworkEmbedding fne = FullNetworkEmbedding.fit(features);
    Predicted ours = LinearSvm.train(fne.apply(features)).predict(fne.apply(all.extract(test)));
    assertEquals(ours.keys(), spark.keys());
    assertArrayEquals(ours.truth(), spark.truth());
    int agree = 0;
    for (int i = 0; i < ours.keys().size(); i++) {
      agree += ours.labels()[i] == spark.labels()[i] ? 1 : 0;
    }
    System.out.printf(
        "Spark's machine %.3f, ours %.3f, the same answer on %d of %d pictures%n",
        spark.evaluation().accuracy(), ours.evaluation().accuracy(), agree, ours.keys().size());
    assertTrue(agree >= 0.85 * ours.keys().size(), agree + " of " + ours.keys().size());
  }

  private static ImageSet fourAnimals(Split split) {
    ImageSet all = ImageSet.drawn(SketchSet.ANIMALS, split, 25, 1);
    return ImageSet.of(
        all.name(),
        all.classes().subList(0, 4),
        all.pictures().stream().filter(p -> p.label() < 4).toList());
  }

  @Test
  void picturesOfThisProcessAloneAreRefused() {
    ImageSet set =
        ImageSet.of(
            "mine",
            List.of("a", "b"),
            List.of(
                new Picture(
                    "a/1",
                    0,
                    size -> {
                      throw new IOException("never read");
                    })));
    LabException e = assertThrows(LabException.class, () -> onSpark(Sets.extractor(), set));
    assertTrue(e.getMessage().contains("a/1, which only this process has"), e.getMessage());
  }
}
