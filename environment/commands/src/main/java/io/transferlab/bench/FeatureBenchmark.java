package io.transferlab.bench;

import io.transferlab.classify.LinearSvm;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.features.ExtractionProgress;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.features.NpyFile;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.StatUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What features cost: extraction of all 15 layers of VGG16 from JPEG files against the forward pass
 * alone on decoded pictures, measured in turn; and the linear SVM on made-up ternary features of
 * the size of mit67's embedding, written to disk so that {@code time_linear_svc.py} times
 * scikit-learn on the same numbers.
 *
 * @param forward pictures a second of the forward pass alone, median
 * @param extraction pictures a second from files to features once it runs, median
 * @param ratio time of the extraction divided by that of the forward pass alone
 * @param startSeconds what comes once before the first picture, however many follow: the hash of
 *     the weights above all
 * @param svmSeconds training of the support vector machine, Gram matrix included
 * @param svmAccuracy mean per-class accuracy on held-out rows, 0 to 1
 * @param rows training rows
 * @param dimension features
 * @param classes classes
 * @param folder where the matrices lie
 */
record FeatureBenchmark(
    double forward,
    double extraction,
    double ratio,
    double startSeconds,
    double svmSeconds,
    double svmAccuracy,
    int rows,
    int dimension,
    int classes,
    String folder) {
  private static final int PICTURES = 32;
  private static final int BATCH = 16;
  private static final int SIDE = 400;
  private static final int TEST_ROWS = 1340;

  /**
   * Measures.
   *
   * @param rounds measurements of each way of extraction, at least 1; one for warming up on top
   * @param rows training rows of the SVM; mit67 has 5,360
   * @param classes classes of the SVM; mit67 has 67
   * @param folder where files are written
   * @return medians
   * @throws IOException if a file cannot be written
   */
  static FeatureBenchmark run(int rounds, int rows, int classes, Path folder) throws IOException {
    double[] rates = extraction(rounds, folder);
    int dimension = 12_416;
    Features train = made("train", rows, dimension, classes, 1);
    Features test = made("test", TEST_ROWS, dimension, classes, 2);
    for (Features features : List.of(train, test)) {
      NpyFile.writeTernary(folder.resolve(features.name() + ".npy"), features);
      Files.write(
          folder.resolve(features.name() + "-labels.txt"),
          Arrays.stream(features.labels()).mapToObj(String::valueOf).toList());
    }
    long start = System.nanoTime();
    LinearSvm svm = LinearSvm.train(train);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new FeatureBenchmark(
        rates[0],
        rates[1],
        rates[0] / rates[1],
        rates[2],
        seconds,
        svm.evaluate(test).meanPerClassAccuracy(),
        rows,
        dimension,
        classes,
        folder.toString());
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

  /** Ternary rows around a centre for each class, with enough noise that some are mistaken. */
  private static Features made(String name, int rows, int dimension, int classes, long seed) {
    SplittableRandom centres = new SplittableRandom(7);
    float[][] centre = new float[classes][dimension];
    for (float[] row : centre) {
      for (int j = 0; j < dimension; j++) {
        row[j] = centres.nextInt(40) == 0 ? centres.nextInt(2) * 2 - 1 : 0;
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    INDArray matrix = Nd4j.create(new long[] {rows, dimension}, 'c');
    int[] labels = IntStream.range(0, rows).map(i -> i % classes).toArray();
    for (int i = 0; i < rows; i++) {
      float[] row = new float[dimension];
      for (int j = 0; j < dimension; j++) {
        int noise = random.nextInt(3) - 1;
        boolean speaks = centre[labels[i]][j] != 0 && random.nextInt(100) < 35;
        row[j] = speaks ? centre[labels[i]][j] : noise;
      }
      try (INDArray values = Nd4j.create(row, new long[] {1, dimension}, 'c')) {
        matrix.putRow(i, values);
      }
    }
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
    List<String> keys = IntStream.range(0, rows).mapToObj(i -> "row/" + i).toList();
    return Features.of(name, matrix, labels, names, keys);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "VGG16, all 15 layers, %d JPEG pictures in batches of %d%n"
            + "  forward pass alone   %6.2f pictures a second%n"
            + "  extraction           %6.2f pictures a second: %.3f times the time%n"
            + "  before the first     %6.2f s (hash of the weights), once a set%n"
            + "Linear SVM, %,d rows, %,d ternary features, %d classes%n"
            + "  this course          %6.1f s, mean per-class accuracy %.1f %%%n"
            + "  scikit-learn         python3 time_linear_svc.py %s",
        PICTURES,
        BATCH,
        forward,
        extraction,
        ratio,
        startSeconds,
        rows,
        dimension,
        classes,
        svmSeconds,
        100 * svmAccuracy,
        folder);
  }
}
