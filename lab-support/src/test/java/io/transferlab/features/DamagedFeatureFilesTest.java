package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Provenance;
import io.transferlab.testing.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Damaged files of features: read, or refused by name, or computed anew; nothing else. */
@Tag("fuzz")
class DamagedFeatureFilesTest {
  private static final String KEY = "0123456789abcdef";

  private static Features features(int rows, int columns) {
    Map<String, Columns> layers = new LinkedHashMap<>();
    layers.put("conv", new Columns(0, 2));
    layers.put("fc", new Columns(2, columns));
    List<String> keys = java.util.stream.IntStream.range(0, rows).mapToObj(i -> "a/" + i).toList();
    return new Features(
        "set",
        Nd4j.linspace(1, 2, (long) rows * columns, Nd4j.defaultFloatingPointType())
            .reshape(rows, columns),
        new FeatureRows(new int[rows], List.of("a"), keys, 1, List.of()),
        layers,
        Provenance.none().with("network", "none"));
  }

  private static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  @Test
  void matricesOfNumPy(@TempDir Path folder) throws IOException {
    Features features = features(40, 6);
    byte[] floats = bytes(NpyFile.write(folder.resolve("floats.npy"), features));
    byte[] ternary =
        bytes(NpyFile.writeTernary(folder.resolve("t.npy"), Discretiser.PUBLISHED.apply(features)));
    Mutations.of(floats, ternary)
        .withName("x.npy")
        .check(
            file -> {
              INDArray matrix = NpyFile.read(file);
              assertEquals(2, matrix.rank());
              assertTrue(matrix.length() <= Files.size(file), "no more numbers than bytes");
            });
  }

  @Test
  void filesOfTheCache() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    FeatureFile.writer(features(40, 6), KEY).write(whole);
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    FeatureFile.writer(features(7, 3), KEY).write(other);
    Mutations mutations = Mutations.of(whole.toByteArray(), other.toByteArray());
    mutations.withName("x.features").check(file -> checkWhole(FeatureFile.read(file, KEY)));
    // Damage that the checksum does not see, as of a program that wrote it wrongly.
    mutations
        .withName("y.features")
        .check(
            file -> {
              seal(file);
              checkWhole(FeatureFile.read(file, KEY));
            });
  }

  /** Nothing, or features whose parts fit together. */
  private static void checkWhole(Features found) {
    if (found != null) {
      assertEquals(found.size(), found.labels().length);
      assertEquals(found.size(), found.block(0, found.size()).length / found.dimension());
    }
  }

  /** Makes the checksum of a header that of its bytes. */
  private static void seal(Path file) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (all.capacity() > 16) {
      long length = Math.min(all.getInt(8) & 0xffffffffL, all.capacity() - 16L);
      CRC32 sum = new CRC32();
      sum.update(all.array(), 16, (int) length);
      all.putInt(12, (int) sum.getValue());
      Files.write(file, all.array());
    }
  }
}
