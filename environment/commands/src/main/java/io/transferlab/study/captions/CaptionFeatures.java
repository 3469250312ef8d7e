package io.transferlab.study.captions;

import io.transferlab.core.Matrices;
import io.transferlab.data.ImageSet;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.features.L2;
import io.transferlab.features.Standardiser;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pooling;
import io.transferlab.network.Pretrained;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Features of pictures that a projection may be trained on.
 *
 * @param name in tables
 * @param network a source that comes with the course
 * @param layers of all its layers that make descriptors
 * @param pooled what becomes of feature maps
 * @param transform what is made of them, measured on training features
 */
record CaptionFeatures(
    String name,
    String network,
    Function<List<String>, List<String>> layers,
    Pooled pooled,
    Function<Features, FeatureTransform> transform) {
  /** What becomes of feature maps: the course averages them. */
  enum Pooled {
    USUALLY,
    BY_MAXIMUM,
    NOT
  }

  private static final Function<Features, FeatureTransform> NOTHING = train -> L2.WHOLE;

  /** All that are compared: of the last layers alone, then of all. */
  static List<CaptionFeatures> all() {
    String vgg = Pretrained.SKETCH_OBJECTS.id();
    String vit = "Sketch_Objects_ViT";
    return List.of(
        new CaptionFeatures("fc2", vgg, last(0, 1), Pooled.USUALLY, NOTHING),
        new CaptionFeatures("fc1", vgg, last(1, 2), Pooled.USUALLY, NOTHING),
        new CaptionFeatures("last convolution, averaged", vgg, last(2, 3), Pooled.USUALLY, NOTHING),
        new CaptionFeatures("last convolution, every place", vgg, last(2, 3), Pooled.NOT, NOTHING),
        new CaptionFeatures("all layers, L2", vgg, all -> all, Pooled.USUALLY, NOTHING),
        new CaptionFeatures(
            "all layers, standardised", vgg, all -> all, Pooled.USUALLY, Standardiser::fit),
        new CaptionFeatures("FNE", vgg, all -> all, Pooled.USUALLY, FullNetworkEmbedding::fit),
        new CaptionFeatures(
            "FNE of maxima", vgg, all -> all, Pooled.BY_MAXIMUM, FullNetworkEmbedding::fit),
        new CaptionFeatures("ViT: last block", vit, last(0, 1), Pooled.USUALLY, NOTHING),
        new CaptionFeatures(
            "ViT: FNE", vit, all -> all, Pooled.USUALLY, FullNetworkEmbedding::fit));
  }

  private static Function<List<String>, List<String>> last(int from, int to) {
    return all -> all.subList(all.size() - to, all.size() - from);
  }

  FeatureExtractor extractor() {
    FrozenNetwork frozen = Pretrained.frozen(network);
    FeatureExtractor usual =
        FeatureExtractor.of(frozen).withLayers(layers.apply(frozen.descriptorLayers()));
    return switch (pooled) {
      case USUALLY -> usual;
      case BY_MAXIMUM -> usual.withPooling(Pooling.MAX);
      case NOT -> usual.withPooling(Pooling.NONE);
    };
  }

  /** Rows of length 1 of some sets: the first is what the transform is measured on. */
  List<INDArray> rows(ImageSet train, ImageSet... others) {
    FeatureExtractor extractor = extractor();
    Features first = extractor.extract(train);
    FeatureTransform fitted = transform.apply(first);
    List<INDArray> rows = new ArrayList<>();
    rows.add(Matrices.unit(fitted.apply(first).matrix()));
    for (ImageSet other : others) {
      rows.add(Matrices.unit(fitted.apply(extractor.extract(other)).matrix()));
    }
    return rows;
  }
}
