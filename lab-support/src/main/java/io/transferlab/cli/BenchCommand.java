package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.network.FastPathBenchmark;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench}. */
@Command(
    name = "bench",
    subcommands = {MapBenchCommand.class, BenchWordsCommand.class},
    mixinStandardHelpOptions = true,
    description = {
      "Measures the fast path against DL4J as it comes, in one run, alternating.",
      "Let nothing else run on the machine meanwhile. About a minute."
    })
final class BenchCommand implements Callable<Integer> {
  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw LabException.of("at least 1 round", "--rounds " + rounds, "leave the option out for 5");
    }
    FastPathBenchmark result = FastPathBenchmark.run(rounds);
    System.out.println(json ? Json.GSON.toJson(result) : result.toString());
    return 0;
  }
}
