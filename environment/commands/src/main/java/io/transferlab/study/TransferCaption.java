package io.transferlab.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Where a table of measurements comes from, in words and as facts. */
final class TransferCaption {
  private TransferCaption() {}

  /** Paragraphs of Markdown. */
  static String of(List<Measurement> cells, String command) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Mean per-class accuracy on test pictures in per cent. The first ± is the standard"
            + " deviation over training pictures (other pictures, order and new weights; the source"
            + " network and the test pictures stay), the second that over source networks (trained"
            + " with other seeds; the training pictures stay). Of random weights and of networks"
            + " trained from scratch there are new ones in every run, so that their one ± holds"
            + " both. Differences are taken run by run. Where not every network was run with every"
            + " set of training pictures, the mean is that of networks and pictures fitted to the"
            + " runs there are.\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "Made on %s by `%s`, Java %s: %,d measurements, %.1f hours of computing.\n\n",
            dates(cells),
            command,
            System.getProperty("java.version"),
            cells.size(),
            cells.stream().mapToDouble(Measurement::seconds).sum() / 3600));
    networks(cells).forEach((name, which) -> text.append("- ").append(name).append(which));
    text.append('\n');
    settings(cells)
        .forEach(
            (what, how) -> text.append("- ").append(what).append(": ").append(how).append("\n"));
    return text.toString();
  }

  /** Name of a source to its networks: seed and weights. */
  private static Map<String, String> networks(List<Measurement> cells) {
    Map<String, TreeSet<String>> found = new LinkedHashMap<>();
    for (Measurement cell : cells) {
      TransferQuestion of = cell.question();
      if (!of.weights().isEmpty() && !of.source().equals(TransferQuestion.RANDOM)) {
        found
            .computeIfAbsent(of.source(), s -> new TreeSet<>())
            .add("seed " + of.sourceSeed() + " (weights " + of.weights() + ")");
      }
    }
    Map<String, String> said = new LinkedHashMap<>();
    found.forEach((name, all) -> said.put(name, ": " + String.join(", ", all) + "\n"));
    return said;
  }

  /** Methods that share their settings, together; how often each was run. */
  private static Map<String, String> settings(List<Measurement> cells) {
    Map<String, TreeSet<Long>> seeds = new LinkedHashMap<>();
    Map<String, String> how = new LinkedHashMap<>();
    for (TransferMethod method : TransferMethod.values()) {
      for (Measurement cell : cells) {
        if (cell.question().method().equals(method.id())) {
          String key = method.isTrained() ? method.title() : "all with an SVM";
          seeds.computeIfAbsent(key, k -> new TreeSet<>()).add(cell.question().seed());
          how.put(key, cell.question().settings());
        }
      }
    }
    how.replaceAll((key, words) -> "training pictures of seeds " + seeds.get(key) + "; " + words);
    return how;
  }

  /** The day, or the first and the last one. */
  private static String dates(List<Measurement> cells) {
    TreeSet<String> dates = new TreeSet<>(cells.stream().map(Measurement::date).toList());
    if (dates.isEmpty()) {
      return "no day";
    }
    return dates.first().equals(dates.last())
        ? dates.first()
        : dates.first() + " to " + dates.last();
  }

  static Map<String, Object> provenance(List<Measurement> cells) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("date", dates(cells));
    facts.put("Java", System.getProperty("java.version"));
    facts.put("networks", networks(cells));
    facts.put("settings", settings(cells));
    return facts;
  }
}
