package io.transferlab.cli;

import io.transferlab.cli.FeatureStudy.Run;
import io.transferlab.evaluate.Spread;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Accuracies of sources, methods and targets, in the layout of the published table: similar source,
 * dissimilar source, difference. A source of places is the similar one for targets of places, a
 * source of objects for all others: also for textures, which are near to neither, as in the
 * published table.
 */
final class TransferTable {
  static final String CONTROL = "random weights";

  private static final List<String> PLACES = List.of("sketch-rooms", "mit67");

  private final FeatureOptions options;
  private final List<String> targets;

  /** Source, target, method, runs; all in the order in which they came. */
  private final Map<String, Map<String, Map<String, List<Run>>>> cells = new LinkedHashMap<>();

  TransferTable(FeatureOptions options, List<String> targets) {
    this.options = options;
    this.targets = targets;
  }

  void add(String source, String target, Map<String, Run> runs) {
    runs.forEach(
        (method, run) ->
            cells
                .computeIfAbsent(source, s -> new LinkedHashMap<>())
                .computeIfAbsent(target, t -> new LinkedHashMap<>())
                .computeIfAbsent(method, m -> new ArrayList<>())
                .add(run));
  }

  private List<Run> runs(String source, String target, String method) {
    return cells
        .getOrDefault(source, Map.of())
        .getOrDefault(target, Map.of())
        .getOrDefault(method, List.of());
  }

  /** Of each seed, 0 to 1. */
  private double[] accuracies(String source, String target, String method) {
    return runs(source, target, method).stream()
        .mapToDouble(r -> r.evaluation().meanPerClassAccuracy())
        .toArray();
  }

  /** The similar or the dissimilar source of a target; null if it is not among the sources. */
  private String source(String target, boolean similar) {
    boolean places = PLACES.contains(target.replaceAll(":.*", ""));
    return cells.keySet().stream()
        .filter(s -> !s.equals(CONTROL))
        .filter(s -> (s.contains("Scenes") || s.contains("Places")) == (places == similar))
        .findFirst()
        .orElse(null);
  }

  private Set<String> methods(String source) {
    Set<String> all = new LinkedHashSet<>();
    cells.getOrDefault(source, Map.of()).values().forEach(t -> all.addAll(t.keySet()));
    return all;
  }

  /** What was found on a target, in a line. */
  String line(String target) {
    List<String> said = new ArrayList<>();
    for (String source : cells.keySet()) {
      for (String method : methods(source)) {
        double[] values = accuracies(source, target, method);
        if (values.length > 0) {
          said.add(source + " " + method + " " + Spread.of(values).percent());
        }
      }
    }
    return String.join("; ", said);
  }

  private interface Cell {
    double[] of(String target, String method);
  }

  String markdown() {
    Set<String> methods = new LinkedHashSet<>();
    cells.keySet().forEach(s -> methods.addAll(methods(s)));
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Mean per-class accuracy on test pictures in per cent, %d run%s, %s; each layer divided by its"
                + " L2 norm, or FNE. Made on %s by"
                + " `environment/lab sketch table --seeds %d%s`, %s.%n%n",
            options.seeds,
            options.seeds == 1 ? "" : "s (mean ± standard deviation over training pictures)",
            "linear SVM with "
                + (options.crossValidate ? "C chosen on training" : "C = " + options.c),
            LocalDate.now(),
            options.seeds,
            options.testPerClass == 0 ? "" : " --test-per-class " + options.testPerClass,
            "Java " + System.getProperty("java.version")));
    section(text, "Similar source", methods, (t, m) -> accuracies(source(t, true), t, m));
    section(text, "Dissimilar source", methods, (t, m) -> accuracies(source(t, false), t, m));
    section(
        text,
        "Similar minus dissimilar, run by run",
        methods,
        (t, m) ->
            difference(accuracies(source(t, true), t, m), accuracies(source(t, false), t, m)));
    section(text, "Random weights (control)", methods, (t, m) -> accuracies(CONTROL, t, m));
    gains(text, methods);
    text.append("Similar is ");
    List<String> pairs = new ArrayList<>();
    targets.forEach(t -> pairs.add(source(t, true) + " for " + t));
    text.append(String.join(", ", pairs)).append("; dissimilar the other.\n\n");
    text.append("Published, for VGG16 on photographs (IWANN 2019 tutorial):\n\n");
    return text.append(PublishedTable.markdown()).toString();
  }

  /** FNE against the first method, each source by itself. */
  private void gains(StringBuilder text, Set<String> methods) {
    if (methods.size() < 2 || !methods.contains("FNE")) {
      return;
    }
    String first = methods.iterator().next();
    header(text, "FNE minus " + first + ", run by run");
    for (String source : cells.keySet()) {
      row(
          text,
          source,
          t -> difference(accuracies(source, t, "FNE"), accuracies(source, t, first)));
    }
    text.append('\n');
  }

  private static double[] difference(double[] a, double[] b) {
    double[] differences = new double[Math.min(a.length, b.length)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = a[i] - b[i];
    }
    return differences;
  }

  private void section(StringBuilder text, String title, Set<String> methods, Cell cell) {
    header(text, title);
    for (String method : methods) {
      row(text, method, t -> cell.of(t, method));
    }
    text.append('\n');
  }

  private void header(StringBuilder text, String title) {
    text.append("| ").append(title).append(" | ").append(String.join(" | ", targets));
    text.append(" |\n|---|").append("---|".repeat(targets.size())).append('\n');
  }

  private void row(
      StringBuilder text, String name, java.util.function.Function<String, double[]> values) {
    text.append("| ").append(name);
    for (String target : targets) {
      double[] found = values.apply(target);
      text.append(" | ").append(found.length == 0 ? "–" : Spread.of(found).percent());
    }
    text.append(" |\n");
  }

  Map<String, Object> json() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String source : cells.keySet()) {
      for (String target : targets) {
        for (String method : methods(source)) {
          List<Run> runs = runs(source, target, method);
          if (!runs.isEmpty()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("source", source);
            row.put("target", target);
            row.put("method", method);
            row.put("meanPerClassAccuracy", FeatureStudy.spread(runs).mean());
            row.put("deviation", FeatureStudy.spread(runs).deviation());
            row.put("runs", accuracies(source, target, method));
            row.put("provenance", runs.get(0).provenance());
            rows.add(row);
          }
        }
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("seeds", options.seeds);
    all.put("results", rows);
    all.put("publishedSimilar", PublishedTable.SIMILAR);
    all.put("publishedDissimilar", PublishedTable.DISSIMILAR);
    all.put("publishedTargets", PublishedTable.TARGETS);
    all.put(
        "provenance",
        Map.of("date", LocalDate.now().toString(), "Java", System.getProperty("java.version")));
    return all;
  }
}
