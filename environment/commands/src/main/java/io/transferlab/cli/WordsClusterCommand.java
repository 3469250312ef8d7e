package io.transferlab.cli;

import io.transferlab.cluster.Clustering;
import io.transferlab.cluster.Hierarchy;
import io.transferlab.cluster.KMeans;
import io.transferlab.cluster.Linkage;
import io.transferlab.cluster.Silhouettes;
import io.transferlab.core.Lab;
import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code environment/lab words cluster}. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Groups words whose vectors point the same way, with silhouettes.")
final class WordsClusterCommand implements Callable<Integer> {
  /** How groups are found. */
  enum Method {
    KMEANS,
    HIERARCHICAL
  }

  @Spec private CommandSpec spec;
  @Mixin private WordsOptions options;
  @Mixin private WordsList list;

  @Option(names = "-k", paramLabel = "K", description = "groups (default: ${DEFAULT-VALUE})")
  private int k = 5;

  @Option(names = "--method", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Method method = Method.KMEANS;

  @Option(names = "--seed", description = "of k-means' starts (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  private record Group(double silhouette, List<String> words) {}

  private record Result(
      String vectors,
      String method,
      double silhouette,
      List<Group> groups,
      WordsOptions.Source provenance) {}

  @Override
  public Integer call() {
    Lab.start();
    WordVectors vectors = options.open();
    List<String> words = list.of(vectors, spec);
    INDArray rows = vectors.unitMatrix(words);
    Clustering clusters =
        method == Method.KMEANS
            ? KMeans.of(k).withSeed(seed).cluster(rows)
            : Hierarchy.of(rows, Linkage.AVERAGE).cut(k);
    double[] silhouettes = Silhouettes.of(rows, clusters.clusters()).values();
    List<Group> groups = new ArrayList<>();
    for (int cluster = 0; cluster < clusters.count(); cluster++) {
      int[] members = clusters.members(cluster);
      groups.add(
          new Group(
              IntStream.of(members).mapToDouble(i -> silhouettes[i]).average().orElse(0),
              IntStream.of(members).mapToObj(words::get).toList()));
    }
    double mean =
        IntStream.range(0, words.size()).mapToDouble(i -> silhouettes[i]).average().orElse(0);
    options.print(
        new Result(vectors.name(), clusters.method(), mean, groups, options.source(vectors)),
        () -> {
          System.out.printf(
              Locale.ROOT,
              "%d words of %s in %d groups by %s, mean silhouette %.3f%n",
              words.size(),
              vectors.name(),
              groups.size(),
              clusters.method(),
              mean);
          for (Group group : groups) {
            System.out.printf(
                Locale.ROOT,
                "  %3d words, silhouette %6.3f: %s%n",
                group.words().size(),
                group.silhouette(),
                String.join(" ", group.words()));
          }
        });
    return 0;
  }
}
