package io.transferlab.advise;

import io.transferlab.data.Splits;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.train.TrainingPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How long the parts of a comparison take: guessed, then told by what others of their kind took.
 */
final class ComparisonTimes {
  /** A first guess of what a multiplication takes, in seconds. */
  private static final double PRODUCT_SECONDS = 2e-10;

  /** Of what it takes to gather and transform a feature. */
  private static final double FEATURE_SECONDS = 5e-8;

  /** And of what any training takes at least. */
  private static final double TRIAL_SECONDS = 0.01;

  /** Widths of usual features, for a first guess. */
  private static final int PROBE_COLUMNS = 500;

  private static final int FNE_COLUMNS = 2000;

  private static final int LEAST_STEPS = 150;
  private static final int MOST_STEPS = 600;
  private static final int LEAST_EPOCHS = 10;

  private final Comparison asked;
  private final Splits splits;
  private final Pace pace;
  private final Map<String, Double> perPicture = new HashMap<>();

  /** A first guess, until it was looked. */
  private double headStep = TrainedTrials.STEP_SECONDS;

  /** Networks whose features are not in the cache. */
  private final Set<String> uncached = new HashSet<>();

  ComparisonTimes(Comparison asked, Splits splits, Pace pace) {
    this.asked = asked;
    this.splits = splits;
    this.pace = pace;
  }

  /** Looks how fast networks and heads are here, and which features are there. */
  void look(List<FrozenNetwork> networks) {
    if (asked.ways().contains(Way.HEAD)) {
      int classes = splits.train().classes().size();
      stepOfAHead(Speed.secondsOfAHeadStep(classes, headPlan(splits.train().size())));
    }
    perPicture.putAll(Speed.roughSecondsOfAPicture(networks, splits.test()));
    for (FrozenNetwork network : networks) {
      FeatureExtractor extractor = FeatureExtractor.of(network).all().withCache(asked.cache());
      if (!extractor.isKept(splits.train()) || !extractor.isKept(splits.test())) {
        uncached.add(network.name());
      }
    }
  }

  /** A step of training a head takes so many seconds here. */
  void stepOfAHead(double seconds) {
    headStep = seconds;
  }

  /** Seconds that the features of a picture take. */
  double perPicture(FrozenNetwork network) {
    return Objects.requireNonNull(perPicture.get(network.name()));
  }

  /** Seconds that the features of a network take; none if they are in the cache. */
  double extraction(FrozenNetwork network) {
    int pictures = splits.train().size() + splits.test().size();
    return uncached.contains(network.name()) ? pictures * perPicture(network) : 0;
  }

  /** How many draws are work: with all pictures a linear SVM is the same each time. */
  int repeats(Way way, int perClass, int all) {
    return way.takesFeatures() && perClass == all ? 1 : asked.draws();
  }

  /** Seconds of all draws. */
  double seconds(FrozenNetwork network, Way way, int perClass, int all) {
    return repeats(way, perClass, all) * pace.seconds(kinds(network, way), guess(way, perClass));
  }

  /** One draw took so long. */
  void took(FrozenNetwork network, Way way, int perClass, double seconds) {
    pace.took(kinds(network, way), guess(way, perClass), seconds);
  }

  /** Seconds that are left. */
  double left() {
    return pace.left();
  }

  private static List<String> kinds(FrozenNetwork network, Way way) {
    return List.of(way.id() + " " + network.name(), way.id());
  }

  private double guess(Way way, int perClass) {
    double train = Math.min(splits.train().size(), perClass * splits.train().classes().size());
    double test = splits.test().size();
    int columns = way == Way.FNE ? FNE_COLUMNS : PROBE_COLUMNS;
    double features = TRIAL_SECONDS + FEATURE_SECONDS * columns * (train + test);
    if (way == Way.HEAD) {
      TrainingPlan plan = headPlan((int) train);
      return features + headStep * plan.epochs() * steps(plan, (int) train);
    }
    return features + PRODUCT_SECONDS * columns * train * (train + 0.1 * test);
  }

  /**
   * How a head is trained: as {@code fine-tune} does it, within limits. Few pictures are shown more
   * often, and many less often (on the Sketch networks more steps changed single accuracies by up
   * to three points).
   *
   * @param pictures how many there are
   */
  static TrainingPlan headPlan(int pictures) {
    TrainingPlan plan = Way.HEAD.plan();
    int steps = steps(plan, pictures);
    int most = Math.max(LEAST_EPOCHS, ceil(MOST_STEPS, steps));
    return plan.withEpochs(Math.max(ceil(LEAST_STEPS, steps), Math.min(plan.epochs(), most)));
  }

  private static int steps(TrainingPlan plan, int pictures) {
    return Math.max(1, ceil(pictures, plan.batchSize()));
  }

  private static int ceil(int number, int by) {
    return (number + by - 1) / by;
  }
}
