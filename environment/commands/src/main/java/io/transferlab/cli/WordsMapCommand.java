package io.transferlab.cli;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.plot.Figure;
import io.transferlab.plot.WordMap;
import io.transferlab.projection.Pca;
import io.transferlab.projection.Projection;
import io.transferlab.projection.Tsne;
import io.transferlab.words.WordVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code environment/lab words map}. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = "Draws a map of words by PCA or t-SNE, the words written beside their points.")
final class WordsMapCommand implements Callable<Integer> {
  /** How words are mapped to the plane. */
  enum Method {
    PCA,
    TSNE
  }

  @Spec private CommandSpec spec;
  @Mixin private WordsOptions options;
  @Mixin private WordsList list;

  @Option(names = "--method", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Method method = Method.PCA;

  @Option(names = "--perplexity", description = "of t-SNE (default: 30, fewer for few words)")
  private Double perplexity;

  @Option(names = "--seed", description = "of t-SNE (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--figure",
      paramLabel = "FILE.png",
      required = true,
      description = "where to draw it; a name that ends in .svg gives a drawing to zoom into")
  private Path file;

  private record Point(String word, double x, double y) {}

  private record Result(
      String vectors,
      String method,
      Object settings,
      String figure,
      List<Point> points,
      WordsOptions.Source provenance) {}

  @Override
  public Integer call() {
    Lab.start();
    WordVectors vectors = options.open();
    List<String> words = list.of(vectors, spec);
    if (words.size() < 4) {
      throw LabException.of(
          "at least 4 words to map", String.valueOf(words.size()), "name 4 or more");
    }
    INDArray rows = vectors.unitMatrix(words);
    double usual = Math.min(30, (words.size() - 1) / 3.0);
    Projection map =
        method == Method.PCA
            ? Pca.map(rows)
            : Tsne.defaults()
                .withPerplexity(perplexity == null ? usual : perplexity)
                .withSeed(seed)
                .map(rows);
    WordMap drawn = WordMap.of("Words of " + vectors.name() + " by " + map.method(), map, words);
    Figure figure = drawn.figure();
    if (file.toString().endsWith(".svg")) {
      drawn.svg(file);
    } else {
      figure.save(file);
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      points.add(
          new Point(words.get(i), map.points().getDouble(i, 0), map.points().getDouble(i, 1)));
    }
    options.print(
        new Result(
            vectors.name(),
            map.method(),
            map.settings(),
            file.toString(),
            points,
            options.source(vectors)),
        () -> System.out.println(figure.alternative() + "\nWritten to " + file));
    return 0;
  }
}
