package io.transferlab.features;

import io.transferlab.core.LabException;
import io.transferlab.core.LargeMatrix;
import io.transferlab.core.Progress;
import io.transferlab.core.Provenance;
import io.transferlab.core.TimeLeft;
import io.transferlab.data.Batch;
import io.transferlab.data.Batches;
import io.transferlab.data.Framing;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Pixels;
import io.transferlab.data.Views;
import io.transferlab.network.Classified;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pooling;
import io.transferlab.network.Trunk;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
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
  /** How much of a picture's side a crop shows: 224 of 256 pixels. */
  private static final double CROP = 0.875;

  private final FrozenNetwork network;
  private List<String> layers;
  private boolean beforeRelu;
  private Pooling pooling;
  private Optional<Views> crops = Optional.empty();
  private int batchSize = 32;
  private FeatureCache cache = FeatureCache.defaults();
  private @Nullable Consumer<ExtractionProgress> progress;
  private @Nullable FeatureEngine engine;

  private FeatureExtractor(FrozenNetwork network, List<String> layers) {
    this.network = network;
    this.layers = layers;
    this.pooling = network.usualPooling();
  }

  /**
   * An extractor of the layer before the last: choose others with {@link #withLayers}, {@link
   * #lastTwo} or {@link #all}.
   *
   * @param network the network
   * @return the extractor: the network's usual pooling, the whole picture as one view, batches of
   *     32, the cache of the data folder
   */
  public static FeatureExtractor of(FrozenNetwork network) {
    List<String> candidates = network.descriptorLayers();
    return new FeatureExtractor(
        network, candidates.subList(candidates.size() - 1, candidates.size()));
  }

  private FeatureExtractor copy() {
    FeatureExtractor copy = new FeatureExtractor(network, layers);
    copy.beforeRelu = beforeRelu;
    copy.pooling = pooling;
    copy.crops = crops;
    copy.batchSize = batchSize;
    copy.cache = cache;
    copy.progress = progress;
    copy.engine = engine;
    return copy;
  }

  /**
   * The network.
   *
   * @return what computes the features
   */
  public FrozenNetwork network() {
    return network;
  }

  /**
   * Whether it takes what layers compute before their ReLU.
   *
   * @return false unless {@link #beforeRelu} was asked for
   */
  public boolean isBeforeRelu() {
    return beforeRelu;
  }

  /**
   * The way from prepared pictures to their features, for many batches.
   *
   * @return the pass, of the weights as they are now; to be closed
   * @throws LabException if crops are asked for: a batch has one row a picture
   */
  public FeaturePass pass() {
    if (crops.isPresent()) {
      throw LabException.of(
          "an extractor of whole pictures", crops.get().toString(), "take it without crops");
    }
    return new FeaturePass(network, trunk());
  }

  private Trunk trunk() {
    return beforeRelu ? network.trunkBeforeRelu(layers, pooling) : network.trunk(layers, pooling);
  }

  /**
   * The layers it takes.
   *
   * @return their names, in the order of the columns
   */
  public List<String> layers() {
    return layers;
  }

  /**
   * A copy that takes other layers.
   *
   * @param names in the order of the columns wanted
   * @return the copy
   * @throws LabException for an unknown layer; offers the nearest
   */
  public FeatureExtractor withLayers(String... names) {
    return withLayers(List.of(names));
  }

  /**
   * A copy that takes other layers.
   *
   * @param names in the order of the columns wanted
   * @return the copy
   * @throws LabException for an unknown layer; offers the nearest
   */
  public FeatureExtractor withLayers(List<String> names) {
    names.forEach(network::requireLayer);
    FeatureExtractor copy = copy();
    copy.layers = List.copyOf(names);
    return copy;
  }

  /**
   * Takes every layer with a ReLU: of VGG16 the 13 convolutions, fc1 and fc2, 12,416 features.
   *
   * @return a changed copy
   */
  public FeatureExtractor all() {
    return withLayers(network.descriptorLayers());
  }

  /**
   * Takes the last two layers with a ReLU: of VGG16 fc1 and fc2.
   *
   * @return a changed copy
   */
  public FeatureExtractor lastTwo() {
    List<String> candidates = network.descriptorLayers();
    return withLayers(candidates.subList(Math.max(0, candidates.size() - 2), candidates.size()));
  }

  /**
   * Takes what layers compute before their ReLU: to see what that does, for it is rarely wanted.
   *
   * @return a changed copy
   */
  public FeatureExtractor beforeRelu() {
    FeatureExtractor copy = copy();
    copy.beforeRelu = true;
    return copy;
  }

  /**
   * What becomes of feature maps.
   *
   * @return the network's usual, which is the average of the course's, unless it was changed
   */
  public Pooling pooling() {
    return pooling;
  }

  /**
   * A copy that makes something else of feature maps.
   *
   * @param value {@link Pooling#NONE} needs a lot of memory
   * @return the copy
   */
  public FeatureExtractor withPooling(Pooling value) {
    FeatureExtractor copy = copy();
    copy.pooling = value;
    return copy;
  }

  /**
   * The crops of each picture that are looked at.
   *
   * @return empty for the whole picture as one view
   */
  public Optional<Views> crops() {
    return crops;
  }

  /**
   * A copy that looks at crops of each picture, 0.875 of its side, instead of the whole.
   *
   * @param value which crops; each is a row of its own, the rows of a picture one after the other
   * @return the copy
   */
  public FeatureExtractor withCrops(Views value) {
    FeatureExtractor copy = copy();
    copy.crops = Optional.of(value);
    return copy;
  }

  /**
   * How many pictures are computed at a time.
   *
   * @return at least 1
   */
  public int batchSize() {
    return batchSize;
  }

  /**
   * A copy with another size of a batch; the result does not depend on it.
   *
   * @param value pictures, at least 1
   * @return the copy
   */
  public FeatureExtractor withBatchSize(int value) {
    if (value < 1) {
      throw LabException.of("at least 1 picture a batch", String.valueOf(value), "32 is usual");
    }
    FeatureExtractor copy = copy();
    copy.batchSize = value;
    return copy;
  }

  /**
   * Where features are kept.
   *
   * @return the cache of the data folder unless it was changed
   */
  public FeatureCache cache() {
    return cache;
  }

  /**
   * A copy that keeps features elsewhere.
   *
   * @param value a cache, or {@link FeatureCache#NONE}
   * @return the copy
   */
  public FeatureExtractor withCache(FeatureCache value) {
    FeatureExtractor copy = copy();
    copy.cache = value;
    return copy;
  }

  /**
   * A copy that tells after each batch how far it is, in the place of the line that is shown
   * otherwise ({@link Progress}).
   *
   * @param listener for instance {@code System.out::println}
   * @return the copy
   */
  public FeatureExtractor withProgress(Consumer<ExtractionProgress> listener) {
    FeatureExtractor copy = copy();
    copy.progress = listener;
    return copy;
  }

  /**
   * A copy that lets another engine compute, for instance the machines of a cluster; what is in the
   * cache is found there all the same.
   *
   * @param value who computes what is not there
   * @return the copy
   */
  public FeatureExtractor withEngine(FeatureEngine value) {
    FeatureExtractor copy = copy();
    copy.engine = value;
    return copy;
  }

  /**
   * This process as an engine for many small sets, one after the other: the network is made ready
   * once.
   *
   * @return the pass, with this extractor's options and without its cache; to be closed
   */
  public SetPass sets() {
    return new SetPass(this, trunk());
  }

  /**
   * What the features depend on besides the pictures, as {@link #extract} notes it.
   *
   * @param set the pictures
   * @return weights, layers, pooling, views, side and preprocessing
   */
  public Provenance facts(ImageSet set) {
    try (Trunk trunk = trunk()) {
      return provenance(trunk, set);
    }
  }

  /**
   * How many columns there are from each layer.
   *
   * @return layer to columns, in their order
   */
  public Map<String, Integer> widths() {
    try (Trunk trunk = trunk()) {
      return trunk.widths();
    }
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
      throw LabException.of(
          "at least one picture of " + set.name(),
          "none",
          "take more of it, or look into its folder");
    }
    try (Trunk trunk = trunk()) {
      Provenance facts = provenance(trunk, set);
      return cache.get(facts, set, () -> compute(trunk, set, facts));
    }
  }

  /**
   * Whether {@link #extract} would find the features of a set in the cache, so that they take no
   * time worth telling.
   *
   * @param set labelled pictures
   * @return false where they must be computed
   */
  public boolean isKept(ImageSet set) {
    try (Trunk trunk = trunk()) {
      return cache.has(provenance(trunk, set), set);
    }
  }

  private Provenance provenance(Trunk trunk, ImageSet set) {
    Provenance facts =
        Provenance.none()
            .with("data", set.name())
            .with("pictures", set.size())
            .with("network", network.name())
            .with("weights SHA-256", trunk.weightsHash())
            .with("layers", String.join(" ", layers))
            .with("activations", beforeRelu ? "before ReLU" : "after ReLU")
            .with("pooling", pooling.name().toLowerCase(Locale.ROOT))
            .with("views", crops.map(c -> c + " of " + CROP).orElse("whole picture"))
            .with("side", network.side())
            .with("preprocessing", network.preprocessing());
    // What the course always did has no line of its own: features that were kept are found again.
    return network.framing().fit() == Framing.Fit.STRETCHED
        ? facts
        : facts.with("framing", network.framing());
  }

  /** Rows of the whole set, with the classes, keys and facts they belong to. */
  private Features compute(Trunk trunk, ImageSet set, Provenance facts) {
    ComputedRows computed;
    try (Signs signs = new Signs(set, views(), progress)) {
      computed =
          engine == null
              ? rows(trunk, set, signs::done)
              : engine.compute(this, set, pictures -> signs.done(pictures * views()));
    }
    if (computed.size() == 0) {
      throw Classified.unreadable(set.name(), List.copyOf(computed.problems().values()));
    }
    List<Picture> pictures = set.pictures();
    int[] from = computed.pictures();
    FeatureRows rows =
        new FeatureRows(
            Arrays.stream(from).map(i -> pictures.get(i).label()).toArray(),
            set.classes(),
            Arrays.stream(from).mapToObj(i -> pictures.get(i).key()).toList(),
            views(),
            List.copyOf(computed.problems().values()));
    return Finite.checked(
        new Features(set.name(), computed.matrix(), rows, Columns.of(trunk.widths()), facts));
  }

  private int views() {
    return crops.map(Views::count).orElse(1);
  }

  /** What this process computes of a set; it tells after each batch how many rows that were. */
  ComputedRows rows(Trunk trunk, ImageSet set, IntConsumer done) {
    int views = views();
    int side = network.side();
    Pixels pixels = network.passing(set, crops.isEmpty() ? side : (int) Math.round(side / CROP));
    int pictures = Math.max(1, batchSize / views);
    Batches batches =
        crops.isEmpty()
            ? network.batches(pixels, pictures)
            : network.batches(pixels, crops.get(), pictures);
    INDArray matrix = LargeMatrix.uninitialized((long) set.size() * views, trunk.dimension());
    int[] from = new int[set.size() * views];
    int n = 0;
    for (Batch batch : batches) {
      try (batch) {
        write(trunk.forward(batch), matrix, n);
        System.arraycopy(batch.indices(), 0, from, n, batch.size());
        n += batch.size();
      }
      done.accept(batch.size());
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while extracting features");
      }
    }
    SortedMap<String, String> problems = new TreeMap<>();
    for (int i = 0; i < set.size(); i++) {
      String problem = pixels.problem(i);
      if (problem != null) {
        problems.put(set.pictures().get(i).key(), problem);
      }
    }
    INDArray values = n == from.length || n == 0 ? matrix : first(matrix, n);
    return new ComputedRows(values, Arrays.copyOf(from, n), problems);
  }

  /** How far an extraction is, told to who asked for it or shown. */
  private static final class Signs implements AutoCloseable {
    private final ImageSet set;
    private final int views;
    private final @Nullable Consumer<ExtractionProgress> listener;
    private final Progress shown;
    private final long start = System.nanoTime();
    private final TimeLeft<String> time = new TimeLeft<>();
    private int rows;

    Signs(ImageSet set, int views, @Nullable Consumer<ExtractionProgress> listener) {
      this.set = set;
      this.views = views;
      this.listener = listener;
      time.expect("views", (double) set.size() * views);
      shown =
          listener == null
              ? Progress.of("features of " + set.name(), "pictures", set.size())
              : Progress.covered();
    }

    void done(int batch) {
      rows += batch;
      time.done("views", batch);
      shown.done((double) batch / views);
      if (listener != null) {
        int pictures = rows / views;
        double rate = pictures / ((System.nanoTime() - start) / 1e9);
        listener.accept(
            new ExtractionProgress(set.name(), pictures, set.size(), rate, time.seconds()));
      }
    }

    @Override
    public void close() {
      shown.close();
    }
  }

  private static INDArray first(INDArray matrix, int rows) {
    INDArray some = LargeMatrix.uninitialized(rows, matrix.columns());
    some.assign(matrix.get(NDArrayIndex.interval(0, rows), NDArrayIndex.all()));
    matrix.close();
    return some;
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
