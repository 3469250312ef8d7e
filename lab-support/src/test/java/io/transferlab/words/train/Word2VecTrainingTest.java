package io.transferlab.words.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.words.corpus.SmallWorld;
import org.junit.jupiter.api.Test;

class Word2VecTrainingTest {
  private static final Corpus WORLD = Corpus.of(SmallWorld.load().paragraphs(400, 1), 2);
  private static final Word2VecOptions QUICK = Word2VecOptions.SMALL.withDimension(8).withEpochs(2);

  @Test
  void theSameSeedGivesTheSameSkipGramVectorsWithOneThread() {
    TrainedVectors first = train(Word2VecTraining.Method.SKIP_GRAM);
    TrainedVectors again = train(Word2VecTraining.Method.SKIP_GRAM);
    assertArrayEquals(first.losses(), again.losses());
    assertEquals(WORLD.words(), first.vectors().words());
    for (String word : WORLD.words().subList(0, 20)) {
      assertArrayEquals(first.vectors().vector(word), again.vectors().vector(word));
    }
  }

  @Test
  void theSameSeedGivesNearlyTheSameCbowVectors() {
    TrainedVectors first = train(Word2VecTraining.Method.CBOW);
    TrainedVectors again = train(Word2VecTraining.Method.CBOW);
    assertArrayEquals(first.losses(), again.losses(), 1e-3);
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
