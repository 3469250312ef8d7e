package io.transferlab.words.documents;

import java.util.List;

/** How a query is compared with documents. */
public enum Matching {
  /** No vectors at all: cosine of tf-idf weights of the words themselves. The one to beat. */
  KEYWORDS("keywords"),
  /** Cosine of the means of the word vectors. */
  MEAN("mean"),
  /** Cosine of the means weighted by tf-idf. */
  TFIDF("tfidf"),
  /** Smooth inverse frequency: weighted means, without what all documents have in common. */
  SIF("sif"),
  /** Word Mover's Distance. */
  WMD("wmd"),
  /** Cosine of the vectors that a network makes of whole texts. */
  SENTENCE("sentence");

  /** Those that compare the words of texts, each by itself. */
  static final List<Matching> OF_WORDS = List.of(KEYWORDS, MEAN, TFIDF, SIF, WMD);

  private final String text;

  Matching(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
