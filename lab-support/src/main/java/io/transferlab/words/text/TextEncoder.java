package io.transferlab.words.text;

import java.util.List;

/**
 * What makes one vector of a text, so that texts can be compared by the cosine of their vectors.
 */
public interface TextEncoder {
  /**
   * What it is called.
   *
   * @return a name, for instance {@code MiniLM}
   */
  String name();

  /**
   * How long a vector is.
   *
   * @return numbers in a vector, at least 1
   */
  int dimension();

  /**
   * Encodes texts that are to be found, or compared among themselves.
   *
   * @param texts any texts
   * @return {@code [texts][dimension]} in the order given, each row of length 1 (L2)
   */
  float[][] encode(List<String> texts);

  /**
   * Encodes what is asked. Some encoders are trained to see a question otherwise than a text that
   * answers it.
   *
   * @param queries what is looked for
   * @return as {@link #encode}
   */
  default float[][] encodeQueries(List<String> queries) {
    return encode(queries);
  }

  /**
   * Encodes texts to their ends, those that are too long to be read at once in parts.
   *
   * @param texts any texts
   * @return for each text {@code [parts][dimension]}, at least one row, each of length 1 (L2)
   */
  default List<float[][]> encodeWindows(List<String> texts) {
    return List.of(encode(texts)).stream().map(row -> new float[][] {row}).toList();
  }
}
