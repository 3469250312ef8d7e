package io.transferlab.study.vit;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sizes;
import io.transferlab.data.Augmentation;
import io.transferlab.data.Batch;
import io.transferlab.data.Batches;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Preprocessing;
import io.transferlab.train.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains {@value #NAME}: the same drawings that {@code Sketch_Objects} learned from, seen twice as
 * often, because a transformer knows nothing of pictures before it has seen many.
 *
 * @param perClass drawings of each class
 * @param epochs passes over them
 * @param seed of weights, drawings and order
 */
public record VitTraining(int perClass, int epochs, long seed) {
  /** What the network is called. */
  public static final String NAME = "Sketch_Objects_ViT";

  /** The file of its weights, as it comes with the course. */
  public static final String FILE = "sketch-objects-vit.onnx";

  /** The drawings that it learns from. */
  public static final SketchSet DRAWINGS = SketchSet.OBJECTS;

  private static final VitShape SHAPE = VitShape.SKETCH;
  private static final int VALIDATION_PER_CLASS = 20;
  private static final int BATCH = 128;
  private static final int KEPT_EVERY = 40;
  private static final int WARMUP = 100;
  private static final double RATE = 1e-3;
  private static final double SMOOTHING = 0.1;
  private static final Augmentation CHANGES = Augmentation.defaults();

  /**
   * What the shipped network was trained with.
   *
   * @return the training
   */
  public static VitTraining shipped() {
    return new VitTraining(400, 20, 1);
  }

  /**
   * What makes the network.
   *
   * @return a command
   */
  public String command() {
    VitTraining shipped = shipped();
    return "environment/lab sketch train "
        + NAME
        + (seed == shipped.seed() ? "" : " --seed " + seed)
        + (epochs == shipped.epochs() ? "" : " --epochs " + epochs)
        + (perClass == shipped.perClass() ? "" : " --per-class " + perClass);
  }

  /** The seed of a network whose card tells its command; 0 if it does not. */
  static long seed(String made) {
    if (!made.contains(" sketch train " + NAME)) {
      return 0;
    }
    Matcher seed = Pattern.compile(" --seed (\\d+)").matcher(made);
    return seed.find() ? Long.parseLong(seed.group(1)) : shipped().seed();
  }

  /**
   * The same with another seed.
   *
   * @param value of weights, drawings and order
   * @return a changed copy
   */
  public VitTraining withSeed(long value) {
    return new VitTraining(perClass, epochs, value);
  }

  /**
   * Trains, or goes on where a kill has left it: the state is kept beside the network as it goes
   * on, and deleted at the end.
   *
   * @param folder where the network is written to, with its card
   * @param lines told what a person should know
   * @return the file
   * @throws LabException if there is the state of another training, or something cannot be written
   * @throws CancellationException after an interrupt; what was done is kept
   */
  public Path train(Path folder, Consumer<String> lines) {
    Path checkpoint = folder.resolve(FILE.replace(".onnx", "-" + seed + ".checkpoint"));
    Path file = train(checkpoint, folder, lines);
    try {
      Files.deleteIfExists(checkpoint);
    } catch (IOException e) {
      lines.accept("Not needed any more: " + checkpoint);
    }
    return file;
  }

  Path train(Path checkpoint, Path folder, Consumer<String> lines) {
    ImageSet train = ImageSet.drawn(DRAWINGS, Split.TRAIN, perClass, seed);
    if (train.size() < BATCH) {
      throw LabException.of(
          "at least " + BATCH + " drawings, a step's",
          train.size() + " of " + perClass + " of each class",
          "ask for more with --per-class");
    }
    VitNetwork network = new VitNetwork(SHAPE, DRAWINGS.classes().size(), seed);
    AdamW updater = new AdamW(network.weights());
    VitCheckpoint kept = new VitCheckpoint(checkpoint, toString(), network.weights(), updater);
    int done = kept.read();
    int steps = train.size() / BATCH;
    lines.accept(
        done == 0
            ? "%s: %,d parameters, %,d drawings".formatted(NAME, network.size(), train.size())
            : "Goes on after step %,d of %,d".formatted(done, steps * epochs));
    Pixels pixels = Pixels.of(train, VitShape.SIDE);
    Pixels validation = drawn(Split.VALIDATION, validationPerClass());
    for (int epoch = done / steps; epoch < epochs; epoch++) {
      long start = System.nanoTime();
      int first = Math.max(done, epoch * steps);
      double loss = epoch(network, updater, kept, pixels, first, (epoch + 1) * steps);
      double seconds = (System.nanoTime() - start) / 1e9;
      lines.accept(
          String.format(
              Locale.ROOT,
              "epoch %d: train loss %.3f, validation accuracy %s (%.0f pictures/s)",
              epoch + 1,
              loss,
              Sizes.percent(accuracy(network, validation)),
              ((epoch + 1) * steps - first) * BATCH / seconds));
    }
    double test = accuracy(network, drawn(Split.TEST, 2 * validationPerClass()));
    lines.accept("test accuracy " + Sizes.percent(test));
    Provenance made =
        Provenance.none()
            .with("trained by", command())
            .with("test accuracy", String.format(Locale.ROOT, "%.4f", test));
    Path file = folder.resolve(FILE);
    VitFile.write(network, NAME + ": a small Vision Transformer of drawn objects", file);
    VitCard.write(file, SHAPE, made);
    return file;
  }

  /** As many as are trained on, at most 20; twice as many judge the network at the end. */
  private int validationPerClass() {
    return Math.min(VALIDATION_PER_CLASS, perClass);
  }

  private Pixels drawn(Split split, int each) {
    return Pixels.of(ImageSet.drawn(DRAWINGS, split, each, seed), VitShape.SIDE);
  }

  /** The steps of an epoch, from the first that was not done before; the mean of their losses. */
  private double epoch(
      VitNetwork network, AdamW updater, VitCheckpoint kept, Pixels pixels, int first, int end) {
    int steps = pixels.set().size() / BATCH;
    int step = end - steps;
    double loss = 0;
    Schedule schedule = Schedule.cosine().withWarmup(WARMUP);
    long order = seed * 1000 + step / steps;
    try {
      for (Batch batch : Batches.shuffled(pixels, Preprocessing.SKETCH, CHANGES, BATCH, order)) {
        try (batch) {
          if (step < end) { // the last batch may be smaller, and is left out
            if (step >= first) {
              double rate = RATE * schedule.at(step, steps, epochs);
              loss += step(network, updater, batch, rate, step);
            }
            step++;
            if (step > first && (step % KEPT_EVERY == 0 || step == end)) {
              kept.write(step);
            }
          }
        }
      }
    } catch (CancellationException e) {
      int done = Math.max(first, step);
      kept.write(done);
      throw new CancellationException(
          "Stopped after step %,d, which is kept. Next: type the same again to go on."
              .formatted(done));
    }
    return loss / (end - first);
  }

  private static double step(
      VitNetwork network, AdamW updater, Batch batch, double rate, int step) {
    int classes = network.classes();
    try (INDArray targets = batch.oneHot(classes).muli(1 - SMOOTHING).addi(SMOOTHING / classes)) {
      OutAndGrad pass = network.gradients(batch, targets);
      updater.step(pass.getGradients(), rate, step);
      double loss = VitNetwork.loss(pass);
      pass.getGradients().values().forEach(INDArray::close);
      pass.getOutputs().values().forEach(INDArray::close);
      if (!Double.isFinite(loss)) {
        throw LabException.of(
            "a loss that is a number", String.valueOf(loss), "try another --seed");
      }
      return loss;
    }
  }

  /** The pictures are as many of each class, so this is the mean over classes too. */
  private static double accuracy(VitNetwork network, Pixels pixels) {
    int right = 0;
    for (Batch batch : Batches.inOrder(pixels, Preprocessing.SKETCH, BATCH)) {
      try (batch;
          INDArray logits = network.logits(batch);
          INDArray answers = logits.argMax(1)) {
        for (int i = 0; i < batch.size(); i++) {
          right += answers.getInt(i) == batch.labels()[i] ? 1 : 0;
        }
      }
    }
    return (double) right / pixels.set().size();
  }
}
