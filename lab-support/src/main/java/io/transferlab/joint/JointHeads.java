package io.transferlab.joint;

/**
 * Two trained projections into one space.
 *
 * @param pictures of the features of pictures
 * @param texts of the vectors of texts
 * @param logScale logarithm of what cosines are multiplied by before a softmax
 */
public record JointHeads(ProjectionHead pictures, ProjectionHead texts, double logScale) {
  /**
   * How well these find each other.
   *
   * @param rows pictures and texts that were not trained on
   * @return the ranks
   */
  public CrossRetrieval retrieval(PictureTextRows rows) {
    return CrossRetrieval.of(
        pictures.apply(rows.pictures()), texts.apply(rows.texts()), rows.pairing());
  }

  /** The same weights, which go their own way from here. */
  JointHeads copy() {
    return new JointHeads(pictures.copy(), texts.copy(), logScale);
  }
}
