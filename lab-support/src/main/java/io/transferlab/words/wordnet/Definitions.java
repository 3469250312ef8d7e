package io.transferlab.words.wordnet;

import io.transferlab.core.LabException;
import io.transferlab.words.corpus.SmallWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The definitions of a dictionary, the most usual words first. Immutable. */
public final class Definitions {
  private final String name;
  private final List<Definition> list;
  private final List<Description> descriptions;
  private final boolean words;

  private Definitions(
      String name, List<Definition> list, List<Description> descriptions, boolean words) {
    this.name = name;
    this.words = words;
    this.list = List.copyOf(list);
    this.descriptions =
        descriptions.stream().filter(d -> list.stream().anyMatch(d::accepts)).toList();
  }

  /**
   * Definitions of WordNet where it is on this machine, else those of the small world.
   *
   * @param most how many of WordNet's at most, at least 1
   * @return the definitions
   * @throws LabException if WordNet is there, but damaged
   */
  public static Definitions here(int most) {
    Optional<Path> folder = WordNet.folder();
    return folder.isPresent() ? of(WordNet.open(folder.get()), most) : smallWorld();
  }

  /**
   * The definitions of WordNet's most used meanings.
   *
   * @param net WordNet
   * @param most how many at most, at least 1
   * @return the definitions, with the course's own descriptions of some of their words
   */
  public static Definitions of(WordNet net, int most) {
    return new Definitions(
        "WordNet",
        net.mostUsed(most).stream()
            .map(s -> new Definition(s.name(), s.words(), "" + s.wordClass(), s.definition()))
            .toList(),
        Description.read("descriptions.txt"),
        false);
  }

  /**
   * Definitions made of what the small world knows about its things. They need nothing else.
   *
   * @return about 130 definitions, with descriptions of some of their words
   */
  public static Definitions smallWorld() {
    SmallWorld world = SmallWorld.load();
    List<Definition> all = new ArrayList<>();
    for (String noun : world.words("noun", "name", "")) {
      String group = world.words("noun", "group", noun).get(0);
      String kind = world.words("group", "word", group).stream().findFirst().orElse(group);
      String text =
          "a "
              + listed(world.words("noun", "is", noun), " and ")
              + kind
              + clause(" that can ", world.words("noun", "does", noun), " and ")
              + clause(", found at the ", world.words("noun", "at", noun), " or the ")
              + clause(", with ", world.words("noun", "with", noun), ", ");
      all.add(new Definition(noun, List.of(noun), "noun", text));
    }
    return new Definitions(
        "the small world", all, Description.read("small-descriptions.txt"), false);
  }

  private static String listed(List<String> words, String between) {
    return words.isEmpty() ? "" : String.join(between, words) + " ";
  }

  private static String clause(String before, List<String> words, String between) {
    return words.isEmpty() ? "" : before + String.join(between, words);
  }

  /**
   * The first ones.
   *
   * @param most how many at most, at least 1
   * @return a part of these, with the descriptions of words that are still in it
   */
  public Definitions first(int most) {
    if (most < 1) {
      throw LabException.of("at least 1 definition", String.valueOf(most), "ask for 5000");
    }
    return most >= list.size()
        ? this
        : new Definitions(name, list.subList(0, most), descriptions, words);
  }

  /**
   * Whose they are.
   *
   * @return {@code WordNet} or {@code the small world}
   */
  public String name() {
    return name;
  }

  /**
   * The definitions.
   *
   * @return the most usual first
   */
  public List<Definition> list() {
    return list;
  }

  /**
   * How many there are.
   *
   * @return the length of {@link #list}
   */
  public int size() {
    return list.size();
  }

  /**
   * Descriptions to measure with: written for the course by hand, not taken from a dictionary. Only
   * those whose word is among the definitions.
   *
   * @return the descriptions, with the words that would do
   */
  public List<Description> descriptions() {
    return descriptions;
  }

  /**
   * The same, searched with their words before them: {@code elephant: five-toed pachyderm}. Then
   * what an encoder knows of the word itself counts too, not only what the dictionary says.
   *
   * @return the definitions, for another search
   */
  public Definitions withWords() {
    return new Definitions(name, list, descriptions, true);
  }

  /**
   * What is searched.
   *
   * @return a text for each definition
   */
  public List<String> texts() {
    return list.stream()
        .map(d -> words ? String.join(", ", d.words()) + ": " + d.text() : d.text())
        .toList();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%,d definitions of %s%s", size(), name, words ? ", with their words" : "");
  }
}
