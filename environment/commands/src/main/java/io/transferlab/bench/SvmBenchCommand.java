package io.transferlab.bench;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench svm}. */
@Command(
    name = "svm",
    mixinStandardHelpOptions = true,
    description =
        "Measures the linear SVM against scikit-learn's LinearSVC and LIBLINEAR, in one run, in "
            + "turn, on the same made-up ternary features: the size of food101's training "
            + "pictures is --rows 75750 --columns 4096 --classes 101. Let nothing else run on the "
            + "machine meanwhile.")
final class SvmBenchCommand implements Callable<Integer> {
  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "N",
      description = "numbers of training rows (default: 1000,5000,20000)")
  private List<Integer> rows = List.of(1000, 5000, 20_000);

  @Option(names = "--columns", description = "features (default: ${DEFAULT-VALUE})")
  private int columns = 1024;

  @Option(names = "--classes", description = "classes (default: ${DEFAULT-VALUE})")
  private int classes = 20;

  @Option(names = "--c", description = "weight of the losses (default: ${DEFAULT-VALUE})")
  private double c = 1;

  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 1;

  @Option(
      names = "--peer-machines",
      paramLabel = "N",
      description =
          "train machines for N classes only with the peers, of which each learns by itself "
              + "(default: for all)")
  private int peerMachines;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      description = "how long a peer may take (default: ${DEFAULT-VALUE})")
  private int limit = 600;

  @Option(
      names = "--python",
      description =
          "a Python 3 with scikit-learn; none to leave the peers out (default: ${DEFAULT-VALUE})")
  private String python = "python3";

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || classes < 2 || columns < 1 || rows.stream().anyMatch(n -> n < classes)) {
      throw LabException.of(
          "at least 1 round, 1 column, 2 classes and a row of each",
          "%d rounds, %d columns, %d classes, rows %s".formatted(rounds, columns, classes, rows),
          "leave the options out");
    }
    if (peerMachines < 0 || peerMachines == 1 || peerMachines > classes) {
      throw LabException.of(
          "--peer-machines 2 to " + classes, String.valueOf(peerMachines), "leave it out for all");
    }
    Lab.start();
    int machines = peerMachines == 0 ? classes : peerMachines;
    SvmBenchmark benchmark = new SvmBenchmark(columns, classes, c, python, limit, machines);
    List<SvmBenchmark.Result> results = new ArrayList<>();
    for (int n : rows) {
      SvmBenchmark.Result result = benchmark.run(n, rounds);
      results.add(result);
      if (!json) {
        System.out.println(result);
      }
    }
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("columns", columns);
      all.put("classes", classes);
      all.put("c", c);
      all.put("peerMachines", machines);
      all.put("results", results);
      System.out.println(Json.text(all));
    }
    return 0;
  }
}
