package io.transferlab.bench;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench engines}. */
@Command(
    name = "engines",
    mixinStandardHelpOptions = true,
    description =
        "Measures the course's forward pass, which ONNX Runtime computes, against "
            + "DL4J's graph of the same network, which takes its place where there is no "
            + "ONNX Runtime: VGG16, ResNet50 and the Sketch networks with random weights, "
            + "in one run, with equal threads (OMP_NUM_THREADS). Let nothing else run on "
            + "the machine meanwhile. Two to five minutes, 3 GB of memory.")
final class EngineBenchCommand implements Callable<Integer> {
  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw LabException.of("at least 1 round", "--rounds " + rounds, "leave the option out");
    }
    Lab.start();
    EngineBenchmark result = EngineBenchmark.run(rounds);
    System.out.println(json ? Json.text(result) : result.toString());
    return 0;
  }
}
