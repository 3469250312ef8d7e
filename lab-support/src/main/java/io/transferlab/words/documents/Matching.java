package io.transferlab.words.documents;

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
  WMD("wmd");

  private final String text;

  Matching(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
