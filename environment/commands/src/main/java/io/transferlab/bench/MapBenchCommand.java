package io.transferlab.bench;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench maps}. */
@Command(
    name = "maps",
    mixinStandardHelpOptions = true,
    description = {
      "Measures t-SNE maps against scikit-learn's Barnes-Hut, in one run, in turn, "
          + "on the same rows, perplexity and iterations; quality is measured the same "
          + "way for both. With --wide instead:",
      "a map of 26,000 x 2,048 rows in one go, PCA to 50 columns first, with time "
          + "and memory. Let nothing else run on the machine meanwhile."
    })
final class MapBenchCommand implements Callable<Integer> {
  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "N",
      description =
          "numbers of rows of 50 columns (default: 2000,10000,26000); with 100000 leave "
              + "scikit-learn out, which takes long: --python none")
  private List<Integer> rows = List.of(2000, 10_000, 26_000);

  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 1;

  @Option(names = "--iterations", description = "steps of each map (default: ${DEFAULT-VALUE})")
  private int iterations = 750;

  @Option(
      names = "--python",
      description =
          "a Python 3 with scikit-learn; none to leave it out (default: ${DEFAULT-VALUE})")
  private String python = "python3";

  @Option(names = "--wide", description = "one map of 26,000 x 2,048 rows instead")
  private boolean wide;

  @Option(names = "--figure", paramLabel = "FILE.png", description = "with --wide: draw the map")
  private Path figure;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    if (rounds < 1 || rows.stream().anyMatch(n -> n < 100)) {
      throw LabException.of(
          "at least 1 round and 100 rows", rounds + " and " + rows, "leave the options out");
    }
    Lab.start();
    if (wide) {
      WideMapBenchmark result = WideMapBenchmark.run(26_000, 2048, iterations, figure);
      System.out.println(json ? Json.text(result) : result.toString());
      return 0;
    }
    MapBenchmark benchmark = new MapBenchmark(python, iterations);
    List<MapBenchmark.Result> results = new ArrayList<>();
    for (int n : rows) {
      MapBenchmark.Result result = benchmark.run(n, rounds);
      results.add(result);
      if (!json) {
        System.out.println(result);
      }
    }
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("iterations", iterations);
      all.put("columns", MapBenchmark.COLUMNS);
      all.put("results", results);
      System.out.println(Json.text(all));
    }
    return 0;
  }
}
