package io.transferlab.features;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Batch;
import io.transferlab.data.Batches;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Views;
import io.transferlab.network.Backbone;
import io.transferlab.network.Classified;
import io.transferlab.network.Pooling;
import io.transferlab.network.Trunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Turns pictures into features: the activations of any layers of a network, after their ReLU, all
 * in one forward pass; feature maps are pooled as they come, so that memory is that of the result.
 * While the network works on a batch the next one is decoded. Immutable: the methods that change
 * something return changed copies.
 *
 * <pre>{@code
 * Features train = FeatureExtractor.of(source).lastTwo().extract(cats.train());
 * Features all = FeatureExtractor.of(source).all().extract(cats.train());
 * }</pre>
 *
 * What was computed once is kept on disk ({@link FeatureCache}) and found again, as long as
 * weights, layers, options and pictures are the same.
 */
public final class FeatureExtractor {
  private static final int BATCH = 32;

  /** How much of a picture's side a crop shows: 224 of 256 pixels. */
  private static final double CROP = 0.875;

  /** What can be chosen; copied before every change. */
  private static final class Options {
    private List<String> layers;
    private Pooling pooling = Pooling.AVERAGE;
    private Views crops;
    private int batchSize = BATCH;
    private boolean beforeRelu;
    private FeatureCache cache = FeatureCache.standard();
    private Consumer<ExtractionProgress> progress = at -> {};

    Options(List<String> layers) {
      this.layers = layers;
    }

    Options(Options other) {
      layers = other.layers;
      pooling = other.pooling;
      crops = other.crops;
      batchSize = other.batchSize;
      beforeRelu = other.beforeRelu;
      cache = other.cache;
      progress = other.progress;
    }
  }

  private final Backbone backbone;
  private final Options options;

  private FeatureExtractor(Backbone backbone, Options options) {
    this.backbone = backbone;
    this.options = options;
  }

  /**
   * An extractor of the layer before the last: choose others with {@link #layers}, {@link #lastTwo}
   * or {@link #all}.
   *
   * @param backbone the network
   * @return the extractor: average pooling, the whole picture as one view, the usual cache
   */
  public static FeatureExtractor of(Backbone backbone) {
    List<String> candidates = backbone.reluLayers();
    return new FeatureExtractor(
        backbone, new Options(candidates.subList(candidates.size() - 1, candidates.size())));
  }

  /**
   * Chooses layers.
   *
   * @param names in the order of the columns wanted
   * @return a changed copy
   * @throws LabException for an unknown layer; offers the nearest
   */
  public FeatureExtractor layers(String... names) {
    return layers(List.of(names));
  }

  /**
   * Chooses layers.
   *
   * @param names in the order of the columns wanted
   * @return a changed copy
   * @throws LabException for an unknown layer; offers the nearest
   */
  public FeatureExtractor layers(List<String> names) {
    names.forEach(backbone::requireLayer);
    return with(o -> o.layers = List.copyOf(names));
  }

  /**
   * Chooses every layer with a ReLU: of VGG16 the 13 convolutions, fc1 and fc2, 12,416 features.
   *
   * @return a changed copy
   */
  public FeatureExtractor all() {
    return layers(backbone.reluLayers());
  }

  /**
   * Chooses the last two layers with a ReLU: of VGG16 fc1 and fc2.
   *
   * @return a changed copy
   */
  public FeatureExtractor lastTwo() {
    List<String> candidates = backbone.reluLayers();
    return layers(candidates.subList(Math.max(0, candidates.size() - 2), candidates.size()));
  }

  /**
   * Chooses what becomes of feature maps.
   *
   * @param pooling the average unless said otherwise; {@link Pooling#NONE} needs a lot of memory
   * @return a changed copy
   */
  public FeatureExtractor pooling(Pooling pooling) {
    return with(o -> o.pooling = pooling);
  }

  /**
   * Looks at crops of each picture, 0.875 of its side, instead of the whole.
   *
   * @param views which crops; each is a row of its own, the rows of a picture one after the other
   * @return a changed copy
   */
  public FeatureExtractor crops(Views views) {
    return with(o -> o.crops = views);
  }

  /**
   * Sets the size of a batch; the result does not depend on it.
   *
   * @param pictures at least 1
   * @return a changed copy
   */
  public FeatureExtractor batchSize(int pictures) {
    if (pictures < 1) {
      throw LabException.of("at least 1 picture a batch", String.valueOf(pictures), "32 is usual");
    }
    return with(o -> o.batchSize = pictures);
  }

