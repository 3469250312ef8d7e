package io.transferlab.study.vit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Batch;
import io.transferlab.data.Batches;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Split;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import io.transferlab.network.onnx.NetworkCard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.ndarray.INDArray;

class VitTrainingTest {
  private static final VitShape SMALL = new VitShape(32, 1, 2, 48);
  private static final VitTraining SHORT = new VitTraining(5, 2, 5);

  @TempDir private static Path folder;

  private static Path whole;

  @BeforeAll
  static void train() {
    whole = SHORT.train(folder.resolve("whole"), line -> {});
  }

  private static Batch batch() {
    ImageSet drawn = ImageSet.drawn(VitTraining.DRAWINGS, Split.TRAIN, 1, 3).take(1, 1);
    return Batches.inOrder(Pixels.of(drawn, VitShape.SIDE), Preprocessing.SKETCH, 8)
        .iterator()
        .next();
  }

  @Test
  void onnxRuntimeComputesWhatSameDiffDoes() {
    VitNetwork network = new VitNetwork(VitShape.SKETCH, 28, 7);
    Path file = folder.resolve("random.onnx");
    VitFile.write(network, "random", file);
    VitCard.write(file, VitShape.SKETCH, Provenance.none().with("seed", 7));
    FrozenNetwork opened = Pretrained.frozen(file.toString());
    try (Batch batch = batch();
        var pass = opened.forward(List.of("logits"))) {
      assertArrayEquals(
          network.logits(batch).data().asFloat(),
          pass.run(batch.input()).get("logits").dup('c').data().asFloat(),
          1e-4f);
    }
  }

  @Test
  void gradientsAreThoseOfTheLoss() {
    VitNetwork network = new VitNetwork(SMALL, 28, 7);
    try (Batch batch = batch();
        INDArray targets = batch.oneHot(28)) {
      OutAndGrad pass = network.gradients(batch, targets);
      for (String name : List.of("stem1/weight", "places", "block1/key/weight", "norm/bias")) {
        INDArray line = network.weights().get(name);
        line = line.reshape(line.length());
        long at = line.length() / 2;
        float value = line.getFloat(at);
        double step = 1e-2;
        line.putScalar(at, value + step);
        double above = VitNetwork.loss(network.gradients(batch, targets));
        line.putScalar(at, value - step);
        double below = VitNetwork.loss(network.gradients(batch, targets));
        line.putScalar(at, value);
        INDArray gradient = pass.getGradients().get(name);
        assertEquals(
            (above - below) / (2 * step),
            gradient.reshape(gradient.length()).getDouble(at),
            2e-3,
            name);
      }
    }
  }

  @Test
  void anInterruptedTrainingGoesOnToTheSameNetwork() throws Exception {
    Path place = folder.resolve("interrupted");
    List<String> lines = new ArrayList<>();
    assertThrows(
        CancellationException.class,
        () ->
            SHORT.train(
                place,
                line -> {
                  lines.add(line);
                  if (line.startsWith("epoch 1")) {
                    Thread.currentThread().interrupt();
                  }
                }));
    assertTrue(Thread.interrupted());
    lines.clear();
    Path file = SHORT.train(place, lines::add);
    assertTrue(lines.get(0).startsWith("Goes on after step"), lines.get(0));
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(file));
    assertFalse(Files.exists(place.resolve("sketch-objects-vit-5.checkpoint")));
  }

  @Test
  void theCheckpointOfAnotherTrainingIsRefused() {
    VitNetwork network = new VitNetwork(SMALL, 28, 1);
    AdamW updater = new AdamW(network.weights());
    Path file = folder.resolve("state.checkpoint");
    new VitCheckpoint(file, "one", network.weights(), updater).write(3);
    assertEquals(3, new VitCheckpoint(file, "one", network.weights(), updater).read());
    LabException e =
        assertThrows(
            LabException.class,
            () -> new VitCheckpoint(file, "another", network.weights(), updater).read());
    assertTrue(e.getMessage().contains("one of one"), e.getMessage());
  }

  @Test
  void aCheckpointThatEndsTooEarlyIsRefused() throws Exception {
    VitNetwork network = new VitNetwork(SMALL, 28, 1);
    AdamW updater = new AdamW(network.weights());
    Path file = folder.resolve("cut.checkpoint");
    VitCheckpoint kept = new VitCheckpoint(file, "one", network.weights(), updater);
    kept.write(3);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 8));
    assertThrows(LabException.class, kept::read);
  }

  @Test
  void theMedianOfSeveralSeedsIsTaken() throws Exception {
    VitCandidates candidates = new VitCandidates(folder.resolve("several"), 1);
    Path first = folder.resolve("several").resolve("seed5");
    Files.createDirectories(first);
    for (Path file : List.of(whole, NetworkCard.beside(whole))) {
      Files.copy(file, first.resolve(file.getFileName()));
    }
    candidates.add(SHORT, line -> {});
    assertEquals(5, candidates.choose().median().seed());
    assertArrayEquals(
        Files.readAllBytes(whole),
        Files.readAllBytes(folder.resolve("several").resolve(VitTraining.FILE)));
    assertThrows(
        LabException.class,
        () ->
            new VitCandidates(folder.resolve("several"), 1).add(new VitTraining(6, 2, 5), l -> {}));
  }
}
