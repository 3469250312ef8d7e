package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.features.Features;
import java.awt.image.BufferedImage;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Puts pictures and texts into one space, in which a picture lies near what can be said of it. Rows
 * are float32 and of length 1, so that the product of two is their cosine.
 *
 * <pre>{@code
 * INDArray logits = model.pictures(set).matrix().mmul(model.texts(captions).transpose())
 *     .mul(model.logitScale());      // [pictures, captions]; softmax along a row: zero-shot
 * }</pre>
 */
public interface PictureTextModel extends AutoCloseable {
  /**
   * The model that comes with the course, and needs nothing fetched.
   *
   * @return {@link ProjectedPair#embedded()}, to be closed
   */
  static PictureTextModel embedded() {
    return ProjectedPair.embedded();
  }

  /**
   * Its name.
   *
   * @return as in tables and provenance
   */
  String name();

  /**
   * The number of columns of the space.
   *
   * @return at least 1
   */
  int dimension();

  /**
   * Where pictures lie.
   *
   * @param set pictures; those that cannot be read are left out and named in {@link
   *     Features#problems()}
   * @return one row a picture, in the set's order, {@code [n, dimension]}, each of length 1
   * @throws LabException if no picture can be read
   */
  Features pictures(ImageSet set);

  /**
   * Where one picture lies.
   *
   * @param picture of any size
   * @return {@code [1, dimension]}, of length 1
   */
  default INDArray picture(BufferedImage picture) {
    return pictures(ImageSet.single(picture)).matrix();
  }

  /**
   * Where texts lie.
   *
   * @param texts at least one
   * @return one row a text, {@code [n, dimension]}, each of length 1
   * @throws LabException for no text, or one in which there is nothing to read
   */
  INDArray texts(List<String> texts);

  /**
   * What cosines are multiplied by before a softmax: one over the temperature it was trained with.
   *
   * @return above 0; 100 for the published CLIP
   */
  double logitScale();

  /** Gives back what the networks hold, if anything. */
  @Override
  default void close() {}
}
