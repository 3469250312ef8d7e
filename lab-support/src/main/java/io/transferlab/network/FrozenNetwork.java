package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Provenance;
import io.transferlab.data.Augmentation;
import io.transferlab.data.Batch;
import io.transferlab.data.Batches;
import io.transferlab.data.Framing;
import io.transferlab.data.ImageSet;
import io.transferlab.data.PixelTransform;
import io.transferlab.data.Pixels;
import io.transferlab.data.Views;
import io.transferlab.network.inference.ForwardPass;
import java.util.Collection;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network that is asked and never changed: what extraction, search, heads and predictions know of
 * a network. A {@link Backbone} of DL4J is one form of it, a file of ONNX the other. Pictures reach
 * it only through {@link #batches}, so they cannot be prepared the wrong way.
 */
public interface FrozenNetwork {
  /**
   * Its name, for instance {@code Sketch_Objects}.
   *
   * @return the name
   */
  String name();

  /**
   * The names of its outputs.
   *
   * @return in output order; empty without top
   */
  List<String> classes();

  /**
   * Where its weights come from.
   *
   * @return seed, data, command and figures, or file, hash and licence
   */
  Provenance provenance();

  /**
   * The side of the pictures it takes.
   *
   * @return pixels
   */
  int side();

  /**
   * How much room its weights take, as they are stored.
   *
   * @return bytes; of float32 weights four for each parameter
   */
  default long weightBytes() {
    return Float.BYTES * summary().parameters();
  }

  /**
   * What it does to pixels first.
   *
   * @return the preprocessing of its weights; its {@code toString} tells it from every other
   */
  PixelTransform preprocessing();

  // Pictures in.

  /**
   * How a picture becomes the square it takes.
   *
   * @return the framing, of {@link #side()}; stretched for the course's own networks
   */
  default Framing framing() {
    return Framing.stretched(side());
  }

  /**
   * A set's pixels as this network takes them, kept in memory for a second pass as far as there is
   * room.
   *
   * @param set the pictures
   * @return the reader
   */
  default Pixels pixels(ImageSet set) {
    return Pixels.of(set, framing());
  }

  /**
   * The same for a single pass: nothing is kept.
   *
   * @param set the pictures
   * @return the reader
   */
  default Pixels passing(ImageSet set) {
    return Pixels.passing(set, framing());
  }

  /**
   * A set's pixels somewhat larger than {@link #side()}, for a single pass over crops.
   *
   * @param set the pictures
   * @param side of what is read, in pixels, at least {@link #side()}
   * @return the reader
   */
  default Pixels passing(ImageSet set, int side) {
    return Pixels.passing(set, framing().withSide(side));
  }

  /**
   * One pass over pictures, prepared for this network, in the set's order.
   *
   * @param pixels the pictures, as {@link #pixels} or {@link #passing(ImageSet)} reads them
   * @param batchSize pictures in a batch
   * @return the batches
   * @throws LabException if they are framed another way: the network would answer, and wrongly
   */
  default Batches batches(Pixels pixels, int batchSize) {
    return Batches.inOrder(checked(pixels), preprocessing(), batchSize);
  }

  /**
   * One pass over several crops of each picture, prepared for this network, in the set's order.
   *
   * @param pixels the pictures, somewhat larger, as {@link #passing(ImageSet, int)} reads them
   * @param views which crops; the rows of a picture follow one another
   * @param pictures pictures in a batch
   * @return the batches
   * @throws LabException if they are framed another way: the network would answer, and wrongly
   */
  default Batches batches(Pixels pixels, Views views, int pictures) {
    requireFraming(pixels, framing().withSide(pixels.size()));
    return Batches.views(pixels, preprocessing(), views, side(), pictures);
  }

  /**
   * One epoch of training: shuffled, augmented, prepared for this network.
   *
   * @param pixels the pictures, as {@link #pixels} reads them
   * @param augmentation random changes
   * @param batchSize pictures in a batch
   * @param seed decides order and changes
   * @return the batches
   * @throws LabException if they are framed another way: the network would learn something else
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
    requireFraming(pixels, framing());
    return pixels;
  }

  private void requireFraming(Pixels pixels, Framing expected) {
    if (!pixels.framing().equals(expected)) {
      throw LabException.of(
          "pictures framed as " + name() + " takes them: " + expected,
          pixels.framing().toString(),
          "read them by this network: its pixels(set) or passing(set)");
    }
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

  // What lies between.

  /**
   * The names of the layers, input first.
   *
   * @return names as used by {@link #requireLayer}
   */
  List<String> layerNames();

  /**
   * Checks a layer's name.
   *
   * @param layer the name
   * @return the same name
   * @throws LabException if there is none of that name; offers the nearest
   */
  default String requireLayer(String layer) {
    if (!layerNames().contains(layer)) {
      throw Names.unknown("a layer of " + name(), layer, layerNames());
    }
    return layer;
  }

  /**
   * The layers that make descriptors, and together the Full-Network Embedding: of the course's
   * networks those with a ReLU, of a transformer the outputs of its blocks.
   *
   * @return names, input first, at least one; the last is the one usually taken alone
   */
  List<String> descriptorLayers();

  /**
   * What usually becomes of its feature maps or tokens.
   *
   * @return the average, unless the network was made for something else
   */
  default Pooling usualPooling() {
    return Pooling.AVERAGE;
  }

  /**
   * A table of the layers: name, kind, output shape, parameters, inputs; then the totals.
   *
   * @return the table
   */
  NetworkSummary summary();

  /**
   * The way from pictures to the activations of some layers, for many batches.
   *
   * @param layers names of layers
   * @return the pass, of the weights as they are now; to be closed
   * @throws LabException for an unknown layer; offers the nearest
   */
  ForwardPass forward(Collection<String> layers);

  /**
   * The activations of several layers in one pass, as descriptors.
   *
   * @param layers names of layers, at least one
   * @param pooling what becomes of feature maps
   * @return the trunk that computes them, with the weights of this network; to be closed
   * @throws LabException for no layer, an unknown one, the same one twice, or a pooling that a
   *     layer's output cannot have
   */
  Trunk trunk(List<String> layers, Pooling pooling);

  /**
   * The same before each layer's ReLU: for showing what that changes.
   *
   * @param layers names of layers with a ReLU, at least one
   * @param pooling what becomes of feature maps
   * @return the trunk
   * @throws LabException if this network does not know where a layer ends and its ReLU begins
   */
  default Trunk trunkBeforeRelu(List<String> layers, Pooling pooling) {
    throw LabException.of(
        "a network of the course's own families, whose ReLUs belong to their layers",
        name(),
        "take the activations as they are, or name the layer before the ReLU: summary() lists all");
  }

  /**
   * The way from pictures to the logits, of which the softmax gives the probabilities.
   *
   * @return the pass, of the weights as they are now; to be closed
   * @throws LabException without a top
   */
  default LogitPass logits() {
    throw LabException.of(
        "a network with a classifier",
        name() + ", which gives features alone",
        "train a head behind it (FineTuner), or an SVM on its features (FeatureExtractor)");
  }
}
