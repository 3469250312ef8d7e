package io.transferlab.words;

/** How two vectors are compared. */
public enum Measure {
  /** The cosine of the angle: 1 the same direction, -1 opposite; 0 for a vector of zeros. */
  COSINE("cosine"),
  /** The inner product: long vectors (frequent words) win. */
  DOT("dot product"),
  /** The Euclidean distance: 0 the same vector; small is near. */
  EUCLIDEAN("Euclidean distance");

  private final String title;

  Measure(String title) {
    this.title = title;
  }

  /**
   * What tables call it.
   *
   * @return for instance {@code cosine}
   */
  public String title() {
    return title;
  }

  /**
   * Compares two vectors of the same length.
   *
   * @param a one vector
   * @param b the other
   * @return the similarity, or for {@link #EUCLIDEAN} the distance
   */
  public double of(float[] a, float[] b) {
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    double distance = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
      double difference = (double) a[i] - b[i];
      distance += difference * difference;
    }
    return switch (this) {
      case DOT -> dot;
      case EUCLIDEAN -> Math.sqrt(distance);
      case COSINE ->
          squaresA == 0 || squaresB == 0
              ? 0
              : Math.max(-1, Math.min(1, dot / Math.sqrt(squaresA * squaresB)));
    };
  }
}
