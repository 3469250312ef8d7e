package io.transferlab.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import io.transferlab.testing.Blobs;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class UmapTest {
  private static final Umap SHORT = Umap.defaults().withNeighbours(10).withEpochs(100);

  @Test
  void neighboursOnTheMapAreNeighboursInTheData() {
    Blobs blobs = Blobs.of(200, 10, 4, 6);
    Projection map = SHORT.map(blobs.rows());
    assertTrue(Trustworthiness.of(blobs.rows(), map.points(), 5) > 0.85);
    Neighbours near = Neighbours.exact(map.points(), 5);
    long pure = 0;
    for (int i = 0; i < 1000; i++) {
      pure += blobs.labels()[near.at(i / 5, i % 5)] == blobs.labels()[i / 5] ? 1 : 0;
    }
    assertTrue(pure > 950, pure + " of 1000");
  }

  @Test
  void aSeedDecidesTheMap() {
    INDArray rows = Blobs.of(60, 5, 3, 1).rows();
    assertEquals(SHORT.map(rows).points(), SHORT.map(rows).points());
    assertNotEquals(SHORT.map(rows).points(), SHORT.withSeed(2).map(rows).points());
  }

  @Test
  void weightsOfARowSumToTheLogarithmOfItsNeighbours() {
    UmapGraph graph = UmapGraph.of(Neighbours.exact(Blobs.of(80, 5, 2, 1).rows(), 8));
    assertTrue(Arrays.stream(graph.weight()).allMatch(w -> w > 0 && w <= 1));
    double[] sums = new double[80];
    for (int e = 0; e < graph.weight().length; e++) {
      sums[graph.from()[e]] += graph.weight()[e];
    }
    // The union with the other side's weights only adds to log2(8) = 3.
    assertTrue(Arrays.stream(sums).allMatch(s -> s >= 3 - 1e-3), Arrays.toString(sums));
  }

  @Test
  void oddInputHasARule() {
    Projection three = SHORT.map(Matrices.of(new float[][] {{0, 1}, {2, 3}, {9, 9}}));
    assertTrue(three.settings().get("neighbours").startsWith("2 (lowered"), three.toString());
    assertTrue(Double.isFinite(three.points().sumNumber().doubleValue()));
    assertTrue(Double.isFinite(SHORT.map(Nd4j.ones(20, 3)).points().sumNumber().doubleValue()));
    assertThrows(LabException.class, () -> SHORT.map(Nd4j.ones(2, 3)));
    assertThrows(LabException.class, () -> Umap.defaults().withNeighbours(1));
  }

  @Test
  void anInterruptLeavesTheMapSoFar() {
    INDArray rows = Blobs.of(60, 5, 3, 1).rows();
    UmapGraph graph = UmapGraph.of(Neighbours.exact(rows, 10));
    Thread.currentThread().interrupt();
    try (Progress signs = Progress.of("UMAP", "epochs", 1)) {
      assertEquals(0, SHORT.descend(graph, new double[60], new double[60], signs));
    }
    assertTrue(!Thread.interrupted(), "the interrupt is used up");
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> SHORT.map(rows));
    assertTrue(Thread.interrupted());
  }
}
