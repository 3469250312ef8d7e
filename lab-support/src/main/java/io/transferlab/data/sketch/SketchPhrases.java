package io.transferlab.data.sketch;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says in English what a drawing shows. Which way of saying it and which synonyms is decided by the
 * phrasing alone, a number: two captions of one phrasing that say the same attributes differ in
 * nothing but their words.
 */
final class SketchPhrases {
  private static final Map<String, List<String>> SYNONYMS =
      Map.ofEntries(
          Map.entry("small", List.of("small", "little", "tiny")),
          Map.entry("large", List.of("large", "big", "huge")),
          Map.entry("left", List.of("on the left", "on the left side")),
          Map.entry("right", List.of("on the right", "on the right side")),
          Map.entry("top", List.of("at the top", "in the upper part")),
          Map.entry("bottom", List.of("at the bottom", "in the lower part")),
          Map.entry("middle", List.of("in the middle", "in the centre")),
          Map.entry("spotted", List.of("spotted", "dotted")),
          Map.entry("checked", List.of("checked", "chequered")),
          Map.entry("purple", List.of("purple", "violet")),
          Map.entry("scissors", List.of("pair of scissors")));

  // T: the thing, P: the place, G: the ground.
  private static final List<String> ALL =
      List.of(
          "T P of G",
          "T on G, P",
          "P there is T on G",
          "G with T P",
          "T P, in front of G",
          "there is T P, and behind it G",
          "a drawing of T P on G",
          "in front of G, P: T");
  private static final List<String> WITHOUT_PLACE =
      List.of("T on G", "T in front of G", "there is T on G", "G with T", "a drawing of T on G");
  private static final List<String> WITHOUT_GROUND =
      List.of("T P", "P there is T", "there is T P", "a drawing of T P");
  private static final List<String> THING = List.of("T", "there is T", "a drawing of T");

  private SketchPhrases() {}

  static String say(SketchAttributes said, long phrasing) {
    Dice dice = Dice.of(phrasing, 0, "caption");
    double way = dice.unit();
    double size = dice.unit();
    double colour = dice.unit();
    double place = dice.unit();
    double ground = dice.unit();
    double pattern = dice.unit();
    String wall = dice.oneOf("wall", "background");
    String thing =
        noun(
            word(said, SketchAttribute.SIZE, size),
            word(said, SketchAttribute.COLOUR, colour),
            said.find(SketchAttribute.KIND).map(kind -> synonym(kind, 0)).orElse("thing"));
    String where = word(said, SketchAttribute.PLACE, place);
    String behind =
        word(said, SketchAttribute.PATTERN, pattern) + word(said, SketchAttribute.GROUND, ground);
    List<String> ways =
        where.isEmpty()
            ? behind.isEmpty() ? THING : WITHOUT_PLACE
            : behind.isEmpty() ? WITHOUT_GROUND : ALL;
    return pick(ways, way)
        .replace("T", thing)
        .replace("P", where.strip())
        .replace(
            "G",
            noun(
                word(said, SketchAttribute.PATTERN, pattern),
                word(said, SketchAttribute.GROUND, ground),
                wall));
  }

  /**
   * Adjectives, each followed by a blank or empty, and a noun, with the article that goes with the
   * first.
   */
  private static String noun(String first, String second, String noun) {
    String phrase = first + second + noun;
    return (isVowel(phrase.charAt(0)) ? "an " : "a ") + phrase;
  }

  private static boolean isVowel(char letter) {
    return "aeiou".indexOf(Character.toLowerCase(letter)) >= 0;
  }

  private static String word(SketchAttributes said, SketchAttribute attribute, double choice) {
    return said.find(attribute).map(word -> synonym(word, choice) + " ").orElse("");
  }

  private static String synonym(String word, double choice) {
    return pick(SYNONYMS.getOrDefault(word.toLowerCase(Locale.ROOT), List.of(word)), choice);
  }

  private static String pick(List<String> some, double choice) {
    return some.get((int) (choice * some.size()));
  }
}
