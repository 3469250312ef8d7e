package io.transferlab.bench;

import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Pretrained;
import io.transferlab.study.SourceTraining;
import io.transferlab.train.Epoch;
import io.transferlab.train.EpochListener;
import io.transferlab.train.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How fast pictures are drawn, on all cores, and how fast the course's networks are trained on
 * them: the very loop of {@code sketch train}, on fewer pictures.
 *
 * @param drawn set to pictures of 64 pixels a second, median over the rounds
 * @param drawnLarge set to pictures of 224 pixels a second
 * @param trained network to pictures a second, median over the epochs but the first
 * @param minutes network to the training time that this means for the network that ships, without
 *     the looks at validation pictures
 * @param cores that were used
 * @param rounds measurements of each
 */
record SketchBenchmark(
    Map<String, Double> drawn,
    Map<String, Double> drawnLarge,
    Map<String, Double> trained,
    Map<String, Double> minutes,
    int cores,
    int rounds) {
  private static final int SMALL = 64;
  private static final int LARGE = 224;

  static SketchBenchmark run(int rounds, int pictures) {
    Map<String, Double> drawn = new LinkedHashMap<>();
    Map<String, Double> drawnLarge = new LinkedHashMap<>();
    for (SketchSet set : SketchSet.values()) {
      drawn.put(set.id(), draw(set, SMALL, rounds, pictures));
      drawnLarge.put(set.id(), draw(set, LARGE, rounds, pictures / 10));
    }
    Map<String, Double> trained = new LinkedHashMap<>();
    Map<String, Double> minutes = new LinkedHashMap<>();
    for (Pretrained network : Pretrained.values()) {
      if (network.isShipped()) {
        SketchSet set = SourceTraining.drawings(network);
        double rate = train(network, set, rounds, pictures);
        SourceTraining shipped = SourceTraining.shipped(set);
        double all = (double) shipped.perClass() * set.classes().size() * shipped.plan().epochs();
        trained.put(network.id(), rate);
        minutes.put(network.id(), all / rate / 60);
      }
    }
    return new SketchBenchmark(
        drawn, drawnLarge, trained, minutes, Runtime.getRuntime().availableProcessors(), rounds);
  }

  /** One round more, to warm up, is not counted. */
  private static double draw(SketchSet set, int size, int rounds, int pictures) {
    List<String> classes = set.classes();
    double[] rates = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      int first = (round + 1) * pictures;
      long start = System.nanoTime();
      IntStream.range(first, first + pictures)
          .parallel()
          .forEach(i -> set.draw(classes.get(i % classes.size()), Split.TRAIN, 1, i, size));
      if (round >= 0) {
        rates[round] = pictures / ((System.nanoTime() - start) / 1e9);
      }
    }
    return StatUtils.percentile(rates, 50);
  }

  private static double train(Pretrained network, SketchSet set, int rounds, int pictures) {
    SourceTraining shipped = SourceTraining.shipped(set);
    int perClass = Math.max(1, pictures / set.classes().size());
    // In the first epoch the pictures are drawn and the native code warms up.
    History history =
        new SourceTraining(perClass, shipped.plan().withEpochs(rounds + 1))
            .train(network.id(), network.architecture(), set, null, EpochListener.SILENT)
            .history();
    return StatUtils.percentile(
        history.epochs().stream().skip(1).mapToDouble(Epoch::picturesPerSecond).toArray(), 50);
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Pictures a second, %d cores, %s%n"
                    + "  drawn                       64 x 64   224 x 224%n",
                cores,
                Rounds.text(rounds)));
    drawn.forEach(
        (set, rate) ->
            text.append(
                String.format(
                    Locale.ROOT, "  %-24s %10.0f  %10.0f%n", set, rate, drawnLarge.get(set))));
    text.append("  trained                   64 x 64   all of the training\n");
    trained.forEach(
        (network, rate) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %-24s %10.0f  %10.0f min%n",
                    network,
                    rate,
                    minutes.get(network))));
    return text.toString().stripTrailing();
  }
}
