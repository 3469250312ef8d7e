package io.transferlab.bench;

import io.transferlab.core.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench words}. */
@Command(
    name = "words",
    mixinStandardHelpOptions = true,
    description =
        "Measures loading and neighbours on a generated file of word vectors, and "
            + "gensim and numpy on the same file if Python has them. Needs 2 GB of disk for "
            + "the usual size; about 4 minutes.")
final class BenchWordsCommand implements Callable<Integer> {
  @Option(names = "--words", description = "words (default: ${DEFAULT-VALUE})")
  private int words = 400_000;

  @Option(names = "--dimension", description = "numbers a word (default: ${DEFAULT-VALUE})")
  private int dimension = 300;

  @Option(names = "--folder", paramLabel = "DIR", description = "where the file goes meanwhile")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "a Python that has gensim and numpy, \"\" for none (default: ${DEFAULT-VALUE})")
  private String python = "/usr/bin/python3";

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    WordsBenchmark result = WordsBenchmark.run(words, dimension, folder, python);
    System.out.println(json ? Json.text(result) : result.toString());
    return 0;
  }
}
