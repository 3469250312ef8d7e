package io.transferlab.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Counts oddities and remembers the first line of each. */
final class Oddities {
  private final long[] counts = new long[Oddity.values().length];
  private final long[] firsts = new long[Oddity.values().length];

  void add(Oddity oddity, long line) {
    int i = oddity.ordinal();
    if (counts[i]++ == 0) {
      firsts[i] = line;
    }
  }

  /** Adds those of one line. */
  void addAll(Set<Oddity> several, long line) {
    for (Oddity oddity : several) {
      add(oddity, line);
    }
  }

  /** Adds those of a later part of the file, whose line 1 is {@code linesBefore + 1}. */
  void addAll(Oddities part, long linesBefore) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0 && part.counts[i] > 0) {
        firsts[i] = part.firsts[i] + linesBefore;
      }
      counts[i] += part.counts[i];
    }
  }

  List<LoadReport.Oddity> list() {
    List<LoadReport.Oddity> all = new ArrayList<>();
    for (Oddity oddity : Oddity.values()) {
      int i = oddity.ordinal();
      if (counts[i] > 0) {
        all.add(new LoadReport.Oddity(oddity.text(), counts[i], firsts[i]));
      }
    }
    return all;
  }
}
