package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well pictures find their texts, and texts their pictures, by cosine.
 *
 * <pre>{@code
 * CrossRetrieval found = CrossRetrieval.of(pictures, texts, Pairing.of(test));
 * found.pictures().recall(5);     // of texts that looked for pictures: 0 to 1
 * }</pre>
 *
 * @param texts for each picture that asked, the rank of the first text that is true of it
 * @param pictures for each text that asked, the rank of the first picture that it is true of
 */
public record CrossRetrieval(FirstRanks texts, FirstRanks pictures) {
  /**
   * Row belongs to row, and to no other.
   *
   * @param pictures {@code [n, d]}, rows of length 1
   * @param texts {@code [n, d]}, rows of length 1
   * @return the ranks
   * @throws LabException as {@link #of(INDArray, INDArray, Pairing)}
   */
  public static CrossRetrieval of(INDArray pictures, INDArray texts) {
    if (pictures.size(0) != texts.size(0)) {
      throw LabException.of(
          "a text for each picture, row by row",
          pictures.size(0) + " pictures and " + texts.size(0) + " texts",
          "take the texts of these pictures, or give a Pairing");
    }
    return of(pictures, texts, Pairing.byRow());
  }

  /**
   * With any number of true texts for a picture, and of pictures for a text: the best of them
   * counts. Of equally similar ones those that are not true come first, so that a space in which
   * all is one point finds nothing. Who has nothing true to find does not ask.
   *
   * @param pictures {@code [n, d]}, rows of length 1
   * @param texts {@code [m, d]}, rows of length 1
   * @param pairing what is true of what
   * @return the ranks
   * @throws LabException if the columns differ in number, a value is no finite number, or nothing
   *     is true of anything
   */
  public static CrossRetrieval of(INDArray pictures, INDArray texts, Pairing pairing) {
    INDArray left = Matrices.checked(pictures, 1);
    INDArray right = Matrices.checked(texts, 1);
    if (left.size(1) != right.size(1)) {
      throw LabException.of(
          "pictures and texts of one space",
          left.size(1) + " columns and " + right.size(1),
          "project both to the same number of columns");
    }
    int n = Math.toIntExact(left.size(0));
    int m = Math.toIntExact(right.size(0));
    float[] cosines = Matrices.products(left, right);
    return new CrossRetrieval(
        FirstRanks.of(n, m, (i, j) -> cosines[i * m + j], pairing::fits),
        FirstRanks.of(m, n, (i, j) -> cosines[j * m + i], (i, j) -> pairing.fits(j, i)));
  }

  /**
   * One figure for both ways, to choose by: the mean of both mean reciprocal ranks.
   *
   * @return above 0, at most 1
   */
  public double meanReciprocal() {
    return (texts.meanReciprocal() + pictures.meanReciprocal()) / 2;
  }

  /** Recall at 1, 5 and 10 and the median rank, both ways. */
  @Override
  public String toString() {
    return "picture to text: " + texts + "; text to picture: " + pictures;
  }
}
