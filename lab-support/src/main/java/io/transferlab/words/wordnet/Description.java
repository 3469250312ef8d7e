package io.transferlab.words.wordnet;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How somebody who lacks a word describes it, and the words that would do.
 *
 * @param text the description
 * @param accepted the words, small letters, at least one
 */
public record Description(String text, List<String> accepted) {
  /**
   * Copies the list.
   *
   * @param text the description
   * @param accepted the words, small letters, at least one
   */
  public Description {
    accepted = List.copyOf(accepted);
  }

  /**
   * Whether a definition is one of a word that was meant.
   *
   * @param definition any
   * @return whether it has one of the accepted words
   */
  public boolean accepts(Definition definition) {
    return definition.words().stream()
        .anyMatch(word -> accepted.contains(word.toLowerCase(Locale.ROOT)));
  }

  /** Those of a file of the course: accepted words with commas, a tab, the description. */
  static List<Description> read(String resource) {
    try (InputStream in = Description.class.getResourceAsStream(resource)) {
      List<Description> all = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.split("\t");
          all.add(new Description(parts[1].strip(), List.of(parts[0].strip().split(", *"))));
        }
      }
      return all;
    } catch (IOException e) {
      throw LabException.reading(resource, e, "rebuild with `environment/lab setup`");
    }
  }
}
