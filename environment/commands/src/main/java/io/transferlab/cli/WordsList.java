package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.words.WordVectors;
import io.transferlab.words.text.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
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

  List<String> of(WordVectors vectors, CommandSpec spec) {
    TypedWords resolved = new TypedWords(vectors, spec);
    List<String> words = new ArrayList<>();
    if (!typed.isEmpty()) {
      words.addAll(resolved.of(typed));
    }
    if (file != null) {
      List<String> lines = TextFile.lines(file).stream().filter(l -> !l.isBlank()).toList();
      if (lines.isEmpty()) {
        throw LabException.of("words in " + file, "none", "write them there, a word a line");
      }
      words.addAll(resolved.listed(lines));
    }
    if (words.isEmpty()) {
      words.addAll(vectors.limit(first).words());
    }
    return words.stream().distinct().toList();
  }
}
