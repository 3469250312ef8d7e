package io.transferlab.bench;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench scale}. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description =
        "Runs commands on folders of made-up pictures, as their users run them, with an empty "
            + "cache: time and the most memory that each held. 75,750 pictures in 101 folders are "
            + "as many as food101 has for training. Let nothing else run on the machine meanwhile.")
final class ScaleBenchCommand implements Callable<Integer> {
  /** Pictures of a folder: enough for training, validation and test. */
  private static final int FEWEST = 5;

  @Option(
      names = "--pictures",
      split = ",",
      paramLabel = "N",
      description = "numbers of pictures (default: 1000,10000)")
  private List<Integer> pictures = List.of(1000, 10_000);

  @Option(names = "--classes", description = "folders (default: ${DEFAULT-VALUE})")
  private int classes = 101;

  @Option(
      names = "--commands",
      split = ",",
      paramLabel = "COMMAND",
      description = "which to run (default: all; predict needs what fne saves)")
  private List<String> commands = ScaleBenchmark.commands();

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      description = "how long a command may take (default: ${DEFAULT-VALUE})")
  private int limit = 3600;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "where the pictures are drawn, and stay (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("build", "bench-scale");

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (classes < 2 || pictures.stream().anyMatch(n -> n < FEWEST * classes)) {
      throw LabException.of(
          "at least 2 folders, and " + FEWEST + " pictures for each",
          pictures + " pictures in " + classes + " folders",
          "leave the options out, or give fewer --classes");
    }
    ScaleBenchmark.require(commands);
    ScaleBenchmark benchmark =
        new ScaleBenchmark(classes, Files.createDirectories(out.toAbsolutePath()));
    List<ScaleBenchmark.Need> needs = new ArrayList<>();
    for (int n : pictures) {
      benchmark.pictures(n);
      for (String command : commands) {
        ScaleBenchmark.Need need = benchmark.run(command, n, limit);
        needs.add(need);
        if (!json) {
          System.out.println(need);
        }
        if (Thread.currentThread().isInterrupted()) {
          return 1;
        }
      }
    }
    if (json) {
      System.out.println(Json.text(Map.of("classes", classes, "needs", needs)));
    }
    return 0;
  }
}
