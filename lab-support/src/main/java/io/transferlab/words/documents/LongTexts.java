package io.transferlab.words.documents;

/** What becomes of a document that is longer than an encoder of texts reads at once. */
public enum LongTexts {
  /** Its beginning stands for it. */
  CUT,
  /** It is as good as the best of its windows: one passage that fits is enough. */
  BEST_WINDOW,
  /** The mean of its windows' vectors stands for it: what it is about on the whole. */
  MEAN_OF_WINDOWS
}
