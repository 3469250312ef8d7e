package io.transferlab.advise;

import io.transferlab.classify.LinearSvm;
import io.transferlab.classify.SvmTrainer;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Predicted;
import io.transferlab.features.ExtractionProgress;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.features.L2;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.train.FeatureHead;
import io.transferlab.train.TrainingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Features of a source, extracted once, and what a linear SVM or a new output layer makes of any
 * part of them. With the same {@link Draws} the trials of all sources are pairs: they learn from
 * the same pictures and are judged by the same ones.
 */
final class FeatureTrials {
  private final FeatureExtractor extractor;
  private final Features train;
  private final Features held;

  /** Of both sets together, of the last layer and of all. */
  private final Map<List<String>, Features> joined = new HashMap<>();

  private final FrozenNetwork network;

  private final Map<String, Integer> rows = new HashMap<>();

  /** Seconds that the features of a picture take. */
  private final double perPicture;

  private FeatureTrials(
      FrozenNetwork network,
      FeatureExtractor extractor,
      Features train,
      Features held,
      double perPicture) {
    this.network = network;
    this.extractor = extractor;
    this.train = train;
    this.held = held;
    this.perPicture = perPicture;
    for (List<String> layers : List.of(layers(Way.PROBE, network), layers(Way.FNE, network))) {
      Features some = train.layers(layers);
      Features more = held.layers(layers);
      List<String> keys = new ArrayList<>(some.keys());
      keys.addAll(more.keys());
      int[] labels = new int[keys.size()];
      System.arraycopy(some.labels(), 0, labels, 0, some.size());
      System.arraycopy(more.labels(), 0, labels, some.size(), more.size());
      INDArray both = Nd4j.vstack(some.matrix(), more.matrix());
      joined.put(layers, Features.of(train.name(), both, labels, train.classes(), keys));
      for (int i = 0; i < labels.length; i++) {
        rows.put(keys.get(i), i);
      }
    }
  }

  /**
   * Extracts what is not in the cache.
   *
   * @param network the source
   * @param train pictures to learn from
   * @param held pictures to learn from or to be judged by, as the draws have it
   * @param cache where features are kept
   * @param perPicture seconds that the features of a picture take
   * @param progress is told how far it is
   */
  static FeatureTrials of(
      FrozenNetwork network,
      ImageSet train,
      ImageSet held,
      FeatureCache cache,
      double perPicture,
      Consumer<ExtractionProgress> progress) {
    // Before an extraction that may take an hour.
    SvmTrainer.defaults().requireRoom(train, 1);
    FeatureExtractor all =
        FeatureExtractor.of(network).all().withCache(cache).withProgress(progress);
    return new FeatureTrials(network, all, all.extract(train), all.extract(held), perPicture);
  }

  private static List<String> layers(Way way, FrozenNetwork network) {
    return way == Way.FNE ? network.descriptorLayers() : List.of(Way.lastLayer(network));
  }

  /** Learns to judge features. */
  private static Function<Features, Predicted> learn(Way way, Features train, TrainingPlan head) {
    if (way == Way.HEAD) {
      FeatureHead learned =
          FeatureHead.train(train.matrix(), train.labels(), train.classes().size(), head);
      return some ->
          new Predicted(some.classes(), some.keys(), some.labels(), learned.predict(some.matrix()));
    }
    FeatureTransform transform = way == Way.PROBE ? L2.PER_LAYER : FullNetworkEmbedding.fit(train);
    LinearSvm svm = SvmTrainer.defaults().train(transform.apply(train));
    return some -> svm.predict(transform.apply(some));
  }

  /** The pictures that could be read. */
  Set<String> keys() {
    return rows.keySet();
  }

  /** Why the others could not. */
  List<String> problems() {
    List<String> all = new ArrayList<>(train.problems());
    all.addAll(held.problems());
    return all;
  }

  /** Facts of the features: weights, layers. */
  Map<String, String> facts() {
    return train.provenance().facts();
  }

  /**
   * Trains and judges.
   *
   * @param way one that takes features, or the head
   * @param draws which pictures
   * @param perClass training pictures of each class at most
   * @param draw which draw of them
   * @param head how a head is trained
   */
  Trial run(Way way, Draws draws, int perClass, long draw, TrainingPlan head) {
    long start = System.nanoTime();
    Features all = Objects.requireNonNull(joined.get(layers(way, network)));
    Features learned = all.rows(rows(draws.training(perClass, draw)));
    Features judges = all.rows(rows(draws.judged(draw)));
    Predicted judged = learn(way, learned, head.withSeed(draw)).apply(judges);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Trial(
        way,
        network.name(),
        perClass,
        draw,
        judged,
        seconds + perPicture * (learned.size() + judges.size()));
  }

  /**
   * Trains and judges with each draw.
   *
   * @param way one that takes features, or the head
   * @param draws which pictures
   * @param perClass training pictures of each class at most
   * @param head how a head is trained
   * @param onTrial is given each
   * @throws CancellationException after an interrupt
   */
  void run(Way way, Draws draws, int perClass, TrainingPlan head, Consumer<Trial> onTrial) {
    // Of fixed judges and all pictures every draw is the same, where nothing is random.
    boolean same = way.takesFeatures() && draws.isFixed() && perClass >= draws.largest();
    Trial last = null;
    for (long draw : draws.numbers()) {
      last =
          last != null && same
              ? new Trial(way, network.name(), perClass, draw, last.judged(), last.seconds())
              : run(way, draws, perClass, draw, head);
      onTrial.accept(last);
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while ways were tried");
      }
    }
  }

  private int[] rows(ImageSet some) {
    return some.pictures().stream()
        .map(Picture::key)
        .mapToInt(key -> Objects.requireNonNull(rows.get(key)))
        .toArray();
  }

  /**
   * All training pictures learned, the test pictures judged: as the commands do it.
   *
   * @param head how a head is trained
   * @param unread is told which pictures could not be read
   */
  Evaluation test(Way way, ImageSet test, TrainingPlan head, List<String> unread) {
    List<String> layers = layers(way, network);
    Function<Features, Predicted> learned = learn(way, train.layers(layers), head);
    Features judges = extractor.extract(test);
    unread.addAll(judges.problems());
    return learned.apply(judges.layers(layers)).evaluation();
  }
}
