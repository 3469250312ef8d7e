package io.transferlab.cli;

import io.transferlab.classify.LinearSvm;
import io.transferlab.classify.SvmTrainer;
import io.transferlab.data.Splits;
import io.transferlab.distributed.Cluster;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Predicted;
import io.transferlab.evaluate.Spread;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.predict.PictureClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several methods on the features of one network, on one target, with one or more seeds. */
final class FeatureStudy {
  private static final double[] CHOICES = {0.01, 0.1, 1, 10};

  /** The test pictures are the same in every run. */
  private static final long TEST_SEED = 2026;

  /**
   * One method with one seed.
   *
   * @param seed chose the training pictures
   * @param predicted of the test pictures
   * @param c of the SVM
   * @param dimension how many features
   * @param extraction seconds that the features took, those of all methods of this seed together
   * @param seconds that training and testing took on top of that
   * @param provenance where the features come from
   */
  record Run(
      long seed,
      Predicted predicted,
      double c,
      int dimension,
      double extraction,
      double seconds,
      Map<String, String> provenance) {
    Evaluation evaluation() {
      return predicted.evaluation();
    }
  }

  private final FeatureOptions options;
  private final SourceAndTarget on;
  private final List<String> problems = new ArrayList<>();

  /**
   * The run of the last method that is best on validation pictures.
   *
   * @param run what it reached on the test pictures
   * @param classifier features and SVM
   * @param splits the pictures
   * @param validation share of the validation pictures it got right; NaN with a single run
   */
  record Best(Run run, PictureClassifier classifier, Splits splits, double validation) {}

  private Best best;

  private final SparkOptions spark;
  private final boolean sparkSvm;

  /** With Spark where it is open, and its training if that is wanted. */
  FeatureStudy(FeatureOptions options, SourceAndTarget on, SparkOptions spark, boolean sparkSvm) {
    this.options = options;
    this.on = on;
    this.spark = spark;
    this.sparkSvm = sparkSvm;
  }

  /**
   * Runs one seed: extracts the layers of all methods at once, then trains and tests each.
   *
   * @param network the network
   * @param methods what to compare
   * @param seed chooses the training pictures
   * @param keeps whether the {@link #best} of several seeds is wanted
   * @return a run of each method, in their order
   */
  List<Run> run(FrozenNetwork network, List<Method> methods, long seed, boolean keeps) {
    Splits splits = splits(seed);
    FeatureExtractor extractor =
        spark.applyTo(options.extractor(network)).withLayers(Method.layers(network, methods));
    if (sparkSvm) {
      return trainedBySpark(extractor, splits, methods, seed);
    }
    // Before an extraction that may take an hour.
    trainer(seed).requireRoom(splits.train(), options.views());
    long began = System.nanoTime();
    Features train = extractor.extract(splits.train());
    Features tested = extractor.extract(splits.test());
    double extraction = (System.nanoTime() - began) / 1e9;
    problems.addAll(train.problems());
    problems.addAll(tested.problems());
    List<Run> runs = new ArrayList<>();
    for (Method method : methods) {
      long start = System.nanoTime();
      Features some = train.layers(method.layers());
      FeatureTransform transform = method.fit(some);
      Features ready = transform.apply(some);
      LinearSvm svm = trainer(seed).train(ready);
      Predicted predicted = svm.predict(transform.apply(tested.layers(method.layers())));
      runs.add(
          new Run(
              seed,
              predicted,
              svm.c(),
              ready.dimension(),
              extraction,
              (System.nanoTime() - start) / 1e9,
              ready.provenance().facts()));
      if (keeps && method == methods.get(methods.size() - 1)) {
        PictureClassifier classifier =
            PictureClassifier.of(extractor.withLayers(method.layers()), transform, svm)
                .withProvenance(ready.provenance().with("C", svm.c()).with("seed", seed));
        choose(classifier, runs.get(runs.size() - 1), splits);
      }
    }
    return runs;
  }

  private List<Run> trainedBySpark(
      FeatureExtractor extractor, Splits splits, List<Method> methods, long seed) {
    long began = System.nanoTime();
    Cluster.Study study =
        spark
            .cluster()
            .classify(
                extractor,
                splits.train(),
                splits.test(),
                methods.stream().map(Method::onCluster).toList(),
                options.c);
    problems.addAll(study.problems());
    double all = (System.nanoTime() - began) / 1e9;
    double extraction =
        Math.max(0, all - study.trained().stream().mapToDouble(t -> t.seconds()).sum());
    return study.trained().stream()
        .map(
            t ->
                new Run(
                    seed,
                    t.predicted(),
                    options.c,
                    t.dimension(),
                    extraction,
                    t.seconds(),
                    t.provenance()))
        .toList();
  }

  /** By validation pictures alone: whoever chose by the test would know its answers. */
  private void choose(PictureClassifier classifier, Run run, Splits splits) {
    double validation =
        options.seeds == 1
            ? Double.NaN
            : classifier.evaluate(splits.validation()).evaluation().accuracy();
    if (best == null || validation > best.validation()) {
      best = new Best(run, classifier, splits, validation);
    }
  }

  /** Null if none was wanted. */
  Best best() {
    return best;
  }

  private SvmTrainer trainer(long seed) {
    return SvmTrainer.defaults()
        .withC(options.crossValidate ? CHOICES : new double[] {options.c})
        .withSeed(seed);
  }

  Splits splits(long seed) {
    Splits splits = on.open(options.perClass, seed);
    return options.testPerClass == 0
        ? splits
        : new Splits(
            splits.train(),
            splits.validation(),
            splits.test().take(options.testPerClass, TEST_SEED));
  }

  /** The pictures that could not be read, each once. */
  List<String> problems() {
    return problems.stream().distinct().toList();
  }

  /** Mean per-class accuracy over the runs. */
  static Spread spread(List<Run> runs) {
    return Spread.of(
        runs.stream().mapToDouble(r -> r.evaluation().meanPerClassAccuracy()).toArray());
  }

  /** One method in what {@code --json} prints. */
  record MethodResult(
      String method,
      List<String> layers,
      int dimension,
      double meanPerClassAccuracy,
      double deviation,
      double accuracy,
      List<RunResult> runs) {
    static MethodResult of(Method method, List<Run> runs) {
      Spread spread = spread(runs);
      return new MethodResult(
          method.words(),
          method.layers(),
          runs.get(0).dimension(),
          spread.mean(),
          spread.deviation(),
          Spread.of(runs.stream().mapToDouble(r -> r.evaluation().accuracy()).toArray()).mean(),
          runs.stream().map(RunResult::of).toList());
    }
  }

  /** One run in what {@code --json} prints. */
  record RunResult(
      long seed,
      double meanPerClassAccuracy,
      double accuracy,
      double c,
      double extractionSeconds,
      double seconds,
      Map<String, String> provenance) {
    static RunResult of(Run run) {
      return new RunResult(
          run.seed(),
          run.evaluation().meanPerClassAccuracy(),
          run.evaluation().accuracy(),
          run.c(),
          run.extraction(),
          run.seconds(),
          run.provenance());
    }
  }
}
