package io.transferlab.bench;

import io.transferlab.plot.ScatterMap;
import io.transferlab.projection.Pca;
import io.transferlab.projection.Projection;
import io.transferlab.projection.Trustworthiness;
import io.transferlab.projection.Tsne;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A map of many wide rows in one go.
 *
 * @param rows how many
 * @param columns how wide
 * @param pcaSeconds PCA to 50 columns
 * @param tsneSeconds neighbours, affinities and all steps
 * @param drawSeconds a scatter of all points as PNG
 * @param seconds the three together
 * @param kl the divergence
 * @param trustworthiness of the map for the wide rows
 * @param dataMegabytes the rows themselves
 * @param peakMegabytes the process's largest memory, of everything; NaN where the system does not
 *     tell
 */
record WideMapBenchmark(
    int rows,
    int columns,
    double pcaSeconds,
    double tsneSeconds,
    double drawSeconds,
    double seconds,
    double kl,
    double trustworthiness,
    double dataMegabytes,
    double peakMegabytes) {
  private static final int CLASSES = 10;

  static WideMapBenchmark run(int n, int d, int iterations, Path figure) {
    GeneratedRows generated = GeneratedRows.of(n, d, CLASSES, 1);
    long begin = System.nanoTime();
    INDArray narrow =
        Pca.of(generated.rows(), Math.min(50, Math.min(n, d))).project(generated.rows());
    double pca = since(begin);
    long mapping = System.nanoTime();
    Projection map = Tsne.defaults().withIterations(iterations).map(narrow);
    double tsne = since(mapping);
    long drawing = System.nanoTime();
    var drawn =
        ScatterMap.of(n + " generated rows of " + d + " columns", map)
            .classes(
                generated.labels(),
                IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toList())
            .side(1200)
            .figure();
    drawn.png();
    double draw = since(drawing);
    double peak = largestMegabytes();
    if (figure != null) {
      drawn.save(figure);
    }
    return new WideMapBenchmark(
        n,
        d,
        pca,
        tsne,
        draw,
        pca + tsne + draw,
        map.kl(),
        Trustworthiness.ofSome(generated.rows(), map.points(), 12, 200),
        4.0 * n * d / 1e6,
        peak);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Linux's high-water mark of the process: the heap and what lies outside of it. */
  private static double largestMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "A map of %d x %d rows (%.0f MB): %.1f s (PCA %.1f, t-SNE %.1f, drawing %.1f);%n"
            + "KL %.4f, trustworthiness %.4f; the process took %.0f MB at most.",
        rows,
        columns,
        dataMegabytes,
        seconds,
        pcaSeconds,
        tsneSeconds,
        drawSeconds,
        kl,
        trustworthiness,
        peakMegabytes);
  }
}
