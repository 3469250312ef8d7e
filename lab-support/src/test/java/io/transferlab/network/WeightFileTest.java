package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class WeightFileTest {
  static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);

  @TempDir Path folder;
  private Backbone network;
  private byte[] bytes;

  @BeforeEach
  void writeOne() throws IOException {
    network = Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("a", "b"), 7);
    Path file = folder.resolve("small.weights");
    WeightFile.write(network, file);
    bytes = Files.readAllBytes(file);
    assertEquals(List.of(file), listed(), "no temporary file may stay");
  }

  private List<Path> listed() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Backbone read(byte[] bytes) {
    return WeightFile.read(new ByteArrayInputStream(bytes), "small.weights");
  }

  @Test
  void comesBackAsItWasToHalfPrecision() {
    Backbone loaded = read(bytes);
    assertEquals("small", loaded.name());
    assertEquals(List.of("a", "b"), loaded.classes());
    assertEquals(Preprocessing.SKETCH, loaded.preprocessing());
    assertEquals(network.provenance(), loaded.provenance());
    network
        .graph()
        .paramTable()
        .forEach(
            (name, values) -> {
              INDArray back = loaded.graph().paramTable().get(name);
              double scale = values.amaxNumber().doubleValue();
              assertTrue(values.sub(back).amaxNumber().doubleValue() <= scale / 2048, name);
            });
  }

  @Test
  void everyTruncationIsAClearError() {
    for (int length : new int[] {0, 3, 7, 20, bytes.length / 2, bytes.length - 1}) {
      assertDamaged(Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void aFlippedBitAnywhereIsAClearError() {
    int header = 8 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    List<Integer> places = new ArrayList<>(List.of(0, 5, bytes.length / 2, bytes.length - 1));
    for (int at = 8; at < header; at += 7) {
      places.add(at);
    }
    for (int at : places) {
      byte[] broken = bytes.clone();
      broken[at] ^= 0x10;
      assertDamaged(broken);
    }
  }

  @Test
  void bytesTooManyAreAClearError() {
    assertDamaged(Arrays.copyOf(bytes, bytes.length + 2));
  }

  @Test
  void aWebPageIsAClearError() {
    assertDamaged("<!DOCTYPE html><html><body>404 Not Found</body></html>".getBytes());
  }

  private static void assertDamaged(byte[] broken) {
    LabException e = assertThrows(LabException.class, () -> read(broken));
    assertTrue(e.getMessage().contains("small.weights"), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
  }
}
