package io.transferlab.train;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.core.Sizes;
import io.transferlab.core.TimeLeft;
import io.transferlab.data.Augmentation;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Pixels;
import io.transferlab.network.Backbone;
import io.transferlab.network.Classified;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.HeadedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The features of a frozen trunk, computed once before the first epoch; only what is behind it
 * learns. Epochs take the views of a picture in turn.
 */
final class FeatureExamples implements Examples {
  private final FrozenPart part;
  private final TrainingPlan plan;
  private final FeatureSet train;
  private final FeatureSet validation;
  private final List<Integer> sample;

  private FeatureExamples(
      FrozenPart part, TrainingPlan plan, FeatureSet train, FeatureSet validation) {
    this.part = part;
    this.plan = plan;
    this.train = train;
    this.validation = validation;
    this.sample = sample(train.pixels().set(), plan.seed());
  }

  /**
   * Examples of features, if the trunk is frozen and nothing random comes before its end.
   *
   * @param network what learns
   * @param plan how
   * @param train pictures to learn from
   * @param validation pictures to judge by
   * @param listener is told in one line what becomes of frozen layers, if there are any
   * @return the features, still to be computed; of pictures that change in every epoch only those
   *     that are judged by ({@link TrunkExamples}); null if the pictures must pass the whole
   *     network
   */
  static @Nullable Examples of(
      Backbone network,
      TrainingPlan plan,
      ImageSet train,
      ImageSet validation,
      EpochListener listener) {
    String trunk = HeadGraph.trunk(network);
    if (trunk == null) {
      return null;
    }
    boolean changes = !isStill(plan) && plan.cachedViews() == 0;
    if (changes) {
      listener.note(
          "The frozen layers up to "
              + trunk
              + " are computed anew in every epoch, as pictures are changed at random each time;"
              + " withCachedViews(4) would compute 4 views of each once.");
    }
    long[] shape = shape(network, trunk);
    Supplier<FrozenPart> part =
        () -> {
          network.forward(List.of(trunk)).close(); // its weights are numbers, or it says so
          return FrozenPart.of(network, Objects.requireNonNull(HeadGraph.of(network)));
        };
    Pixels judged = network.passing(validation);
    try {
      if (changes) {
        ImageSet sample = PictureExamples.sample(train, plan.seed());
        FeatureExamples still =
            of(
                shape,
                part,
                plan.withAugmentation(Augmentation.NONE),
                network.passing(sample),
                judged);
        return new TrunkExamples(still.part, plan, network.pixels(train), still);
      }
      FeatureExamples examples = of(shape, part, plan, network.passing(train), judged);
      listener.note(examples.told("The frozen layers up to " + trunk + " are"));
      return examples;
    } catch (LabException e) {
      listener.note(
          "The frozen layers are computed anew in every epoch: their features cannot be kept. "
              + e.getMessage());
      return null;
    }
  }

  /**
   * Examples of the features of a network that is frozen as a whole.
   *
   * @param headed the network, whose head learns
   * @param plan how; if it changes pictures at random, with a number of cached views
   * @param train pictures to learn from
   * @param validation pictures to judge by
   * @param listener is told in one line what is computed
   * @return the features, still to be computed
   * @throws LabException if there is no room for them
   */
  static FeatureExamples of(
      HeadedNetwork headed,
      TrainingPlan plan,
      ImageSet train,
      ImageSet validation,
      EpochListener listener) {
    long[] shape = {headed.head().layerInputSize(headed.headLayers().get(0))};
    FeatureExamples examples =
        of(
            shape,
            () -> FrozenPart.of(headed),
            plan,
            headed.network().passing(train),
            headed.network().passing(validation));
    listener.note(
        examples.told(
            "All of "
                + headed.name()
                + " is frozen; what its layer "
                + headed.layer()
                + " gives is"));
    return examples;
  }

  private static boolean isStill(TrainingPlan plan) {
    return plan.augmentation().equals(Augmentation.NONE);
  }

  private static FeatureExamples of(
      long[] shape, Supplier<FrozenPart> part, TrainingPlan plan, Pixels train, Pixels validation) {
    int views = isStill(plan) ? 1 : plan.cachedViews();
    Path folder = Lab.home().resolve("features");
    long heap = Runtime.getRuntime().maxMemory() / 4;
    FeatureSet ofTrain = FeatureSet.of(train, views, shape, heap, folder);
    FeatureSet ofValidation = null;
    try {
      heap -= ofTrain.isOnDisk() ? 0 : ofTrain.bytes();
      ofValidation = FeatureSet.of(validation, 1, shape, heap, folder);
      return new FeatureExamples(part.get(), plan, ofTrain, ofValidation);
    } catch (LabException e) {
      ofTrain.close();
      if (ofValidation != null) {
        ofValidation.close();
      }
      throw e;
    }
  }

