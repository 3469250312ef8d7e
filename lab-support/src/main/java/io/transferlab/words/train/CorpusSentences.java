package io.transferlab.words.train;

import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.text.sentenceiterator.BaseSentenceIterator;

/** The lines of a corpus for DL4J, until told to stop. */
final class CorpusSentences extends BaseSentenceIterator {
  private final Corpus corpus;
  private final List<int[]> lines;
  private int next;
  private volatile boolean stopped;

  CorpusSentences(Corpus corpus) {
    super(null);
    this.corpus = corpus;
    this.lines = corpus.lines();
  }

  /** Ends this pass at once. */
  void stop() {
    stopped = true;
  }

  @Override
  public synchronized String nextSentence() {
    int[] line = lines.get(next++);
    return java.util.Arrays.stream(line)
        .mapToObj(corpus.words()::get)
        .collect(Collectors.joining(" "));
  }

  @Override
  public synchronized boolean hasNext() {
    return !stopped && next < lines.size();
  }

  @Override
  public synchronized void reset() {
    next = 0;
  }
}
