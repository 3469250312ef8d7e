package io.transferlab.cli;

import io.transferlab.words.WordVectors;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Words as people type or paste them. What is a word of the vectors as it stands is that word,
 * whatever it looks like: {@code ,}, {@code -lrb-}, {@code 1,000}, {@code new york}. Anything else
 * is taken apart at commas and blanks, without quotes and without what cannot be seen.
 */
final class TypedWords {
  /** Commands whose words may look like options. */
  private static final List<String> COMMANDS =
      List.of("similarity", "nearest", "analogy", "cluster", "map", "match");

  private final WordVectors vectors;
  private final CommandSpec spec;

  TypedWords(WordVectors vectors, CommandSpec spec) {
    this.vectors = vectors;
    this.spec = spec;
  }

  /** Lets words through that look like options; those that are neither are refused later. */
  static void letThrough(CommandLine words) {
    for (String name : COMMANDS) {
      words
          .getSubcommands()
          .get(name)
          .setUnmatchedOptionsArePositionalParams(true)
          .setPosixClusteredShortOptionsAllowed(false); // -help- is no -h
    }
  }

  /** All words of some arguments, in order; wrong usage if there is none. */
  List<String> of(List<String> typed) {
    List<String> words = typed.stream().flatMap(this::of).toList();
    if (words.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Name a word: there is none in \"" + String.join(" ", typed) + "\".");
    }
    return words;
  }

  /** The words of a file's lines, where nothing is an option. */
  List<String> listed(List<String> lines) {
    return lines.stream().flatMap(this::apart).toList();
  }

  /** The one word of an argument. */
  String one(String typed) {
    List<String> words = of(List.of(typed));
    if (words.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "Name one word at each place, not \"" + typed + "\".");
    }
    return words.get(0);
  }

  private Stream<String> of(String typed) {
    if (whole(typed).isEmpty()) {
      requireNoOption(typed, spec);
    }
    return apart(typed);
  }

  private Stream<String> apart(String typed) {
    Optional<String> whole = whole(typed);
    if (whole.isPresent()) {
      return whole.stream();
    }
    String plain = plain(typed);
    for (String separator : List.of(",", "\\s+")) {
      List<String> parts = parts(plain, separator);
      if (parts.size() > 1 && parts.stream().allMatch(part -> whole(part).isPresent())) {
        return parts.stream().flatMap(part -> whole(part).stream());
      }
    }
    for (String separator : List.of(",(\\s+|$)", "\\s+", ",")) {
      List<String> parts = parts(plain, separator);
      if (parts.size() != 1 || parts.get(0).length() < plain.length()) {
        return parts.stream().flatMap(this::apart);
      }
    }
    return plain.isEmpty() ? Stream.of() : Stream.of(plain);
  }

  private static List<String> parts(String text, String separator) {
    return Arrays.stream(text.split(separator)).filter(part -> !part.isBlank()).toList();
  }

  /** What picocli has let through. */
  static void requireNoOption(String typed, CommandSpec spec) {
    if (typed.matches("--?\\p{L}.*")) {
      throw new ParameterException(
          spec.commandLine(),
          "Unknown option: '" + typed + "' (and the vectors know no such word).");
    }
  }

  private Optional<String> whole(String typed) {
    String plain = plain(typed);
    List<String> forms = new ArrayList<>(List.of(typed, plain));
    forms.add(plain.replace(' ', '_')); // as word2vec's phrases have it
    return forms.stream().filter(vectors::contains).findFirst();
  }

  private static String plain(String typed) {
    String composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
    String visible = composed.replaceAll("[\\p{Z}\\s]+", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "");
    return visible
        .strip()
        .replaceFirst("^([\"'\u201C\u2018\u00AB\u201E])(.+)([\"'\u201D\u2019\u00BB\u201C])$", "$2")
        .strip();
  }
}
