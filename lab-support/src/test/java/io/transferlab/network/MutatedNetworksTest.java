package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.transferlab.network.keras.KerasWeights;
import io.transferlab.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged files of weights and networks are read or named. */
@Tag("fuzz")
class MutatedNetworksTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);
  private static final Ending TOP = Ending.top(5);

  @TempDir private static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    Golden.unpack(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "vgg16-keras2.h5,vgg16-keras1.h5",
    "vgg16-model.h5,vgg16-nested-model.h5",
    "vgg16.weights.h5,vgg16.weights.h5",
    "vgg16.keras,vgg16.keras"
  })
  void damagedKerasFilesAreReadOrNamed(String name, String other) throws IOException {
    Mutations.of(
            Files.readAllBytes(folder.resolve(name)), Files.readAllBytes(folder.resolve(other)))
        .withName(name)
        // jHDF reserves what a number says before it looks whether the file is that long.
        .withMemory(4L << 30)
        .check(MutatedNetworksTest::fill);
  }

  private static void fill(Path file) {
    try (KerasWeights weights = KerasWeights.open(file, Golden.VGG16.configuration(TOP, 0))) {
      assertNotNull(weights.fill("the small network", Golden.VGG16.configuration(TOP, 0)));
    }
  }

  @Test
  void damagedSavedNetworksAreReadOrNamed() throws IOException {
    Path whole = folder.resolve("whole.zip");
    network(1).save(whole);
    Path other = folder.resolve("other.zip");
    network(2).save(other);
    Mutations.of(Files.readAllBytes(whole), Files.readAllBytes(other))
        .withName("network.zip")
        .check(file -> assertNotNull(Backbone.load(file)));
  }

  @Test
  void damagedWeightFilesAreReadOrNamed() throws IOException {
    Path whole = folder.resolve("whole.weights");
    WeightFile.write(network(1), whole);
    Mutations.of(Files.readAllBytes(whole))
        .withName("network.weights")
        .check(file -> assertNotNull(WeightFile.read(file)));
  }

  private static Backbone network(long seed) {
    return Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("a", "b"), seed);
  }
}
