package io.transferlab.cli;

import io.transferlab.cli.FeatureStudy.MethodResult;
import io.transferlab.cli.FeatureStudy.Run;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.plot.ConfusionFigure;
import io.transferlab.predict.PictureClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code l2norm} and {@code fne} share: features, a linear SVM, a table. */
abstract class FeatureClassifier implements Callable<Integer> {
  @Mixin private SourceAndTarget on;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "LAYER",
      description = "layers to take, joined; default: see above")
  private List<String> layers;

  @Option(
      names = "--figure",
      paramLabel = "FILE.png",
      description = "draw the confusion matrix of the last method's first run")
  private Path figure;

  @Mixin private FeatureOptions options;

  @Mixin private SaveOptions save;

  @Mixin private SparkOptions spark;

  @Option(
      names = "--spark-svm",
      description =
          "with --spark: train there too (Spark's OneVsRest of LinearSVC, hinge loss), so that no"
              + " features come to this machine")
  private boolean sparkSvm;

  /**
   * Chooses what to compare.
   *
   * @param network the network
   * @param chosen the layers asked for, in the order of the network; null if none were
   * @return at least one method
   */
  abstract List<Method> methods(FrozenNetwork network, List<String> chosen);

  @Override
  public Integer call() {
    options.check();
    OutputPlace.file("--figure", figure);
    save.check();
    checkSpark();
    boolean crops = options.views() > 1;
    if (crops && save.isAskedFor()) {
      throw LabException.of(
          "a classifier of whole pictures to save",
          "--crops with --save",
          "leave out one of the two");
    }
    Lab.start();
    FrozenNetwork network = on.frozen();
    SaveOptions.Kept large = save.tooLarge(network);
    boolean keeps = save.isOn() && !crops && large == null && !sparkSvm;
    if (layers != null) {
      layers.forEach(network::requireLayer);
    }
    List<Method> methods = methods(network, layers);
    try (SparkOptions open = spark.open(on.recipe())) {
      return compare(network, methods, new FeatureStudy(options, on, open, sparkSvm), keeps, large);
    }
  }

  private Integer compare(
      FrozenNetwork network,
      List<Method> methods,
      FeatureStudy study,
      boolean keeps,
      SaveOptions.Kept large) {
    Map<Method, List<Run>> runs = new LinkedHashMap<>();
    methods.forEach(m -> runs.put(m, new ArrayList<>()));
    for (int seed = 1; seed <= options.seeds; seed++) {
      if (!options.json && seed == 1) {
        System.out.println(study.splits(seed));
      }
      List<Run> all = study.run(network, methods, seed, keeps);
      for (int i = 0; i < all.size(); i++) {
        runs.get(methods.get(i)).add(all.get(i));
      }
    }
    SaveOptions.Kept kept =
        keeps ? keep(network, study, methods) : save.isOn() && !sparkSvm ? large : null;
    if (options.json) {
      List<MethodResult> results = new ArrayList<>();
      runs.forEach((method, all) -> results.add(MethodResult.of(method, all)));
      System.out.println(
          Json.text(
              Result.of(
                  network,
                  on.target(),
                  results,
                  study.problems(),
                  study.splits(1).remarks(),
                  kept)));
    } else {
      print(network, runs, study);
    }
    if (figure != null) {
      Method last = methods.get(methods.size() - 1);
      ConfusionFigure.of(
              last.words() + ": " + network.name() + " on " + on.target(),
              runs.get(last).get(0).evaluation())
          .save(figure);
    }
    if (kept != null && !options.json) {
      kept.lines().forEach(System.out::println);
    }
    return 0;
  }

  /** Refuses before the work what Spark's training cannot do. */
  private void checkSpark() {
    if (!sparkSvm) {
      return;
    }
    if (!spark.isOn()) {
      throw LabException.of(
          "--spark MASTER beside --spark-svm", "none", "add --spark local[2], or leave it out");
    }
    String other =
        save.isAskedFor()
            ? "--save"
            : options.crossValidate ? "--cross-validate" : options.views() > 1 ? "--crops" : "";
    if (!other.isEmpty()) {
      throw LabException.of(
          "a training of one C, on whole pictures, that keeps no network, for --spark-svm",
          other,
          "leave out " + other + ", or --spark-svm");
    }
  }

  /** What the last of its methods is called in the name of a kept network. */
  abstract String word();

  private SaveOptions.Kept keep(FrozenNetwork network, FeatureStudy study, List<Method> methods) {
    FeatureStudy.Best best = study.best();
    Method last = methods.get(methods.size() - 1);
    PictureClassifier classifier =
        best.classifier()
            .withProvenance(
                SaveOptions.provenance(
                    best.classifier().provenance().with("source", network.name()),
                    on.target(),
                    best.splits(),
                    last.words(),
                    best.validation(),
                    best.run().evaluation()));
    String method = methods.size() == 1 ? "" : last.words();
    String seed =
        options.seeds == 1
            ? ""
            : "seed %d, the best of %d on validation pictures"
                .formatted(best.run().seed(), options.seeds);
    String chosen = method.isEmpty() || seed.isEmpty() ? method + seed : method + "; " + seed;
    return save.keep(
        classifier,
        best.splits(),
        SaveOptions.name(network.name(), on.target(), word()),
        chosen.isEmpty() ? "" : " (" + chosen + ")");
  }

  /** What {@code --json} prints; the accuracies are the last method's. */
  private record Result(
      String source,
      String target,
      double meanPerClassAccuracy,
      double accuracy,
      List<MethodResult> methods,
      List<String> problems,
      List<String> remarks,
      String network,
      Map<String, String> provenance) {
    static Result of(
        FrozenNetwork network,
        String target,
        List<MethodResult> methods,
        List<String> problems,
        List<String> remarks,
        SaveOptions.Kept kept) {
      MethodResult last = methods.get(methods.size() - 1);
      return new Result(
          network.name(),
          target,
          last.meanPerClassAccuracy(),
          last.accuracy(),
          methods,
          problems,
          remarks,
          kept == null || kept.file() == null ? null : kept.file().toString(),
          network.provenance().facts());
    }
  }

  private void print(FrozenNetwork network, Map<Method, List<Run>> runs, FeatureStudy study) {
    int seeds = options.seeds;
    Run any = runs.values().iterator().next().get(0);
    System.out.printf(
        "%n%s on %s: mean per-class accuracy on %d test pictures, %d run%s%n",
        network.name(),
        on.target(),
        // Those that could be read: the others are told below.
        any.evaluation().total(),
        seeds,
        seeds == 1 ? "" : "s (mean ± standard deviation)");
    System.out.printf(
        Locale.ROOT, "Features in %.1f s%s; then%n", any.extraction(), seeds == 1 ? "" : " a run");
    runs.forEach(
        (method, all) -> {
          Run first = all.get(0);
          System.out.printf(
              Locale.ROOT,
              "  %-28s %s   %,6d features, C = %s, SVM in %.1f s%n",
              method.words(),
              FeatureStudy.spread(all),
              first.dimension(),
              first.c(),
              first.seconds());
          first.evaluation().mostConfused(3).forEach(pair -> System.out.println("      " + pair));
        });
    Unread.print(study.problems());
  }
}
