package io.transferlab.advise;

import io.transferlab.classify.LinearSvm;
import io.transferlab.classify.SvmTrainer;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Splits;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Predicted;
import io.transferlab.features.ExtractionProgress;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.features.L2;
import io.transferlab.network.Backbone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Features of a source, extracted once, and what a linear SVM makes of any part of them. */
final class FeatureTrials {
  private final String source;
  private final FeatureExtractor extractor;
  private final Features train;
  private final Features validation;

  /** Of both sets together, for the probe and for the embedding. */
  private final Map<Way, Features> joined = new HashMap<>();

  private final Map<String, Integer> rows = new HashMap<>();

  /** Seconds that the features of a picture take. */
  private final double perPicture;

  private FeatureTrials(
      Backbone source,
      FeatureExtractor extractor,
      Features train,
      Features validation,
      double perPicture) {
    this.source = source.name();
    this.extractor = extractor;
    this.train = train;
    this.validation = validation;
    this.perPicture = perPicture;
    for (Way way : List.of(Way.PROBE, Way.FNE)) {
      List<String> layers = layers(way, source);
      Features some = train.layers(layers);
      Features more = validation.layers(layers);
      List<String> keys = new ArrayList<>(some.keys());
      keys.addAll(more.keys());
      int[] labels = new int[keys.size()];
      System.arraycopy(some.labels(), 0, labels, 0, some.size());
      System.arraycopy(more.labels(), 0, labels, some.size(), more.size());
      INDArray both = Nd4j.vstack(some.matrix(), more.matrix());
      joined.put(way, Features.of(train.name(), both, labels, train.classes(), keys));
      for (int i = 0; i < labels.length; i++) {
        rows.put(keys.get(i), i);
      }
    }
  }

  /** Extracts what is not in the cache. */
  static FeatureTrials of(
      Backbone source,
      Splits splits,
      FeatureCache cache,
      double perPicture,
      Consumer<ExtractionProgress> progress) {
    // Before an extraction that may take an hour.
    SvmTrainer.defaults().requireRoom(splits.train(), 1);
    FeatureExtractor all =
        FeatureExtractor.of(source).all().withCache(cache).withProgress(progress);
    return new FeatureTrials(
        source, all, all.extract(splits.train()), all.extract(splits.validation()), perPicture);
  }

  private static List<String> layers(Way way, Backbone source) {
    return way == Way.PROBE ? List.of(Way.lastLayer(source)) : source.reluLayers();
  }

  private static FeatureTransform fit(Way way, Features train) {
    return way == Way.PROBE ? L2.PER_LAYER : FullNetworkEmbedding.fit(train);
  }

  /** The pictures that could be read. */
  Set<String> keys() {
    return rows.keySet();
  }

  /** Why the others could not. */
  List<String> problems() {
    List<String> all = new ArrayList<>(train.problems());
    all.addAll(validation.problems());
    return all;
  }

  /** Facts of the features: weights, layers. */
  Map<String, String> facts() {
    return train.provenance().facts();
  }

  /** Trains and judges. */
  Trial run(Way way, Draws draws, int perClass, long draw) {
    long start = System.nanoTime();
    Features all = Objects.requireNonNull(joined.get(way));
    Features learned = all.rows(rows(draws.training(perClass, draw)));
    Features judges = all.rows(rows(draws.judged(draw)));
    FeatureTransform transform = fit(way, learned);
    Predicted judged =
        SvmTrainer.defaults().train(transform.apply(learned)).predict(transform.apply(judges));
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Trial(
        way,
        source,
        perClass,
        draw,
        judged,
        seconds + perPicture * (learned.size() + judges.size()));
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
   * @param unread is told which pictures could not be read
   */
  Evaluation test(Way way, Backbone network, ImageSet test, List<String> unread) {
    List<String> layers = layers(way, network);
    Features some = train.layers(layers);
    FeatureTransform transform = fit(way, some);
    LinearSvm svm = SvmTrainer.defaults().train(transform.apply(some));
    Features judges = extractor.extract(test);
    unread.addAll(judges.problems());
    return svm.evaluate(transform.apply(judges.layers(layers)));
  }
}
