package io.transferlab.cli;

import io.transferlab.network.Classified;
import io.transferlab.train.Epoch;
import io.transferlab.train.FineTuned;
import io.transferlab.train.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /** Of each seed, 0 to 1. */
  double[] meanPerClassAccuracies() {
    return tests.stream().mapToDouble(t -> t.evaluation().meanPerClassAccuracy()).toArray();
  }

  double meanSeconds() {
    return tuned.stream().mapToDouble(t -> t.history().seconds()).average().orElse(Double.NaN);
  }

  Map<String, Object> json() {
    List<Map<String, Object>> runs = new ArrayList<>();
    for (int i = 0; i < tuned.size(); i++) {
      History history = tuned.get(i).history();
      Map<String, Object> run = new LinkedHashMap<>();
      run.put("seed", i + 1);
      run.put("meanPerClassAccuracy", tests.get(i).evaluation().meanPerClassAccuracy());
      run.put("accuracy", tests.get(i).evaluation().accuracy());
      run.put("validationAccuracy", history.bestValidationAccuracy());
      run.put("epoch", history.bestEpoch());
      run.put("seconds", history.seconds());
      run.put(
          "picturesPerSecond",
          history.epochs().stream().mapToDouble(Epoch::picturesPerSecond).average().orElse(0));
      List<String> problems = new ArrayList<>(tuned.get(i).problems());
      problems.addAll(tests.get(i).problems());
      run.put("problems", problems);
      run.put("provenance", tuned.get(i).network().provenance().facts());
      run.put("history", history.epochs());
      runs.add(run);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("method", name);
    all.put("meanPerClassAccuracy", Output.mean(meanPerClassAccuracies()));
    all.put(
        "accuracy", tests.stream().mapToDouble(t -> t.evaluation().accuracy()).average().orElse(0));
    all.put("runs", runs);
    return all;
  }
}
