package io.transferlab.words.wordnet;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import io.transferlab.search.ApproximateIndex;
import io.transferlab.search.SimilarRow;
import io.transferlab.search.SimilarityIndex;
import io.transferlab.search.VectorIndex;
import io.transferlab.words.text.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dictionary that is asked the other way round: a description in, words out. The description's
 * vector is compared with those of the definitions.
 *
 * <pre>{@code
 * ReverseDictionary dictionary = ReverseDictionary.of(Definitions.here(5000), EncodedTexts.by(encoder));
 * dictionary.lookUp("a large grey animal with a trunk", 10).forEach(System.out::println);
 * }</pre>
 *
 * <p>F. Hill, K. Cho, A. Korhonen, Y. Bengio: Learning to understand phrases by embedding the
 * dictionary, TACL 2016, <a href="https://arxiv.org/abs/1504.00548">arXiv:1504.00548</a>. There the
 * description's vector is compared with those of the words; here with those of the definitions.
 */
public final class ReverseDictionary {
  private final Definitions definitions;
  private final DescriptionSearch search;
  private final @Nullable INDArray rows; // none by keywords

  private ReverseDictionary(
      Definitions definitions, DescriptionSearch search, @Nullable INDArray rows) {
    this.definitions = definitions;
    this.search = search;
    this.rows = rows;
  }

  /** Vectors compared by an index. */
  private record ByVectors(TextEncoder encoder, VectorIndex index, String text)
      implements DescriptionSearch {
    @Override
    public List<SimilarRow> nearest(String description, int most) {
      return index.nearest(encoder.encodeQueries(List.of(description))[0], most);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A dictionary that compares words as they are written, by BM25: the one to beat.
   *
   * @param definitions what is searched
   * @return the dictionary
   */
  public static ReverseDictionary byKeywords(Definitions definitions) {
    return new ReverseDictionary(definitions, new KeywordIndex(definitions.texts()), null);
  }

  /**
   * A dictionary that compares vectors, all of them.
   *
   * @param definitions what is searched
   * @param texts what encodes definitions and descriptions; finds on disk what it encoded before
   * @return the dictionary
   */
  public static ReverseDictionary of(Definitions definitions, EncodedTexts texts) {
    INDArray rows = Matrices.of(texts.of(definitions.texts()));
    TextEncoder encoder = texts.encoder();
    return new ReverseDictionary(
        definitions, new ByVectors(encoder, SimilarityIndex.of(rows), encoder.name()), rows);
  }

  /**
   * The same dictionary with a graph (HNSW), which looks at some vectors only. Building it takes
   * longer than many questions.
   *
   * @param ef how many candidates a search keeps, at least 1
   * @return the dictionary
   * @throws LabException if this one goes by keywords
   */
  public ReverseDictionary withGraph(int ef) {
    if (!(search instanceof ByVectors exact) || rows == null) {
      throw LabException.of(
          "a dictionary by vectors", "one by keywords", "give it an encoder: ReverseDictionary.of");
    }
    VectorIndex index =
        exact.index() instanceof ApproximateIndex graph
            ? graph.withEf(ef)
            : Progress.during("building the graph", () -> ApproximateIndex.of(rows)).withEf(ef);
    String text = exact.encoder().name() + ", " + index;
    return new ReverseDictionary(definitions, new ByVectors(exact.encoder(), index, text), rows);
  }

  /**
   * Words for a description.
   *
   * @param description a few words or a sentence
   * @param most how many at most, at least 1
   * @return the best first; by keywords only definitions that share a word
   */
  public List<FoundWord> lookUp(String description, int most) {
    if (description.isBlank()) {
      throw LabException.of("a description", "an empty text", "say what the word means");
    }
    if (most < 1) {
      throw LabException.of("at least 1 word", String.valueOf(most), "ask for 10");
    }
    List<FoundWord> found = new ArrayList<>();
    for (SimilarRow row : search.nearest(description, most)) {
      found.add(new FoundWord(found.size() + 1, row.score(), definitions.list().get(row.row())));
    }
    return found;
  }

  /**
   * Looks up the definitions' own descriptions, and notes where the right word stands.
   *
   * @return the figures
   */
  public LookUpScores scores() {
    return scores(definitions.descriptions());
  }

  /**
   * Looks up descriptions, and notes where the right word stands.
   *
   * @param descriptions with the words that would do
   * @return the figures
   */
  public LookUpScores scores(List<Description> descriptions) {
    List<Integer> ranks = new ArrayList<>();
    try (Progress signs = Progress.of(toString(), "descriptions", descriptions.size())) {
      for (Description description : descriptions) {
        ranks.add(rank(description));
        signs.done(1);
      }
    }
    return new LookUpScores(toString(), definitions.size(), descriptions, ranks);
  }

  private int rank(Description description) {
    return lookUp(description.text(), definitions.size()).stream()
        .filter(word -> description.accepts(word.definition()))
        .mapToInt(FoundWord::rank)
        .findFirst()
        .orElse(definitions.size() + 1);
  }

  /**
   * Compares a graph with looking at all definitions, by the definitions' own descriptions.
   *
   * @param most how many of the nearest are compared, at least 1
   * @param efs how many candidates a search keeps, each at least 1
   * @return first all definitions, then the graph with each ef
   * @throws LabException if this dictionary goes by keywords
   */
  public List<GraphScores> compareWithGraph(int most, int... efs) {
    ByVectors graph = (ByVectors) withGraph(most).search;
    float[][] asked =
        graph
            .encoder()
            .encodeQueries(definitions.descriptions().stream().map(Description::text).toList());
    SimilarityIndex all = SimilarityIndex.of(Objects.requireNonNull(rows));
    List<List<SimilarRow>> truth = new ArrayList<>();
    for (float[] row : asked) {
      truth.add(all.nearest(row, most));
    }
    List<GraphScores> scores = new ArrayList<>();
    scores.add(GraphScores.of(0, all, asked, truth));
    for (int ef : efs) {
      VectorIndex index = ((ApproximateIndex) graph.index()).withEf(ef);
      scores.add(GraphScores.of(ef, index, asked, truth));
    }
    return scores;
  }

  /**
   * What is searched.
   *
   * @return the definitions
   */
  public Definitions definitions() {
    return definitions;
  }

  /** How it compares: {@code keywords}, or the encoder's name. */
  @Override
  public String toString() {
    return search.toString();
  }
}