  private String told(String what) {
    return what
        + " computed once, for "
        + train.pixels().set().size()
        + " training"
        + (train.views() > 1 ? " pictures in " + train.views() + " views each" : "")
        + " and "
        + validation.pixels().set().size()
        + " validation pictures ("
        + Sizes.text(train.bytes() + validation.bytes())
        + (train.isOnDisk() ? ", in a file" : "")
        + "); the epochs train what is behind them.";
  }

  private static long[] shape(Backbone network, String layer) {
    return network.summary().rows().stream()
        .filter(row -> row.layer().equals(layer))
        .findFirst()
        .orElseThrow()
        .outputShape()
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** The places of the pictures that the training accuracy is measured on. */
  private static List<Integer> sample(ImageSet train, long seed) {
    ImageSet some = PictureExamples.sample(train, seed);
    Map<Picture, Integer> places = new HashMap<>();
    for (int i = 0; i < train.size(); i++) {
      places.put(train.pictures().get(i), i);
    }
    return some.pictures().stream().map(places::get).toList();
  }

  @Override
  public void prepare(EpochListener listener) {
    int batches = train.batches() + validation.batches();
    TimeLeft<String> time = new TimeLeft<>();
    time.expect("batches", batches);
    int[] done = {0};
    long[] last = {System.nanoTime()};
    Progress signs = Progress.of("frozen layers", "batches", batches);
    IntConsumer onBatch =
        pictures -> {
          done[0]++;
          signs.done(1);
          long now = System.nanoTime();
          double seconds = (now - last[0]) / 1e9;
          last[0] = now;
          time.done("batches", 1, seconds);
          listener.onLook(pictures, seconds);
          listener.onStep(new TrainingProgress(0, plan.epochs(), done[0], batches, time.seconds()));
        };
    try (signs;
        FrozenPart.Flow trunk = part.opener().get()) {
      long seed = PictureExamples.epochSeed(plan, 0);
      FrozenNetwork network = part.network();
      train.compute(network, trunk, plan.augmentation(), seed, onBatch);
      validation.compute(network, trunk, Augmentation.NONE, seed, onBatch);
    }
  }

  @Override
  public ComputationGraph graph() {
    return part.graph();
  }

  @Override
  public boolean areWhole() {
    return false;
  }

  @Override
  public String computed(double seconds) {
    return String.format(Locale.ROOT, "computed once, in %.1f s", seconds);
  }

  private int size() {
    return train.pixels().set().size();
  }

  @Override
  public int stepsPerEpoch() {
    return PictureExamples.steps(plan, size());
  }

  @Override
  public void epoch(int number, Learner learner) {
    // The order in which the pictures themselves would come: the same run, only quicker.
    List<Integer> order = new ArrayList<>(IntStream.range(0, size()).boxed().toList());
    Collections.shuffle(order, new Random(PictureExamples.epochSeed(plan, number)));
    for (int from = 0; from < order.size(); from += plan.batchSize()) {
      List<Integer> some = order.subList(from, Math.min(order.size(), from + plan.batchSize()));
      INDArray input =
          train.gather(some, picture -> Math.floorMod(number - 1 + picture, train.views()));
      if (input != null) {
        try (input) {
          learner.learn(input, train.labels(some));
        }
      }
    }
  }

  @Override
  public INDArray blank(int size) {
    return train.blank(size);
  }

  @Override
  public Look look(boolean training) {
    List<Integer> all = IntStream.range(0, validation.pixels().set().size()).boxed().toList();
    return new Look(
        training ? train.judge(part.graph(), sample) : null, validation.judge(part.graph(), all));
  }

  @Override
  public LabException unreadable() {
    return Classified.unreadable(train.pixels());
  }

  @Override
  public List<String> problems() {
    List<String> all = new ArrayList<>(train.pixels().problems());
    all.addAll(validation.pixels().problems());
    return all;
  }

  @Override
  public void close() {
    part.giveBack().run();
    train.close();
    validation.close();
  }
}
