package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureStoreTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {0, 1000})
  void givesBackWhatItWasGivenInMemoryAndInAFile(long heap) throws IOException {
    float[] values = {1.5f, -2, Float.MIN_VALUE, 4, 5, 6};
    try (FeatureStore store = FeatureStore.of(7, 3, heap, folder)) {
      assertEquals(heap == 0, store.isOnDisk());
      store.put(6, values, 3);
      store.put(0, values, 0);
      float[] read = new float[8];
      store.get(6, read, 5);
      store.get(0, read, 0);
      assertArrayEquals(new float[] {1.5f, -2, Float.MIN_VALUE, 0, 0, 4, 5, 6}, read);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void refusesMoreThanThereIsRoomFor() {
    SmallRuns.refused(
        "MB of features", () -> FeatureStore.of(Integer.MAX_VALUE, 1 << 26, 1000, folder));
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    SmallRuns.refused("Could not write", () -> FeatureStore.of(2, 2, 0, file.resolve("in")));
  }

  @Test
  void anInterruptIsTheEndOfTheRunAndNoError() {
    try (FeatureStore store = FeatureStore.of(2, 2, 0, folder)) {
      store.put(0, new float[] {1, 2}, 0);
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> store.get(0, new float[2], 0));
      assertTrue(Thread.interrupted(), "the flag stays for the loop to see");
    }
  }
}
