package io.transferlab.words.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.transferlab.core.LabException;
import io.transferlab.words.TrainingGolden;
import io.transferlab.words.corpus.SmallWorld;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class GloveTest {
  private static final JsonObject GOLDEN = TrainingGolden.load("glove");
  private static final Corpus TINY = Corpus.of(TrainingGolden.strings(GOLDEN.get("lines")), 1);
  private static final Corpus WORLD = Corpus.of(SmallWorld.load().paragraphs(1500, 1), 3);
  private static final GloveOptions QUICK = GloveOptions.defaults().withDimension(10).withEpochs(6);

  @Test
  void countsAreThoseOfNumpy() {
    Cooccurrence cells = Cooccurrence.count(TINY, 3);
    List<String> words = TrainingGolden.strings(GOLDEN.get("words"));
    assertEquals(words, cells.words());
    for (int i = 0; i < words.size(); i++) {
      double[] row = TrainingGolden.numbers(GOLDEN.getAsJsonArray("cooccurrence").get(i));
      for (int j = 0; j < words.size(); j++) {
        assertEquals(row[j], cells.get(words.get(i), words.get(j)), 1e-12);
      }
    }
    assertEquals(0, cells.get("cat", "unheard"));
  }

  @Test
  void aPartOfTheCountsAsMatrixAndTable() {
    Cooccurrence cells = Cooccurrence.count(TINY, 3);
    List<String> rows = cells.words().subList(0, 2);
    List<String> columns = cells.words().subList(1, 4);
    double[][] part = cells.part(rows, columns);
    double[][] logs = cells.logPart(rows, columns);
    var table = cells.table(rows, columns);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        double weight = cells.get(rows.get(i), columns.get(j));
        assertEquals(weight, part[i][j]);
        assertEquals(Math.log(1 + weight), logs[i][j], 1e-12);
        assertEquals(weight, table.doubleColumn(columns.get(j)).get(i), 0.05);
      }
    }
    assertEquals(rows, table.stringColumn("word").asList());
  }

  @Test
  void oneEpochIsThatOfNumpy() {
    Cooccurrence cells = Cooccurrence.count(TINY, 3);
    GloveModel model =
        new GloveModel(
            cells.words().size(),
            GloveOptions.defaults()
                .withDimension(4)
                .withWindow(3)
                .withMinCount(1)
                .withXMax(2)
                .withSeed(7));
    double cost = 0;
    for (int i = 0; i < cells.size(); i++) {
      float log = (float) Math.log(cells.value(i));
      cost += model.step(cells.row(i), cells.column(i), log, model.weight(cells.value(i)));
    }
    assertEquals(GOLDEN.get("cost").getAsDouble(), cost, 1e-5);
    String[] names = {"wordParameters", "contextParameters"};
    for (int part = 0; part < 2; part++) {
      double[] expected = TrainingGolden.numbers(GOLDEN.get(names[part]));
      float[] found = model.parameters()[part];
      assertEquals(expected.length, found.length);
      for (int k = 0; k < expected.length; k++) {
        assertEquals(expected[k], found[k], 1e-6);
      }
    }
  }

  @Test
  void theNumberOfThreadsDoesNotChangeTheVectors() throws Exception {
    Cooccurrence cells = Cooccurrence.count(WORLD, 5);
    float[][] found = new float[2][];
    for (int run = 0; run < 2; run++) {
      ForkJoinPool pool = new ForkJoinPool(run == 0 ? 1 : 5);
      try {
        found[run] =
            pool.submit(() -> Glove.train(cells, QUICK, TrainingListener.SILENT))
                .get()
                .vectors()
                .vector("the");
      } finally {
        pool.shutdown();
      }
    }
    assertArrayEquals(found[0], found[1]);
  }

  @Test
  void theLossFallsAndAnotherSeedGivesOtherVectors() {
    TrainedVectors first = Glove.train(WORLD, QUICK, TrainingListener.SILENT);
    double[] losses = first.losses();
    assertEquals(6, losses.length);
    assertEquals(losses[5], first.loss());
    for (int i = 1; i < losses.length; i++) {
      assertTrue(losses[i] < losses[i - 1], "epoch " + (i + 1));
    }
    TrainedVectors second = Glove.train(WORLD, QUICK.withSeed(2), TrainingListener.SILENT);
    assertFalse(
        java.util.Arrays.equals(first.vectors().vector("the"), second.vectors().vector("the")));
    assertEquals(WORLD.words(), first.vectors().words());
  }

  @Test
  void anInterruptKeepsWhatWasLearned() {
    TrainedVectors trained =
        Glove.train(
            WORLD,
            QUICK,
            epoch -> {
              if (epoch.number() == 2) {
                Thread.currentThread().interrupt();
              }
            });
    assertTrue(trained.interrupted());
    assertEquals(2, trained.epochs().size());
    assertFalse(Thread.currentThread().isInterrupted());
    assertTrue(trained.toString().contains("stopped early"), trained.toString());
    assertEquals(WORLD.words().size(), trained.vectors().size());
  }

  @Test
  void countingStopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> Cooccurrence.count(WORLD, 5));
    assertTrue(Thread.interrupted());
  }

  @Test
  void rareWordsAreLeftOutAndCounted() {
    Corpus corpus = Corpus.of(List.of("one two two three", "Three two, one! four"), 2);
    assertEquals(List.of("two", "one", "three"), corpus.words());
    assertEquals(3, corpus.count(0));
    assertEquals(7, corpus.tokens());
    assertTrue(corpus.toString().contains("1 rare ones left out"), corpus.toString());
  }

  @Test
  void aTextThatIsTooShortIsRefused() {
    LabException e = assertThrows(LabException.class, () -> Corpus.of(List.of("word"), 1));
    assertTrue(e.getMessage().contains("longer text"), e.getMessage());
    assertThrows(LabException.class, () -> GloveOptions.defaults().withXMax(0));
    assertThrows(LabException.class, () -> Cooccurrence.count(TINY, 0));
  }
}
