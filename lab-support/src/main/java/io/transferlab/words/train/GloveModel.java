package io.transferlab.words.train;

import java.util.Random;

/**
 * The parameters of GloVe and its step (Pennington, Socher, Manning 2014, equations 8 and 9): word
 * vectors w, context vectors c, a bias for each, and AdaGrad's sums of squared gradients.
 *
 * <p>The cost of a cell is f(x) (w·c + b + b' - log x)², with f(x) = min(1, (x / x_max)^alpha). As
 * in the authors' program it is halved in what is reported, and the sums of squares begin with 1.
 * Unlike there, the squares are of the gradients themselves, without the rate (Duchi, Hazan, Singer
 * 2011).
 */
final class GloveModel {
  private final int dimension;
  private final GloveOptions options;

  /** Vector after vector; each followed by its bias, so that a step stays in one place. */
  private final float[] words;

  private final float[] contexts;
  private final float[] wordSquares;
  private final float[] contextSquares;

  GloveModel(int vocabulary, GloveOptions options) {
    this.dimension = options.dimension();
    this.options = options;
    int length = vocabulary * (dimension + 1);
    words = new float[length];
    contexts = new float[length];
    wordSquares = new float[length];
    contextSquares = new float[length];
    Random random = new Random(options.seed());
    for (int i = 0; i < length; i++) {
      words[i] = (float) ((random.nextDouble() - 0.5) / dimension);
      contexts[i] = (float) ((random.nextDouble() - 0.5) / dimension);
      wordSquares[i] = 1;
      contextSquares[i] = 1;
    }
  }

  /**
   * Learns from one cell.
   *
   * @return half the cell's weighted squared error before the step
   */
  double step(int word, int context, float log, float weight) {
    int w = word * (dimension + 1);
    int c = context * (dimension + 1);
    float difference = words[w + dimension] + contexts[c + dimension] - log;
    for (int k = 0; k < dimension; k++) {
      difference += words[w + k] * contexts[c + k];
    }
    float scaled = weight * difference;
    float rate = (float) options.rate();
    for (int k = 0; k < dimension; k++) {
      float toWord = scaled * contexts[c + k];
      float toContext = scaled * words[w + k];
      words[w + k] -= rate * toWord / (float) Math.sqrt(wordSquares[w + k]);
      contexts[c + k] -= rate * toContext / (float) Math.sqrt(contextSquares[c + k]);
      wordSquares[w + k] += toWord * toWord;
      contextSquares[c + k] += toContext * toContext;
    }
    int wb = w + dimension;
    int cb = c + dimension;
    words[wb] -= rate * scaled / (float) Math.sqrt(wordSquares[wb]);
    contexts[cb] -= rate * scaled / (float) Math.sqrt(contextSquares[cb]);
    wordSquares[wb] += scaled * scaled;
    contextSquares[cb] += scaled * scaled;
    return 0.5 * scaled * difference;
  }

  /** f(x), the weight of a cell. */
  float weight(double x) {
    return x >= options.xMax() ? 1 : (float) StrictMath.pow(x / options.xMax(), options.alpha());
  }

  /** The sum of word and context vectors, which the paper uses: {@code [vocabulary, dimension]}. */
  float[] vectors() {
    int vocabulary = words.length / (dimension + 1);
    float[] sums = new float[vocabulary * dimension];
    for (int v = 0; v < vocabulary; v++) {
      for (int k = 0; k < dimension; k++) {
        int at = v * (dimension + 1) + k;
        sums[v * dimension + k] = words[at] + contexts[at];
      }
    }
    return sums;
  }

  /** For tests: word vectors with biases, then context vectors with biases. */
  float[][] parameters() {
    return new float[][] {words, contexts};
  }
}
