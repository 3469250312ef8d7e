package io.transferlab.words.documents;

import io.transferlab.words.WordVectors;
import io.transferlab.words.text.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a text that have a vector, with how often each occurs, and those that have none.
 *
 * @param counts word to count, in the order of the text
 * @param unknown the words without a vector, each once
 */
record WordBag(Map<String, Integer> counts, List<String> unknown) {
  static WordBag of(String text, WordVectors vectors) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String word : Tokens.of(text)) {
      if (vectors.contains(word)) {
        counts.merge(word, 1, Integer::sum);
      } else if (!unknown.contains(word)) {
        unknown.add(word);
      }
    }
    return new WordBag(counts, unknown);
  }

  int tokens() {
    return counts.values().stream().mapToInt(n -> n).sum();
  }
}
