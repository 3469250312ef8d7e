package io.transferlab.bench;

import io.transferlab.core.LabException;
import io.transferlab.features.Features;
import io.transferlab.features.NpyFile;
import io.transferlab.projection.MapQuality;
import io.transferlab.projection.Neighbours;
import io.transferlab.projection.Projection;
import io.transferlab.projection.Tsne;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Our t-SNE and scikit-learn's on the same rows, in turn. */
final class MapBenchmark {
  static final int COLUMNS = 50;
  private static final int CLASSES = 10;
  private static final double PERPLEXITY = 30;
  private static final int NEAREST = 12;

  /** A map of 100,000 rows takes long. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  private final String python;
  private final int iterations;

  /**
   * One map.
   *
   * @param seconds how long it took
   * @param kl divergence, measured by us with the exact sum
   * @param trustworthiness measured by us
   * @param kept the part of each row's {@value #NEAREST} nearest that are nearest on the map too
   */
  record Side(double seconds, double kl, double trustworthiness, double kept) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.1f s, KL %.4f, trustworthiness %.4f, neighbours kept %.4f",
          seconds,
          kl,
          trustworthiness,
          kept);
    }
  }

  /**
   * Both, for one number of rows; of several rounds the median by time.
   *
   * @param peer null if there is none
   * @param peerVersion of scikit-learn
   */
  record Result(int rows, Side ours, Side peer, String peerVersion) {
    @Override
    public String toString() {
      String text = rows + " x " + COLUMNS + ": ours " + ours;
      return peer == null
          ? text
          : text
              + String.format(
                  Locale.ROOT,
                  "; scikit-learn %s %s; time %.2f of its",
                  peerVersion,
                  peer,
                  ours.seconds() / peer.seconds());
    }
  }

  MapBenchmark(String python, int iterations) {
    this.python = python;
    this.iterations = iterations;
  }

  Result run(int n, int rounds) {
    GeneratedRows generated = GeneratedRows.of(n, COLUMNS, CLASSES, 1);
    Tsne tsne = Tsne.defaults().withIterations(iterations).withPerplexity(PERPLEXITY);
    // So that what is compiled on the fly is, as it is in a long session.
    tsne.map(GeneratedRows.of(500, COLUMNS, CLASSES, 2).rows());
    List<Side> ours = new ArrayList<>();
    List<Side> peers = new ArrayList<>();
    String[] version = {""};
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      Projection map = tsne.map(generated.rows());
      ours.add(side((System.nanoTime() - start) / 1e9, generated, map.points()));
      if (!python.equals("none")) {
        peers.add(peer(generated, version));
      }
    }
    return new Result(n, median(ours), peers.isEmpty() ? null : median(peers), version[0]);
  }

  private static Side median(List<Side> sides) {
    List<Side> sorted = new ArrayList<>(sides);
    Collections.sort(sorted, java.util.Comparator.comparingDouble(Side::seconds));
    return sorted.get(sorted.size() / 2);
  }

  private static Side side(double seconds, GeneratedRows generated, INDArray map) {
    MapQuality quality = MapQuality.of(generated.rows(), map, PERPLEXITY);
    double kept =
        Neighbours.exact(generated.rows(), NEAREST).shared(Neighbours.exact(map, NEAREST));
    return new Side(seconds, quality.kl(), quality.trustworthiness(), kept);
  }

  private Side peer(GeneratedRows generated, String[] version) {
    try (TemporaryFolder folder = TemporaryFolder.of("bench-maps")) {
      Path rows = folder.resolve("rows.npy");
      Path map = folder.resolve("map.npy");
      NpyFile.write(rows, features(generated));
      String[] said =
          PythonScript.of(python, "tsne_sklearn.py")
              .withPatience(PATIENCE)
              .run(
                  rows.toString(),
                  map.toString(),
                  String.valueOf(PERPLEXITY),
                  String.valueOf(iterations))
              .split(" ");
      version[0] = said[2];
      return side(Double.parseDouble(said[0]), generated, NpyFile.read(map));
    } catch (PeerException e) {
      throw LabException.of(
          "a Python with scikit-learn at " + python,
          "this: " + e.getMessage(),
          "install python3-sklearn, name another with --python, or leave it out with --python"
              + " none");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Features features(GeneratedRows generated) {
    return Features.of(
        "generated",
        generated.rows(),
        generated.labels(),
        IntStream.range(0, CLASSES).mapToObj(String::valueOf).toList(),
        IntStream.range(0, generated.labels().length).mapToObj(String::valueOf).toList());
  }
}
