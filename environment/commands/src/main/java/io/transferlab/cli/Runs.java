package io.transferlab.cli;

import io.transferlab.evaluate.Spread;
import io.transferlab.network.Classified;
import io.transferlab.train.Epoch;
import io.transferlab.train.FineTuned;
import io.transferlab.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs that differ in their seed alone, with what each reached on the test pictures. */
final class Runs {
  private final String name;
  private final List<FineTuned> tuned = new ArrayList<>();
  private final List<Classified> tests = new ArrayList<>();

  Runs(String name) {
    this.name = name;
  }

  void add(FineTuned run, Classified test) {
    tuned.add(run);
    tests.add(test);
  }

  String name() {
    return name;
  }

  int classes() {
    return tests.get(0).evaluation().classes().size();
  }

  List<History> histories() {
    return tuned.stream().map(FineTuned::history).toList();
  }

  /** Over the seeds, 0 to 1. */
  Spread meanPerClassAccuracies() {
    return Spread.of(
        tests.stream().mapToDouble(t -> t.evaluation().meanPerClassAccuracy()).toArray());
  }

  double meanSeconds() {
    return tuned.stream().mapToDouble(t -> t.history().seconds()).average().orElse(Double.NaN);
  }

  /** For programs. */
  Summary summary() {
    List<One> runs = new ArrayList<>();
    for (int i = 0; i < tuned.size(); i++) {
      runs.add(One.of(i + 1, tuned.get(i), tests.get(i)));
    }
    return new Summary(
        name,
        meanPerClassAccuracies().mean(),
        tests.stream().mapToDouble(t -> t.evaluation().accuracy()).average().orElse(0),
        runs);
  }

  /**
   * All runs.
   *
   * @param method what was done
   * @param meanPerClassAccuracy on the test pictures, the mean of the runs, 0 to 1
   * @param accuracy the same, not class by class
   * @param runs one a seed
   */
  record Summary(String method, double meanPerClassAccuracy, double accuracy, List<One> runs) {}

  /** One run. */
  record One(
      int seed,
      double meanPerClassAccuracy,
      double accuracy,
      double validationAccuracy,
      int epoch,
      double seconds,
      double picturesPerSecond,
      List<String> problems,
      Map<String, String> provenance,
      List<Epoch> history) {
    static One of(int seed, FineTuned tuned, Classified test) {
      History history = tuned.history();
      List<String> problems = new ArrayList<>(tuned.problems());
      problems.addAll(test.problems());
      return new One(
          seed,
          test.evaluation().meanPerClassAccuracy(),
          test.evaluation().accuracy(),
          history.bestValidationAccuracy(),
          history.bestEpoch(),
          history.seconds(),
          history.epochs().stream().mapToDouble(Epoch::picturesPerSecond).average().orElse(0),
          problems,
          tuned.classifier().provenance().facts(),
          history.epochs());
    }
  }
}