  /**
   * Takes what layers compute before their ReLU: to see what that does, for it is rarely wanted.
   *
   * @return a changed copy
   */
  public FeatureExtractor beforeRelu() {
    return with(o -> o.beforeRelu = true);
  }

  /**
   * Chooses where features are kept.
   *
   * @param cache a cache, or {@link FeatureCache#NONE}
   * @return a changed copy
   */
  public FeatureExtractor cache(FeatureCache cache) {
    return with(o -> o.cache = cache);
  }

  /**
   * Is told after each batch how far it is.
   *
   * @param listener for instance {@code System.out::println}
   * @return a changed copy
   */
  public FeatureExtractor progress(Consumer<ExtractionProgress> listener) {
    return with(o -> o.progress = listener);
  }

  private FeatureExtractor with(Consumer<Options> change) {
    Options changed = new Options(options);
    change.accept(changed);
    return new FeatureExtractor(backbone, changed);
  }

  /**
   * Computes the features, or finds them in the cache.
   *
   * @param set labelled pictures; those that cannot be read are left out and named
   * @return one row a picture, or a view of it, in the set's order
   * @throws LabException if no picture can be read, or an activation is no finite number
   * @throws CancellationException if the thread is interrupted; nothing is kept then
   */
  public Features extract(ImageSet set) {
    if (set.size() == 0) {
      throw LabException.of("at least one picture of " + set.name(), "none", "check the set");
    }
    try (Trunk trunk =
        options.beforeRelu
            ? backbone.trunkBeforeRelu(options.layers, options.pooling)
            : backbone.trunk(options.layers, options.pooling)) {
      Provenance facts = provenance(trunk, set);
      return options.cache.get(facts, set, () -> compute(trunk, set, facts));
    }
  }

  private Provenance provenance(Trunk trunk, ImageSet set) {
    return Provenance.none()
        .with("data", set.name())
        .with("pictures", set.size())
        .with("network", backbone.name())
        .with("weights SHA-256", trunk.weightsHash())
        .with("layers", String.join(" ", options.layers))
        .with("activations", options.beforeRelu ? "before ReLU" : "after ReLU")
        .with("pooling", options.pooling.name().toLowerCase(Locale.ROOT))
        .with("views", options.crops == null ? "whole picture" : options.crops + " of " + CROP)
        .with("side", backbone.side())
        .with("preprocessing", backbone.preprocessing());
  }

  private Features compute(Trunk trunk, ImageSet set, Provenance facts) {
    int views = options.crops == null ? 1 : options.crops.count();
    int side = backbone.side();
    Pixels pixels =
        Pixels.passing(set, options.crops == null ? side : (int) Math.round(side / CROP));
    int pictures = Math.max(1, options.batchSize / views);
    Batches batches =
        options.crops == null
            ? backbone.batches(pixels, pictures)
            : backbone.batches(pixels, options.crops, pictures);
    long start = System.nanoTime();
    INDArray matrix =
        Nd4j.createUninitialized(DataType.FLOAT, (long) set.size() * views, trunk.dimension());
    int[] labels = new int[set.size() * views];
    List<String> keys = new ArrayList<>();
    int n = 0;
    for (Batch batch : batches) {
      try (batch) {
        write(trunk.forward(batch), matrix, n);
        for (int i = 0; i < batch.size(); i++) {
          labels[n++] = batch.labels()[i];
          keys.add(set.pictures().get(batch.indices()[i]).key());
        }
      }
      double rate = n / views / ((System.nanoTime() - start) / 1e9);
      double left = (set.size() - n / views) / rate;
      options.progress.accept(
          new ExtractionProgress(set.name(), n / views, set.size(), rate, left));
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while extracting features");
      }
    }
    if (n == 0) {
      throw Classified.unreadable(pixels);
    }
    INDArray values =
        n == labels.length
            ? matrix
            : matrix.get(NDArrayIndex.interval(0, n), NDArrayIndex.all()).dup('c');
    FeatureRows rows =
        new FeatureRows(Arrays.copyOf(labels, n), set.classes(), keys, views, pixels.problems());
    return Finite.checked(
        new Features(set.name(), values, rows, Columns.of(trunk.widths()), facts));
  }

  private static void write(Map<String, INDArray> activations, INDArray matrix, int row) {
    INDArray[] parts = activations.values().toArray(INDArray[]::new);
    INDArray joined = parts.length == 1 ? parts[0] : Nd4j.concat(1, parts);
    long end = row + joined.size(0);
    matrix.get(NDArrayIndex.interval(row, end), NDArrayIndex.all()).assign(joined);
    if (parts.length > 1) {
      joined.close();
    }
  }
}
