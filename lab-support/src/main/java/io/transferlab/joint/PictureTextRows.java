package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What frozen networks made of pictures and of their texts, row by row: what projections learn
 * from.
 *
 * @param pictures {@code [n, p]}, the features of pictures
 * @param texts {@code [n, t]}, the text of each
 * @param pairing which texts are true of which pictures besides
 */
public record PictureTextRows(INDArray pictures, INDArray texts, Pairing pairing) {
  /**
   * Checks the rows.
   *
   * @param pictures {@code [n, p]}, the features of pictures
   * @param texts {@code [n, t]}, the text of each
   * @param pairing which texts are true of which pictures besides
   * @throws LabException if there are not as many pictures as texts, or some value is no finite
   *     number
   */
  public PictureTextRows {
    if (pictures.size(0) != texts.size(0)) {
      throw LabException.of(
          "a text for each picture, row by row",
          pictures.size(0) + " pictures and " + texts.size(0) + " texts",
          "take pictures and captions of one set; repeat a picture that has several captions");
    }
    pictures = Matrices.checked(pictures, 2);
    texts = Matrices.checked(texts, 2);
  }

  /**
   * How many pairs there are.
   *
   * @return at least 2
   */
  public int size() {
    return (int) pictures.size(0);
  }

  /** Some of the pairs. */
  PictureTextRows take(int... rows) {
    return new PictureTextRows(
        Matrices.rows(pictures, rows), Matrices.rows(texts, rows), pairing.among(rows));
  }
}
