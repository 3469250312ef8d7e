package io.transferlab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideMapBenchmarkTest {
  @Test
  void aWideMapTellsItsTimeAndMemory(@TempDir Path folder) {
    Path figure = folder.resolve("map.png");
    WideMapBenchmark result = WideMapBenchmark.run(200, 80, 60, figure);
    assertTrue(result.seconds() >= result.pcaSeconds() + result.tsneSeconds());
    assertEquals(0.064, result.dataMegabytes(), 1e-9);
    assertTrue(result.trustworthiness() > 0.7, result.toString());
    assertTrue(Files.exists(figure));
  }
}
