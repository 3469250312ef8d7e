package io.transferlab.bench;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench sketch}. */
@Command(
    name = "sketch",
    mixinStandardHelpOptions = true,
    description =
        "Measures how fast pictures are drawn and how fast the networks of the course "
            + "are trained on them. Let nothing else run on the machine meanwhile. About "
            + "two minutes.")
final class SketchBenchCommand implements Callable<Integer> {
  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(
      names = "--pictures",
      description = "pictures drawn, and trained on, in each (default: ${DEFAULT-VALUE})")
  private int pictures = 1200;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    if (rounds < 1 || pictures < 100) {
      throw LabException.of(
          "at least 1 round of 100 pictures",
          "%d of %d".formatted(rounds, pictures),
          "leave the options out");
    }
    Lab.start();
    SketchBenchmark result = SketchBenchmark.run(rounds, pictures);
    System.out.println(json ? Json.text(result) : result.toString());
    return 0;
  }
}
