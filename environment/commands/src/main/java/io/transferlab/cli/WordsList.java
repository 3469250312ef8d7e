package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.words.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words that a command is about: typed, from a file, or the most frequent ones. */
final class WordsList {
  @Parameters(
      paramLabel = "WORD",
      arity = "0..*",
      description = "the words (default: the first ones of the vectors)")
  private List<String> typed = new ArrayList<>();

  @Option(names = "--words", paramLabel = "FILE", description = "a file with the words")
  private Path file;

  @Option(
      names = "--first",
      paramLabel = "N",
      description = "without words: how many of the vectors' first (default: ${DEFAULT-VALUE})")
  private int first = 100;

  List<String> of(WordVectors vectors) {
    List<String> words = new ArrayList<>(WordsOptions.words(typed));
    if (file != null) {
      try {
        words.addAll(Arrays.asList(Files.readString(file).strip().split("[\\s,]+")));
      } catch (IOException e) {
        throw LabException.of("to read " + file, e.toString(), "check the path", e);
      }
    }
    if (words.isEmpty()) {
      words.addAll(vectors.limit(first).words());
    }
    return words.stream().distinct().toList();
  }
}
