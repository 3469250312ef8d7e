package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Names;
import io.transferlab.words.WordVectors;
import io.transferlab.words.text.TextEncoder;
import io.transferlab.words.text.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Names of kinds, and where each lies among words: what a picture is compared with when no picture
 * of its kind was ever seen. Each row has length 1. Immutable.
 *
 * <pre>{@code
 * NameVectors names = NameVectors.of(WordVectors.embedded(), List.of("bear", "owl", "truck"));
 * }</pre>
 */
public final class NameVectors {
  /** More than these are counted, not listed, in a message. */
  private static final int SHOWN = 8;

  private final Map<String, Integer> rows;
  private final INDArray matrix;

  private NameVectors(List<String> names, INDArray matrix) {
    this.rows = new LinkedHashMap<>();
    for (String name : names) {
      if (rows.putIfAbsent(name, rows.size()) != null) {
        throw LabException.of(
            "each name once", "\"" + Names.printable(name) + "\" twice", "leave one of them out");
      }
    }
    this.matrix = Matrices.unit(matrix);
  }

  /**
   * The vectors of names by word vectors. A name of several words lies in the middle of those.
   *
   * @param vectors words and their vectors
   * @param names at least one, each once
   * @return the names in the order given
   * @throws LabException if a word of a name has no vector; names all that have none
   */
  public static NameVectors of(WordVectors vectors, List<String> names) {
    List<String> unknown = names.stream().filter(name -> !knows(vectors, name)).toList();
    if (!unknown.isEmpty()) {
      throw LabException.of(
          "names that " + vectors.name() + " has vectors for",
          unknown.size() + " of " + names.size() + " without: " + shown(unknown),
          "say them in other words (plane for airplane), leave them out, or take an encoder of"
              + " sentences, which knows every name");
    }
    float[][] middles =
        required(names).stream()
            .map(name -> middle(vectors, words(vectors, name)))
            .toArray(float[][]::new);
    return new NameVectors(names, Matrices.of(middles));
  }

  /** The mean of the directions of some words. */
  private static float[] middle(WordVectors vectors, List<String> words) {
    float[] middle = new float[vectors.dimension()];
    for (String word : words) {
      float[] vector = vectors.vector(word);
      double squares = 0;
      for (float value : vector) {
        squares += (double) value * value;
      }
      double length = squares > 0 ? Math.sqrt(squares) : 1;
      for (int k = 0; k < middle.length; k++) {
        middle[k] += (float) (vector[k] / length);
      }
    }
    return middle;
  }

  /**
   * The vectors of names by an encoder, which knows every name.
   *
   * @param encoder of texts
   * @param names at least one, each once
   * @return the names in the order given
   */
  public static NameVectors of(TextEncoder encoder, List<String> names) {
    return new NameVectors(names, Matrices.of(encoder.encode(required(names))));
  }

  /**
   * Names whose vectors were made elsewhere, say of attributes, or of sentences that describe.
   *
   * @param names at least one, each once
   * @param vectors {@code [names, d]}, finite
   * @return the names in the order given
   * @throws LabException if there is not one vector a name
   */
  public static NameVectors of(List<String> names, INDArray vectors) {
    INDArray checked = Matrices.checked(vectors, 1);
    if (checked.size(0) != names.size()) {
      throw LabException.of(
          "a vector for each of " + names.size() + " names",
          checked.size(0) + " vectors",
          "make one row a name, in the order of the names");
    }
    return new NameVectors(names, checked);
  }

  /**
   * Whether word vectors know a name: all of its words.
   *
   * @param vectors words and their vectors
   * @param name of a kind
   * @return false if {@link #of(WordVectors, List)} would refuse it
   */
  public static boolean knows(WordVectors vectors, String name) {
    List<String> words = words(vectors, name);
    return !words.isEmpty() && words.stream().allMatch(vectors::contains);
  }

  private static List<String> words(WordVectors vectors, String name) {
    return vectors.contains(name) ? List.of(name) : Tokens.of(name.replace('_', ' '));
  }

  private static List<String> required(List<String> names) {
    if (names.isEmpty()) {
      throw LabException.of("at least one name", "none", "give the names of the kinds");
    }
    return names;
  }

  private static String shown(List<String> unknown) {
    String some = String.join(", ", unknown.stream().limit(SHOWN).map(Names::printable).toList());
    return unknown.size() > SHOWN ? some + ", ... (" + unknown.size() + " in all)" : some;
  }

  /**
   * The names.
   *
   * @return in the order of the rows
   */
  public List<String> names() {
    return List.copyOf(rows.keySet());
  }

  /**
   * How many names there are.
   *
   * @return at least 1
   */
  public int size() {
    return rows.size();
  }

  /**
   * Where the names lie.
   *
   * @return {@code [size(), d]}, rows of length 1; not to be changed
   */
  public INDArray matrix() {
    return matrix;
  }

  /**
   * These names and others: candidates for a picture that may be of a kind seen or not.
   *
   * @param others of the same space; a name that is here already is not taken twice
   * @return first these, then those
   * @throws LabException if the vectors differ in length
   */
  public NameVectors and(NameVectors others) {
    if (others.matrix.size(1) != matrix.size(1)) {
      throw LabException.of(
          "names of one space, with vectors of " + matrix.size(1) + " numbers",
          others.matrix.size(1) + " numbers",
          "make both with the same encoder or word vectors");
    }
    List<String> more = others.names().stream().filter(name -> !rows.containsKey(name)).toList();
    return more.isEmpty()
        ? this
        : new NameVectors(
            Stream.concat(rows.keySet().stream(), more.stream()).toList(),
            Nd4j.concat(0, matrix, others.only(more).matrix));
  }

  /**
   * Some of the names.
   *
   * @param some names that are here, at least one
   * @return these, in the order given
   * @throws LabException for a name that is not here; offers the nearest
   */
  public NameVectors only(List<String> some) {
    int[] wanted = required(some).stream().mapToInt(this::row).toArray();
    return new NameVectors(some, Matrices.rows(matrix, wanted));
  }

  /** The row of a name. */
  int row(String name) {
    Integer row = rows.get(name);
    if (row == null) {
      throw Names.unknown("a name with a vector", name, rows.keySet());
    }
    return row;
  }

  @Override
  public String toString() {
    return rows.size() + " names, vectors of " + matrix.size(1) + " numbers";
  }
}
