package io.transferlab.bench;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench engines}. */
@Command(
    name = "engines",
    mixinStandardHelpOptions = true,
    description = {
      "Measures our forward pass against ONNX Runtime on the networks we export: VGG16, ResNet50",
      "and the Sketch networks with random weights, in one run, with equal threads",
      "(OMP_NUM_THREADS). Let nothing else run on the machine meanwhile. Two to five minutes,",
      "3 GB of memory, 600 MB on the disk."
    })
final class EngineBenchCommand implements Callable<Integer> {
  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(
      names = "--onnxruntime",
      paramLabel = "JAR",
      description = "ONNX Runtime for Java (default: the newest that Maven has fetched)")
  private Path jar;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (rounds < 1) {
      throw LabException.of("at least 1 round", "--rounds " + rounds, "leave the option out");
    }
    Path engine = jar == null ? OnnxPeer.fetched() : jar;
    Lab.start();
    EngineBenchmark result = EngineBenchmark.run(rounds, engine);
    System.out.println(json ? Json.text(result) : result.toString());
    return 0;
  }
}
