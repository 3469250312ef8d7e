package io.transferlab.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Progress;
import io.transferlab.testing.Blobs;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class GridRepulsionTest {
  private static final int N = 1000;
  private final Workers workers = Workers.of(1);

  @AfterEach
  void close() {
    workers.close();
  }

  private record Forces(double z, double[] x, double[] y) {
    static Forces of(Repulsion repulsion, double[] x, double[] y) {
      double[] forceX = new double[x.length];
      double[] forceY = new double[x.length];
      return new Forces(repulsion.compute(x, y, forceX, forceY), forceX, forceY);
    }

    static Forces exact(double[] x, double[] y) {
      Forces all = new Forces(0, new double[x.length], new double[x.length]);
      double z = 0;
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < x.length; j++) {
          double dx = x[i] - x[j];
          double dy = y[i] - y[j];
          double w = 1 / (1 + dx * dx + dy * dy);
          z += i == j ? 0 : w;
          all.x[i] += w * w * dx;
          all.y[i] += w * w * dy;
        }
      }
      return new Forces(z, all.x, all.y);
    }

    /** The length of all errors over the length of all forces. */
    double error(Forces other) {
      double error = 0;
      double length = 0;
      for (int i = 0; i < x.length; i++) {
        error += Math.pow(x[i] - other.x[i], 2) + Math.pow(y[i] - other.y[i], 2);
        length += other.x[i] * other.x[i] + other.y[i] * other.y[i];
      }
      return Math.sqrt(error / length);
    }
  }

  private Forces forces(double[] x, double[] y) {
    return Forces.of(new GridRepulsion(x.length, workers), x, y);
  }

  /** Twenty groups, as dense as those of a map. */
  private static double[] groups(int seed, double extent) {
    Random dice = new Random(seed);
    double[] middle = dice.doubles(20, 0, extent).toArray();
    return IntStream.range(0, N)
        .mapToDouble(i -> middle[i % 20] + extent / 40 * dice.nextGaussian())
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"1e-4, 1e-4, 1e-5", "5, 1e-4, 1e-5", "25, 2e-3, 1e-4", "60, 2e-2, 2e-3"})
  void forcesAreNearTheExactOnes(double extent, double bound, double ofZ) {
    double[] x = groups(1, extent);
    double[] y = groups(2, extent);
    Forces exact = Forces.exact(x, y);
    Forces found = forces(x, y);
    assertTrue(found.error(exact) < bound, "error " + found.error(exact));
    assertEquals(1, found.z / exact.z, ofZ);
  }

  /** The widest grid for the number of points: the error that FIt-SNE's own grid has is 0.04. */
  @Test
  void onAWideMapForcesAreWithinThreePartsInAHundred() {
    double[] x = groups(3, 150);
    double[] y = groups(4, 150);
    Forces exact = Forces.exact(x, y);
    Forces found = forces(x, y);
    assertTrue(found.error(exact) < 3e-2, "error " + found.error(exact));
    assertEquals(1, found.z / exact.z, 5e-3);
  }

  @Test
  void movingTurningAndMirroringTheMapDoesTheSameToTheForces() {
    double[] x = groups(1, 20);
    double[] y = groups(2, 20);
    Forces found = forces(x, y);
    double[] moved = DoubleStream.of(x).map(v -> v + 1234.5).toArray();
    assertTrue(forces(moved, y).error(found) < 1e-4);
    double[] mirrored = DoubleStream.of(x).map(v -> -v).toArray();
    Forces turned = forces(y, mirrored);
    Forces back = new Forces(turned.z, DoubleStream.of(turned.y).map(v -> -v).toArray(), turned.x);
    assertTrue(back.error(found) < 2e-3, "error " + back.error(found));
  }

  @Test
  void whatPushesIsPushedBack() {
    Forces found = forces(groups(1, 30), groups(2, 30));
    double length = Arrays.stream(found.x).map(Math::abs).sum();
    assertEquals(0, Arrays.stream(found.x).sum() / length, 1e-5);
    assertEquals(0, Arrays.stream(found.y).sum() / length, 1e-5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 500})
  void pointsAtOnePlaceDoNotPushEachOther(int n) {
    double[] same = new double[n];
    Arrays.fill(same, 0.3);
    Forces found = forces(same, same);
    assertEquals((double) n * (n - 1), found.z, 1e-3 * n * n);
    assertArrayEquals(new double[n], found.x, 1e-4 * n);
    assertArrayEquals(new double[n], found.y, 1e-4 * n);
  }

  @Test
  void aLineOfPointsIsPushedAlongItAlone() {
    double[] x = IntStream.range(0, 100).mapToDouble(i -> 0.2 * i).toArray();
    Forces exact = Forces.exact(x, new double[100]);
    Forces found = forces(x, new double[100]);
    assertTrue(found.error(exact) < 1e-3, "error " + found.error(exact));
  }

  @Test
  void oneObjectServesMapsOfEverySize() {
    GridRepulsion grid = new GridRepulsion(N, workers);
    for (double extent : new double[] {1e-4, 10, 100, 3}) {
      double[] x = groups(5, extent);
      double[] y = groups(6, extent);
      Forces found = Forces.of(grid, x, y);
      assertArrayEquals(forces(x, y).x, found.x);
    }
  }

  @Test
  void forcesDoNotDependOnTheNumberOfThreads() {
    double[] x = groups(7, 90);
    double[] y = groups(8, 90);
    try (Workers three = Workers.of(3)) {
      Forces many = Forces.of(new GridRepulsion(N, three), x, y);
      Forces one = forces(x, y);
      assertArrayEquals(one.x, many.x);
      assertArrayEquals(one.y, many.y);
      assertEquals(one.z, many.z);
    }
  }

  @Test
  void aMapTooWideForAGridGoesToTheTree() {
    int n = TsneGradient.FEWEST_ON_GRID;
    double[] y = new double[n];
    assertTrue(
        TsneGradient.gridIsFaster(IntStream.range(0, n).mapToDouble(i -> 0.002 * i).toArray(), y));
    double[] far = new double[n];
    far[0] = 1e6;
    assertFalse(TsneGradient.gridIsFaster(far, y));
    far[0] = 1e300;
    assertFalse(TsneGradient.gridIsFaster(far, y));
  }

  @Test
  void aMapMadeOnTheGridIsAsGoodAsOneMadeByTheTree() {
    INDArray rows = Blobs.of(1500, 10, 12, 4).rows();
    Tsne tsne = Tsne.defaults().withIterations(400);
    Affinities p = Affinities.of(Neighbours.exact(rows, 90), 30, workers);
    double[] kl = new double[2];
    for (int i = 0; i < 2; i++) {
      TsneGradient gradient = new TsneGradient(p, 0.5, workers, i == 1);
      try (Progress signs = Progress.of("t-SNE", "steps", 400)) {
        Projection map =
            new TsneDescent(tsne, gradient, TsneStart.of(rows, 1), workers).run(Map.of(), signs);
        kl[i] = MapQuality.of(rows, map.points(), 30).kl();
      }
    }
    assertTrue(kl[1] < 1.01 * kl[0], "tree " + kl[0] + ", grid " + kl[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6, 10, 16, 30, 90, 360, 500})
  void transformsAreFouriers(int length) {
    Random dice = new Random(length);
    int many = 3;
    Fourier.Space space = new Fourier.Space(length * many);
    for (int i = 0; i < length * many; i++) {
      space.re[i] = (float) dice.nextGaussian();
      space.im[i] = (float) dice.nextGaussian();
    }
    float[] re = space.re.clone();
    float[] im = space.im.clone();
    new Fourier(length).transform(space, many);
    for (int k = 0; k < length; k++) {
      for (int b = 0; b < many; b++) {
        double x = 0;
        double y = 0;
        for (int j = 0; j < length; j++) {
          double angle = 2 * Math.PI * j * k / length;
          x += re[j * many + b] * Math.cos(angle) + im[j * many + b] * Math.sin(angle);
          y += im[j * many + b] * Math.cos(angle) - re[j * many + b] * Math.sin(angle);
        }
        assertEquals(x, space.re[k * many + b], 1e-5 * length);
        assertEquals(y, space.im[k * many + b], 1e-5 * length);
      }
    }
  }
}
