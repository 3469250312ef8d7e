package io.transferlab.words.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.models.embeddings.inmemory.InMemoryLookupTable;
import org.deeplearning4j.models.word2vec.VocabWord;
import org.deeplearning4j.models.word2vec.Word2Vec;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of word2vec, which DL4J does not report: computed after each epoch on places of the text
 * drawn once. Own code, as there is nothing to call.
 */
final class Word2VecLoss {
  private static final int PLACES = 1000;

  /** A word and those around it, all as places in the corpus's vocabulary. */
  private record Place(int word, int[] context, int[] negatives) {}

  private final Corpus corpus;
  private final List<Place> places = new ArrayList<>();

  Word2VecLoss(Corpus corpus, Word2VecOptions options) {
    this.corpus = corpus;
    Random random = new Random(options.seed());
    for (int tries = 0; places.size() < PLACES && tries < 10 * PLACES; tries++) {
      int[] line = corpus.lines().get(random.nextInt(corpus.lines().size()));
      int at = random.nextInt(line.length);
      int from = Math.max(0, at - options.window());
      int to = Math.min(line.length - 1, at + options.window());
      if (to > from) {
        int[] context = new int[to - from];
        for (int i = from, k = 0; i <= to; i++) {
          if (i != at) {
            context[k++] = line[i];
          }
        }
        int[] negatives = new int[Word2VecTraining.NEGATIVES];
        for (int k = 0; k < negatives.length; k++) {
          // A word of the text at random: as frequent as it is.
          int[] other = corpus.lines().get(random.nextInt(corpus.lines().size()));
          negatives[k] = other[random.nextInt(other.length)];
        }
        places.add(new Place(line[at], context, negatives));
      }
    }
  }

  double of(Word2Vec model, boolean skipGram) {
    InMemoryLookupTable<?> table = (InMemoryLookupTable<?>) model.getLookupTable();
    float[][] words = rows(table.getSyn0());
    float[][] outputs = rows(skipGram ? table.getSyn1Neg() : table.getSyn1());
    double sum = 0;
    for (Place place : places) {
      sum +=
          skipGram
              ? negativeSampling(model, place, words, outputs)
              : softmax(model, place, words, outputs);
    }
    return sum / places.size();
  }

  /** Mikolov et al. 2013b, equation 4, with the sign turned, for one context word of the place. */
  private double negativeSampling(Word2Vec model, Place place, float[][] words, float[][] outputs) {
    float[] context = words[row(model, place.context()[0])];
    double loss = -logSigmoid(dot(context, outputs[row(model, place.word())]));
    for (int negative : place.negatives()) {
      loss -= logSigmoid(-dot(context, outputs[row(model, negative)]));
    }
    return loss;
  }

  /** Minus the logarithm of the word's probability by the hierarchical softmax, in nats. */
  private double softmax(Word2Vec model, Place place, float[][] words, float[][] outputs) {
    float[] mean = new float[words[0].length];
    for (int c : place.context()) {
      float[] vector = words[row(model, c)];
      for (int k = 0; k < mean.length; k++) {
        mean[k] += vector[k] / place.context().length;
      }
    }
    VocabWord word = model.getVocab().wordFor(corpus.words().get(place.word()));
    double loss = 0;
    for (int i = 0; i < word.getCodeLength(); i++) {
      double score = dot(mean, outputs[word.getPoints().get(i)]);
      loss -= logSigmoid(word.getCodes().get(i) == 0 ? score : -score);
    }
    return loss;
  }

  private int row(Word2Vec model, int word) {
    return model.getVocab().indexOf(corpus.words().get(word));
  }

  private static float[][] rows(INDArray matrix) {
    return matrix.toFloatMatrix();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static double logSigmoid(double x) {
    return x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x));
  }
}
