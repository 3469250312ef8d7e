package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.words.text.TextEncoder;
import io.transferlab.words.text.Tokens;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts words, each its own column: what any encoder must be better than. It knows the words it
 * was made of and no others, none of them related to another, and their order is lost.
 */
public final class BagOfWords implements TextEncoder {
  private final Map<String, Integer> columns = new TreeMap<>();

  private BagOfWords() {}

  /**
   * Takes every word of some texts.
   *
   * @param texts the training captions
   * @return an encoder with a column for each word
   * @throws LabException if there is no word in them
   */
  public static BagOfWords of(Collection<String> texts) {
    TreeSet<String> words = new TreeSet<>();
    texts.forEach(text -> words.addAll(Tokens.of(text)));
    if (words.isEmpty()) {
      throw LabException.of("texts with words in them", "none", "give the training captions");
    }
    BagOfWords bag = new BagOfWords();
    words.forEach(word -> bag.columns.put(word, bag.columns.size()));
    return bag;
  }

  @Override
  public String name() {
    return "bag of words";
  }

  @Override
  public int dimension() {
    return columns.size();
  }

  /** Counts, divided by their length; a text without a known word is a row of zeros. */
  @Override
  public float[][] encode(List<String> texts) {
    float[][] rows = new float[texts.size()][dimension()];
    for (int i = 0; i < rows.length; i++) {
      double squares = 0;
      for (String word : Tokens.of(texts.get(i))) {
        Integer column = columns.get(word);
        if (column != null) {
          rows[i][column]++;
        }
      }
      for (float count : rows[i]) {
        squares += count * count;
      }
      for (int j = 0; j < rows[i].length && squares > 0; j++) {
        rows[i][j] /= (float) Math.sqrt(squares);
      }
    }
    return rows;
  }
}
