package io.transferlab.words;

import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Words of several kinds, to see whether their vectors fall into these kinds.
 *
 * <pre>{@code
 * WordGroups kinds = WordGroups.of("animals: cat dog fox", "vehicles: car bus taxi");
 * KMeans.of(2).cluster(vectors.unitMatrix(kinds.words())).scores(kinds.labels());
 * }</pre>
 *
 * @param names what the kinds are called
 * @param members the words of each kind
 */
public record WordGroups(List<String> names, List<List<String>> members) {
  /**
   * Copies the lists.
   *
   * @param names what the kinds are called
   * @param members the words of each kind
   */
  public WordGroups {
    names = List.copyOf(names);
    members = members.stream().map(List::copyOf).toList();
  }

  /**
   * Takes kinds as they are typed.
   *
   * @param lines a kind each: its name, a colon, its words with blanks or commas between
   * @return the groups
   * @throws LabException if a line is no such thing, or a word comes twice
   */
  public static WordGroups of(String... lines) {
    List<String> names = new ArrayList<>();
    List<List<String>> members = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String line : lines) {
      String[] parts = line.split(":", 2);
      if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
        throw LabException.of(
            "a name, a colon and words, as in \"animals: cat dog\"",
            "\"" + line + "\"",
            "write it so");
      }
      List<String> words = List.of(parts[1].strip().split("[\\s,]+"));
      for (String word : words) {
        if (!seen.add(word)) {
          throw LabException.of("each word once", "\"" + word + "\" twice", "drop one of them");
        }
      }
      names.add(parts[0].strip());
      members.add(words);
    }
    return new WordGroups(names, members);
  }

  /**
   * All words, group after group.
   *
   * @return the rows of a matrix made of them
   */
  public List<String> words() {
    return members.stream().flatMap(List::stream).toList();
  }

  /**
   * The group of each word.
   *
   * @return places in {@link #names}, in the order of {@link #words}
   */
  public int[] labels() {
    return IntStream.range(0, members.size())
        .flatMap(g -> members.get(g).stream().mapToInt(w -> g))
        .toArray();
  }
}
