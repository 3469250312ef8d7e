package io.transferlab.bench;

import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.features.ExtractionProgress;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import io.transferlab.network.inference.ForwardPass;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What features cost: extraction of all 15 layers of VGG16 from JPEG files against the forward pass
 * alone on decoded pictures, measured in turn.
 *
 * @param forward pictures a second of the forward pass alone, median
 * @param extraction pictures a second from files to features once it runs, median
 * @param ratio time of the extraction divided by that of the forward pass alone
 * @param startSeconds what comes once before the first picture, however many follow: the hash of
 *     the weights above all
 */
record FeatureBenchmark(double forward, double extraction, double ratio, double startSeconds) {
  private static final int PICTURES = 32;
  private static final int BATCH = 16;
  private static final int SIDE = 400;

  /**
   * Measures.
   *
   * @param rounds measurements of each way of extraction, at least 1; one for warming up on top
   * @param folder where files are written
   * @return medians
   * @throws IOException if a file cannot be written
   */
  static FeatureBenchmark run(int rounds, Path folder) throws IOException {
    double[] rates = extraction(rounds, folder);
    return new FeatureBenchmark(rates[0], rates[1], rates[0] / rates[1], rates[2]);
  }

  private static double[] extraction(int rounds, Path folder) throws IOException {
    Path pictures = folder.resolve("pictures");
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < PICTURES; i++) {
      Path file = pictures.resolve((i % 2 == 0 ? "even/" : "odd/") + i + ".jpg");
      Files.createDirectories(file.getParent());
      ImageIO.write(picture(random), "jpg", file.toFile());
    }
    ImageSet set = ImageSet.of(pictures);
    Backbone vgg16 =
        Backbone.random("VGG16", VggShape.VGG16, Preprocessing.CAFFE, set.classes(), 1);
    FeatureExtractor extractor =
        FeatureExtractor.of(vgg16).all().withBatchSize(BATCH).withCache(FeatureCache.NONE);
    // Decoded before the clock starts.
    List<Batch> decoded = new ArrayList<>();
    vgg16.batches(Pixels.of(set, vgg16.side()), BATCH).forEach(decoded::add);
    double[] forward = new double[rounds];
    double[] extracted = new double[rounds];
    double[] before = new double[rounds];
    try (ForwardPass pass = vgg16.forward(List.of(Heads.OUTPUT))) {
      for (int round = -1; round < rounds; round++) {
        long start = System.nanoTime();
        decoded.forEach(batch -> pass.run(batch.input()));
        long middle = System.nanoTime();
        List<ExtractionProgress> told = new ArrayList<>();
        extractor.withProgress(told::add).extract(set);
        double whole = (System.nanoTime() - middle) / 1e9;
        double rate = told.get(told.size() - 1).picturesPerSecond();
        if (round >= 0) {
          forward[round] = PICTURES / ((middle - start) / 1e9);
          extracted[round] = rate;
          before[round] = whole - PICTURES / rate;
        }
      }
    }
    decoded.forEach(Batch::close);
    return new double[] {
      StatUtils.percentile(forward, 50),
      StatUtils.percentile(extracted, 50),
      StatUtils.percentile(before, 50)
    };
  }

  private static BufferedImage picture(SplittableRandom random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < 60; i++) {
      g.setColor(new Color(random.nextInt(1 << 24)));
      g.fillOval(random.nextInt(SIDE), random.nextInt(SIDE), random.nextInt(200), 60);
    }
    g.dispose();
    return image;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "VGG16, all 15 layers, %d JPEG pictures in batches of %d%n"
            + "  forward pass alone   %6.2f pictures a second%n"
            + "  extraction           %6.2f pictures a second: %.3f times the time%n"
            + "  before the first     %6.2f s (hash of the weights), once a set",
        PICTURES,
        BATCH,
        forward,
        extraction,
        ratio,
        startSeconds);
  }
}
