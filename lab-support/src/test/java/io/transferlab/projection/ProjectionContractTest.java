package io.transferlab.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.features.Features;
import io.transferlab.testing.Blobs;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What holds for every way to draw a map, whatever it computes. */
class ProjectionContractTest {
  private enum Method {
    PCA("PCA", 2) {
      @Override
      Projection map(INDArray rows, long seed) {
        return Pca.map(rows);
      }

      @Override
      Projection map(Features features) {
        return Pca.map(features);
      }
    },
    TSNE("t-SNE", 3) {
      @Override
      Projection map(INDArray rows, long seed) {
        return SHORT_TSNE.withSeed(seed).map(rows);
      }

      @Override
      Projection map(Features features) {
        return SHORT_TSNE.map(features);
      }
    },
    UMAP("UMAP", 3) {
      @Override
      Projection map(INDArray rows, long seed) {
        return SHORT_UMAP.withSeed(seed).map(rows);
      }

      @Override
      Projection map(Features features) {
        return SHORT_UMAP.map(features);
      }
    };

    private static final Tsne SHORT_TSNE = Tsne.defaults().withIterations(200).withPerplexity(10);
    private static final Umap SHORT_UMAP = Umap.defaults().withNeighbours(10).withEpochs(100);

    private final String name;
    private final int fewest;

    Method(String name, int fewest) {
      this.name = name;
      this.fewest = fewest;
    }

    abstract Projection map(INDArray rows, long seed);

    abstract Projection map(Features features);

    Projection map(INDArray rows) {
      return map(rows, 1);
    }

    boolean hasChance() {
      return this != PCA;
    }
  }

  private final Blobs blobs = Blobs.of(90, 7, 3, 1);
  private final INDArray rows = blobs.rows();

  private static void assertMap(Projection map, INDArray of) {
    assertEquals(List.of(of.size(0), 2L), List.of(map.points().size(0), map.points().size(1)));
    for (int i = 0; i < map.size(); i++) {
      assertTrue(Double.isFinite(map.x()[i]) && Double.isFinite(map.y()[i]), "point " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPointForEachRowAndHowItWasMade(Method method) {
    Projection map = method.map(rows);
    assertMap(map, rows);
    assertEquals(method.name, map.method());
    assertFalse(map.interrupted());
    assertTrue(map.toString().contains("90 rows"), map.toString());
    assertEquals(method.hasChance(), map.settings().containsKey("seed"));
    assertTrue(Trustworthiness.of(rows, map.points(), 5) > 0.8, "neighbours stay neighbours");
  }

  @ParameterizedTest
  @EnumSource
  void theSeedDecides(Method method) {
    INDArray first = method.map(rows, 4).points();
    assertEquals(first, method.map(rows, 4).points());
    if (method.hasChance()) {
      assertNotEquals(first, method.map(rows, 5).points());
    }
  }

  /** As double, as a part of something larger, column by column in memory, and as features. */
  @ParameterizedTest
  @EnumSource
  void howRowsLieInMemoryDoesNotMatter(Method method) {
    INDArray before = rows.dup();
    INDArray expected = method.map(rows).points();
    assertEquals(expected, method.map(rows.castTo(DataType.DOUBLE)).points());
    assertEquals(expected, method.map(rows.dup('f')).points());
    INDArray larger = Nd4j.hstack(rows, rows.mul(7));
    INDArray part = larger.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 7));
    assertEquals(expected, method.map(part).points());
    List<String> keys = IntStream.range(0, 90).mapToObj(i -> "k/" + i).toList();
    Features features = Features.of("x", rows, blobs.labels(), List.of("a", "b", "c"), keys);
    assertEquals(expected, method.map(features).points());
    assertEquals(before, rows, "the rows stay as they are");
  }

  /** Where chance has its part, which rows lie beside which stays the same, not where. */
  @ParameterizedTest
  @EnumSource
  void theOrderOfTheRowsDecidesNothingThatMatters(Method method) {
    List<Integer> order = new java.util.ArrayList<>(IntStream.range(0, 90).boxed().toList());
    Collections.shuffle(order, new Random(3));
    INDArray mixed = rows.getRows(order.stream().mapToInt(i -> i).toArray());
    Projection map = method.map(rows);
    Projection other = method.map(mixed);
    if (method.hasChance()) {
      assertEquals(
          Trustworthiness.of(rows, map.points(), 5),
          Trustworthiness.of(mixed, other.points(), 5),
          0.03);
      Neighbours near = Neighbours.exact(other.points(), 3);
      int pure = 0;
      for (int i = 0; i < 90; i++) {
        for (int j : near.of(i)) {
          pure += blobs.labels()[order.get(i)] == blobs.labels()[order.get(j)] ? 1 : 0;
        }
      }
      assertTrue(pure >= 0.95 * 270, pure + " of 270 neighbours are of one group");
    } else {
      for (int i = 0; i < 90; i++) {
        assertEquals(map.x()[order.get(i)], other.x()[i], 1e-4);
        assertEquals(map.y()[order.get(i)], other.y()[i], 1e-4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oddRowsHaveAMapToo(Method method) {
    for (INDArray odd :
        List.of(
            Nd4j.ones(DataType.FLOAT, 20, 4),
            Nd4j.zeros(DataType.FLOAT, 20, 4),
            rows.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 1)).dup(),
            Nd4j.vstack(rows, rows),
            rows.mul(1e15f),
            rows.mul(1e-15f),
            rows.get(NDArrayIndex.interval(0, method.fewest), NDArrayIndex.all()).dup())) {
      assertMap(method.map(odd), odd);
    }
  }

  @ParameterizedTest
  @EnumSource
  void badRowsAreNamed(Method method) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      INDArray broken = rows.dup();
      broken.putScalar(6, 2, bad);
      assertMessage("row 6, column 2", method, broken);
    }
    INDArray few = rows.get(NDArrayIndex.interval(0, method.fewest - 1), NDArrayIndex.all());
    assertMessage("at least " + method.fewest, method, few.dup());
    assertMessage("[20]", method, Nd4j.ones(DataType.FLOAT, 20));
    assertMessage("[4, 3, 2]", method, Nd4j.ones(DataType.FLOAT, 4, 3, 2));
  }

  private static void assertMessage(String part, Method method, INDArray wrong) {
    LabException e = assertThrows(LabException.class, () -> method.map(wrong));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptBeforeThereIsAMapEndsIt(Method method) {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> method.map(rows));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertMap(method.map(Matrices.of(rows.toFloatMatrix())), rows);
  }
}
