package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The files of the networks that come with the course. */
class ShippedWeightsTest {
  private static final int LARGEST = 3 << 20;

  @TempDir Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Pretrained.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static List<Pretrained> shipped() {
    return Arrays.stream(Pretrained.values()).filter(Pretrained::isShipped).toList();
  }

  /** A file that was changed is changed in SHA256SUMS too, or not at all. */
  @Test
  void theFilesAreThoseOfTheirHashesAndSmall() throws Exception {
    Map<String, String> stated = new TreeMap<>();
    new String(resource("SHA256SUMS"), StandardCharsets.US_ASCII)
        .lines()
        .forEach(line -> stated.put(line.split("  ")[1], line.split("  ")[0]));
    Map<String, String> found = new TreeMap<>();
    for (Pretrained network : shipped()) {
      byte[] bytes = resource(network.fileName());
      assertTrue(bytes.length <= LARGEST, network.id() + ": " + bytes.length);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      found.put(network.fileName(), HexFormat.of().formatHex(hash));
    }
    for (String name : List.of("sketch-objects-vit.onnx", "sketch-objects-vit.card.json")) {
      byte[] bytes = resource(name);
      assertTrue(bytes.length <= LARGEST, name + ": " + bytes.length);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      found.put(name, HexFormat.of().formatHex(hash));
    }
    assertEquals(stated, found);
    assertEquals(5, found.size());
  }

  @Test
  void readAndWrittenAgainTheyAreTheSameBytes() throws IOException {
    for (Pretrained network : shipped()) {
      Path file = network.save(network.load(), folder);
      assertEquals(
          List.of(),
          differing(Files.readAllBytes(file), resource(network.fileName())),
          network.id());
    }
  }

  private static List<Integer> differing(byte[] a, byte[] b) {
    int at = Arrays.mismatch(a, b);
    return at < 0 ? List.of() : List.of(at);
  }

  /**
   * What half precision costs. The float32 weights that were trained are gone, but not which they
   * can have been: all those that round to the ones in the file. One of these, drawn at random,
   * recognises as many pictures as the file does.
   */
  @ParameterizedTest
  @EnumSource(names = {"SKETCH_OBJECTS", "SKETCH_SCENES", "SKETCH_OBJECTS_RESNET50"})
  void halfPrecisionLeavesTheAccuracyAsItIs(Pretrained which) throws IOException {
    Backbone rounded = which.load();
    Backbone before = which.load();
    SplittableRandom random = new SplittableRandom(1);
    before.graph().paramTable().forEach((name, values) -> unround(values, random));
    assertNotEquals(rounded.graph().params(), before.graph().params());
    Backbone again = which.load(which.save(before, folder));
    assertEquals(rounded.graph().params(), again.graph().params(), "it rounds to the file's");
    SketchSet set = which == Pretrained.SKETCH_SCENES ? SketchSet.SCENES : SketchSet.OBJECTS;
    ImageSet drawn = ImageSet.drawn(set, Split.TEST, 1008 / set.classes().size(), 7);
    ImageSet pictures = once(drawn, rounded.side());
    assertEquals(1008, pictures.size());
    assertEquals(
        before.evaluate(pictures).meanPerClassAccuracy(),
        rounded.evaluate(pictures).meanPerClassAccuracy(),
        .003);
  }

  /** The same pictures, drawn now and not at each reading. */
  private static ImageSet once(ImageSet drawn, int side) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (Picture each : drawn.pictures()) {
      BufferedImage image = each.source().read(side);
      pictures.add(new Picture(each.key(), each.label(), size -> image));
    }
    return ImageSet.of(drawn.name(), drawn.classes(), pictures);
  }

  /** Moves each value to anywhere in the interval that half precision rounds to it. */
  private static void unround(INDArray values, SplittableRandom random) {
    float[] all = values.dup('c').data().asFloat();
    for (int i = 0; i < all.length; i++) {
      int half = HalfIndexer.fromFloat(all[i]);
      float step = Math.max(Math.ulp(all[i]) * (1 << 13), 0x1p-24f);
      float moved = all[i] + (float) ((random.nextDouble() - .5) * step);
      if (HalfIndexer.fromFloat(moved) == half) {
        all[i] = moved;
      }
    }
    try (INDArray moved = Nd4j.create(all, values.shape(), 'c')) {
      values.assign(moved);
    }
  }
}
