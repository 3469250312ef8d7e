package io.transferlab.cli;

import io.transferlab.cluster.Clustering;
import io.transferlab.cluster.Hierarchy;
import io.transferlab.cluster.KMeans;
import io.transferlab.cluster.Linkage;
import io.transferlab.cluster.Silhouettes;
import io.transferlab.core.Lab;
import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private WordsOptions options;
  @Mixin private WordsList list;

  @Option(names = "-k", paramLabel = "K", description = "groups (default: ${DEFAULT-VALUE})")
  private int k = 5;

  @Option(names = "--method", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Method method = Method.KMEANS;

  @Option(names = "--seed", description = "of k-means' starts (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Override
  public Integer call() {
    Lab.start();
    WordVectors vectors = options.open();
    List<String> words = list.of(vectors);
    INDArray rows = vectors.unitMatrix(words);
    Clustering clusters =
        method == Method.KMEANS
            ? KMeans.of(k).withSeed(seed).cluster(rows)
            : Hierarchy.of(rows, Linkage.AVERAGE).cut(k);
    double[] silhouettes = Silhouettes.of(rows, clusters.clusters()).values();
    List<Map<String, Object>> groups = new ArrayList<>();
    for (int cluster = 0; cluster < clusters.count(); cluster++) {
      int[] members = clusters.members(cluster);
      Map<String, Object> group = new LinkedHashMap<>();
      group.put(
          "silhouette", IntStream.of(members).mapToDouble(i -> silhouettes[i]).average().orElse(0));
      group.put("words", IntStream.of(members).mapToObj(words::get).toList());
      groups.add(group);
    }
    double mean =
        IntStream.range(0, words.size()).mapToDouble(i -> silhouettes[i]).average().orElse(0);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("method", clusters.method());
    facts.put("silhouette", mean);
    facts.put("groups", groups);
    options.print(
        vectors,
        facts,
        () -> {
          System.out.printf(
              Locale.ROOT,
              "%d words of %s in %d groups by %s, mean silhouette %.3f%n",
              words.size(),
              vectors.name(),
              groups.size(),
              clusters.method(),
              mean);
          for (Map<String, Object> group : groups) {
            List<?> members = (List<?>) group.get("words");
            System.out.printf(
                Locale.ROOT,
                "  %3d words, silhouette %6.3f: %s%n",
                members.size(),
                group.get("silhouette"),
                String.join(" ", members.stream().map(String::valueOf).toList()));
          }
        });
    return 0;
  }
}
