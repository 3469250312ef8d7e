package io.transferlab.words.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.words.corpus.SmallWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Word2VecTrainingTest {
  private static final Corpus WORLD = Corpus.of(SmallWorld.load().paragraphs(400, 1), 2);
  private static final Word2VecOptions QUICK =
      Word2VecOptions.defaults().withDimension(8).withEpochs(2);

  /** Nearly, even with one thread: the native code keeps threads of its own. */
  @ParameterizedTest
  @EnumSource(Word2VecTraining.Method.class)
  void theSameSeedGivesNearlyTheSameVectorsWithOneThread(Word2VecTraining.Method method) {
    TrainedVectors first = train(method);
    TrainedVectors again = train(method);
    assertArrayEquals(first.losses(), again.losses(), 0.05);
    assertEquals(WORLD.words(), first.vectors().words());
    TrainedVectors other =
        Word2VecTraining.train(WORLD, method, QUICK.withSeed(9), TrainingListener.SILENT);
    double alike = meanCosine(first, again);
    assertTrue(alike > 0.95, "same seed: " + alike);
    double unlike = meanCosine(first, other);
    assertTrue(unlike < alike - 0.05, "another seed: " + unlike);
  }

  private static double meanCosine(TrainedVectors a, TrainedVectors b) {
    return WORLD.words().stream().mapToDouble(word -> cosine(a, b, word)).average().orElseThrow();
  }

  private static double cosine(TrainedVectors a, TrainedVectors b, String word) {
    float[] x = a.vectors().vector(word);
    float[] y = b.vectors().vector(word);
    double product = 0;
    double squaresOfX = 0;
    double squaresOfY = 0;
    for (int i = 0; i < x.length; i++) {
      product += x[i] * y[i];
      squaresOfX += x[i] * x[i];
      squaresOfY += y[i] * y[i];
    }
    return product / Math.sqrt(squaresOfX * squaresOfY);
  }

  private static TrainedVectors train(Word2VecTraining.Method method) {
    TrainedVectors trained = Word2VecTraining.train(WORLD, method, QUICK, TrainingListener.SILENT);
    assertEquals(2, trained.epochs().size());
    assertTrue(trained.losses()[1] < trained.losses()[0]);
    return trained;
  }

  @Test
  void anInterruptKeepsWhatWasLearned() {
    Thread caller = Thread.currentThread();
    TrainedVectors trained =
        Word2VecTraining.train(
            WORLD,
            Word2VecTraining.Method.SKIP_GRAM,
            QUICK.withEpochs(50),
            epoch -> caller.interrupt());
    assertTrue(trained.interrupted());
    assertTrue(trained.epochs().size() < 50, trained.toString());
    assertFalse(caller.isInterrupted());
    assertEquals(WORLD.words().size(), trained.vectors().size());
  }
}
