package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.data.Augmentation;
import io.transferlab.data.Batch;
import io.transferlab.data.Batches;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Views;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How pictures reach a network: read at its size, prepared as its weights were trained, in batches.
 */
public sealed interface PictureInput permits Classifier {
  /**
   * Its name, for instance {@code Sketch_Objects}.
   *
   * @return the name
   */
  String name();

  /**
   * The side of the pictures it takes.
   *
   * @return pixels
   */
  int side();

  /**
   * What it does to pixels first.
   *
   * @return the preprocessing of its weights
   */
  Preprocessing preprocessing();

  /**
   * A set's pixels at the size this network takes.
   *
   * @param set the pictures
   * @return the reader
   */
  default Pixels pixels(ImageSet set) {
    return Pixels.of(set, side());
  }

  /**
   * One pass over pictures, prepared for this network, in the set's order.
   *
   * @param pixels the pictures, read at {@link #side()}
   * @param batchSize pictures in a batch
   * @return the batches
   */
  default Batches batches(Pixels pixels, int batchSize) {
    return Batches.inOrder(checked(pixels), preprocessing(), batchSize);
  }

  /**
   * One pass over several crops of each picture, prepared for this network, in the set's order.
   *
   * @param pixels the pictures, read somewhat larger than {@link #side()}
   * @param views which crops; the rows of a picture follow one another
   * @param pictures pictures in a batch
   * @return the batches
   */
  default Batches batches(Pixels pixels, Views views, int pictures) {
    return Batches.views(pixels, preprocessing(), views, side(), pictures);
  }

  /**
   * One epoch of training: shuffled, augmented, prepared for this network.
   *
   * @param pixels the pictures, read at {@link #side()}
   * @param augmentation random changes
   * @param batchSize pictures in a batch
   * @param seed decides order and changes
   * @return the batches
   */
  default Batches epoch(Pixels pixels, Augmentation augmentation, int batchSize, long seed) {
    return Batches.shuffled(checked(pixels), preprocessing(), augmentation, batchSize, seed);
  }

  private Pixels checked(Pixels pixels) {
    if (pixels.size() != side()) {
      throw new IllegalArgumentException(
          "Expected pictures of %d pixels a side, as %s takes; found %d"
              .formatted(side(), name(), pixels.size()));
    }
    return pixels;
  }

  /**
   * What of a batch goes into the network.
   *
   * @param batch pictures prepared by this network, or by one with the same preprocessing
   * @return {@code [n, side, side, 3]}
   * @throws LabException if they were prepared for another network: it would answer, and wrongly
   */
  default INDArray input(Batch batch) {
    if (!preprocessing().equals(batch.transform())) {
      throw LabException.of(
          "pictures prepared for " + name() + ": " + preprocessing(),
          String.valueOf(batch.transform()),
          "make the batches by this network: its batches(pixels, size)");
    }
    return batch.input();
  }
}
