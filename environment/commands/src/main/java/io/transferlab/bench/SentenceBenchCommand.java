package io.transferlab.bench;

import io.transferlab.core.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench sentences}. */
@Command(
    name = "sentences",
    mixinStandardHelpOptions = true,
    description =
        "Measures how many texts of 16, 32 and 128 tokens a second the encoder of the course "
            + "encodes, and Python's onnxruntime and tokenizers on the same file if they are "
            + "there. About a minute.")
final class SentenceBenchCommand implements Callable<Integer> {
  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(
      names = "--texts",
      description = "texts of 32 tokens in each, others in proportion (default: ${DEFAULT-VALUE})")
  private int texts = 512;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description =
          "a Python that has onnxruntime and tokenizers, \"\" for none (default: ${DEFAULT-VALUE})")
  private String python = "/usr/bin/python3";

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    SentenceBenchmark result = SentenceBenchmark.run(rounds, texts, python);
    System.out.println(json ? Json.text(result) : result.toString());
    return 0;
  }
}
