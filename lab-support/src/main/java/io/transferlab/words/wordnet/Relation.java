package io.transferlab.words.wordnet;

import java.util.Map;
import java.util.Optional;

/** How one sense points to another, of WordNet's pointers those that the course uses. */
public enum Relation {
  /** What it is a kind or an instance of: a dog is a canine. */
  KIND_OF,
  /** Its kinds and instances. */
  KINDS,
  /** Its opposite: hot and cold. */
  OPPOSITE,
  /** Adjectives of nearly the same meaning. */
  SIMILAR,
  /** The whole, group or stuff that it belongs to: a trunk to an elephant. */
  PART_OF,
  /** Its parts, members or stuff. */
  PARTS;

  /** wninput(5), WordNet 3.0: pointers by their symbols. */
  private static final Map<String, Relation> SYMBOLS =
      Map.ofEntries(
          Map.entry("@", KIND_OF),
          Map.entry("@i", KIND_OF),
          Map.entry("~", KINDS),
          Map.entry("~i", KINDS),
          Map.entry("!", OPPOSITE),
          Map.entry("&", SIMILAR),
          Map.entry("#m", PART_OF),
          Map.entry("#s", PART_OF),
          Map.entry("#p", PART_OF),
          Map.entry("%m", PARTS),
          Map.entry("%s", PARTS),
          Map.entry("%p", PARTS));

  /** What a symbol means; nothing for pointers that are passed over. */
  static Optional<Relation> of(String symbol) {
    return Optional.ofNullable(SYMBOLS.get(symbol));
  }
}
