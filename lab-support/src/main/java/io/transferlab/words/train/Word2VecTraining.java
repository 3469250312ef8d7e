package io.transferlab.words.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.core.Provenance;
import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.models.embeddings.learning.impl.elements.CBOW;
import org.deeplearning4j.models.embeddings.learning.impl.elements.SkipGram;
import org.deeplearning4j.models.sequencevectors.SequenceVectors;
import org.deeplearning4j.models.sequencevectors.enums.ListenerEvent;
import org.deeplearning4j.models.sequencevectors.interfaces.VectorsListener;
import org.deeplearning4j.models.word2vec.VocabWord;
import org.deeplearning4j.models.word2vec.Word2Vec;
import org.deeplearning4j.text.tokenization.tokenizerfactory.DefaultTokenizerFactory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * word2vec by DL4J: T. Mikolov, K. Chen, G. Corrado, J. Dean 2013, <a
 * href="https://arxiv.org/abs/1301.3781">arXiv:1301.3781</a>, and T. Mikolov and others 2013, <a
 * href="https://arxiv.org/abs/1310.4546">arXiv:1310.4546</a>.
 *
 * <p>Skip-gram is trained with {@value #NEGATIVES} negative samples. CBOW is trained with the
 * hierarchical softmax: with negative samples alone, CBOW of this release of DL4J fails in its
 * native code.
 */
public final class Word2VecTraining {
  /** Negative samples for each pair of words. */
  static final int NEGATIVES = 5;

  private static final int BATCH = 512;

  /** The two ways of word2vec. */
  public enum Method {
    /** The words around predict the word between them. */
    CBOW("CBOW"),
    /** A word predicts each of those around it. */
    SKIP_GRAM("skip-gram");

    private final String text;

    Method(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private Word2VecTraining() {}

  /**
   * Trains.
   *
   * @param corpus the text
   * @param method which of the two
   * @param options how
   * @param listener told after each epoch. The loss is computed at a thousand places of the text:
   *     for skip-gram that of negative sampling, for CBOW the cross-entropy of the word in nats.
   *     They do not compare with each other.
   * @return the vectors. An interrupt ends training early and gives what was learned until then.
   */
  public static TrainedVectors train(
      Corpus corpus, Method method, Word2VecOptions options, TrainingListener listener) {
    CorpusSentences sentences = new CorpusSentences(corpus);
    Epochs epochs = new Epochs(corpus, method, options, listener, sentences);
    try (Progress signs = Progress.of("word2vec", "epochs", options.epochs())) {
      epochs.signs = signs;
      Word2Vec model = model(corpus, method, options, sentences, epochs);
      boolean interrupted = fit(model, epochs);
      return new TrainedVectors(
          vectors(model, corpus, method, options),
          epochs.done,
          interrupted,
          provenance(corpus, method, options, epochs.done.size()));
    }
  }

  private static Word2Vec model(
      Corpus corpus,
      Method method,
      Word2VecOptions options,
      CorpusSentences sentences,
      Epochs epochs) {
    boolean cbow = method == Method.CBOW;
    // Each has threads of its own inside a batch, as many as there are cores unless told.
    CBOW<VocabWord> middle = new CBOW<>();
    middle.setWorkers(options.threads());
    SkipGram<VocabWord> around = new SkipGram<>();
    around.setWorkers(options.threads());
    return new Word2Vec.Builder()
        .iterate(sentences)
        .tokenizerFactory(new DefaultTokenizerFactory())
        .elementsLearningAlgorithm(cbow ? middle : around)
        .useHierarchicSoftmax(cbow)
        .negativeSample(cbow ? 0 : NEGATIVES)
        .sampling(0)
        .layerSize(options.dimension())
        .windowSize(options.window())
        .minWordFrequency(1) // the corpus has done this
        .learningRate(options.rate())
        .minLearningRate(options.rate() / 100)
        .iterations(1)
        .epochs(options.epochs())
        .batchSize(BATCH)
        .seed(options.seed())
        .workers(options.threads())
        .setVectorsListeners(List.of(epochs))
        .build();
  }

  /** DL4J does not stop when interrupted, so it works on a thread of its own, and is asked to. */
  private static boolean fit(Word2Vec model, Epochs epochs) {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread worker = new Thread(model::fit, "word2vec");
    worker.setContextClassLoader(loader);
    worker.setDaemon(true);
    worker.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    worker.start();
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true; // used up: training ends here, what follows may go on
        epochs.stop();
      }
    }
    Throwable thrown = failure.get();
    if (thrown != null && !(thrown instanceof Stopped)) {
      throw LabException.of(
          "word2vec to train",
          "that it failed (" + LabException.reason(thrown) + ")",
          "try half the rate, or a longer text",
          thrown);
    }
    return interrupted;
  }

  private static WordVectors vectors(
      Word2Vec model, Corpus corpus, Method method, Word2VecOptions options) {
    INDArray all = model.getLookupTable().getWeights();
    float[] block = new float[corpus.words().size() * options.dimension()];
    for (int i = 0; i < corpus.words().size(); i++) {
      float[] row = all.getRow(model.getVocab().indexOf(corpus.words().get(i))).toFloatVector();
      System.arraycopy(row, 0, block, i * row.length, row.length);
    }
    return WordVectors.of(corpus.words(), block, options.dimension()).named("word2vec " + method);
  }

  private static Provenance provenance(
      Corpus corpus, Method method, Word2VecOptions options, int epochs) {
    return Provenance.none()
        .with("method", "word2vec " + method + " (DL4J 1.0.0-M2.1)")
        .with("words", corpus.words().size())
        .with("dimension", options.dimension())
        .with("window", options.window())
        .with("least count", options.minCount())
        .with("rate", options.rate())
        .with("epochs", epochs)
        .with("threads", options.threads())
        .with("seed", options.seed());
  }

  /** Ends a training that was interrupted, at the end of its epoch. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /** Hears of the epochs, on DL4J's thread. */
  private static final class Epochs implements VectorsListener<VocabWord> {
    private final Word2VecOptions options;
    private final boolean skipGram;
    private final TrainingListener listener;
    private final CorpusSentences sentences;
    private final Word2VecLoss loss;
    private final long start = System.nanoTime();
    private final List<TrainingEpoch> done = new ArrayList<>();
    private volatile boolean stopped;
    private @Nullable Progress signs;

    Epochs(
        Corpus corpus,
        Method method,
        Word2VecOptions options,
        TrainingListener listener,
        CorpusSentences sentences) {
      this.options = options;
      this.skipGram = method == Method.SKIP_GRAM;
      this.listener = listener;
      this.sentences = sentences;
      this.loss = new Word2VecLoss(corpus, options);
    }

    void stop() {
      stopped = true;
      sentences.stop();
    }

    @Override
    public boolean validateEvent(ListenerEvent event, long argument) {
      return event == ListenerEvent.EPOCH;
    }

    @Override
    public void processEvent(
        ListenerEvent event, SequenceVectors<VocabWord> vectors, long argument) {
      if (stopped) {
        throw new Stopped();
      }
      double now = loss.of((Word2Vec) vectors, skipGram);
      double seconds = (System.nanoTime() - start) / 1e9;
      done.add(new TrainingEpoch(done.size() + 1, options.epochs(), now, seconds));
      if (signs != null) {
        signs.done(1);
      }
      listener.onEpoch(done.get(done.size() - 1));
    }
  }
}
