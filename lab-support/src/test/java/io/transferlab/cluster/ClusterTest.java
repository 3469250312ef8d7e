package io.transferlab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.evaluate.Spread;
import io.transferlab.features.Features;
import io.transferlab.testing.Blobs;
import io.transferlab.testing.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ClusterTest {
  private static final Golden GOLDEN = new Golden();

  @Test
  void agreementIsScikitLearns() {
    ClusteringScores agreement =
        ClusteringScores.of(GOLDEN.integers("labels"), GOLDEN.integers("groups"));
    assertEquals(GOLDEN.number("purity"), agreement.purity(), 1e-12);
    assertEquals(GOLDEN.number("rand"), agreement.adjustedRandIndex(), 1e-12);
    assertEquals(GOLDEN.number("information"), agreement.normalisedMutualInformation(), 1e-12);
  }

  @Property(tries = 200)
  void agreementKnowsNoNames(@ForAll @Size(min = 2, max = 40) List<@IntRange(max = 4) Integer> of) {
    int[] labels = of.stream().mapToInt(i -> i).toArray();
    int[] renamed = Arrays.stream(labels).map(i -> 7 - i).toArray();
    ClusteringScores same = ClusteringScores.of(labels, renamed);
    assertEquals(1, same.purity(), 1e-12);
    assertEquals(1, same.adjustedRandIndex(), 1e-12);
    assertEquals(1, same.normalisedMutualInformation(), 1e-12);
    int[] one = new int[labels.length];
    ClusteringScores against = ClusteringScores.of(labels, one);
    double largest =
        IntStream.range(0, 8)
            .mapToLong(k -> Arrays.stream(labels).filter(label -> label == k).count())
            .max()
            .getAsLong();
    assertEquals(largest / labels.length, against.purity(), 1e-12);
    assertEquals(largest == labels.length ? 1 : 0, against.adjustedRandIndex(), 1e-12);
    assertEquals(
        against.adjustedRandIndex(), ClusteringScores.of(one, labels).adjustedRandIndex(), 1e-12);
  }

  @Test
  void everythingInOneGroupTellsNothing() {
    ClusteringScores agreement =
        ClusteringScores.of(new int[] {0, 0, 1, 1}, new int[] {0, 0, 0, 0});
    assertEquals(0.5, agreement.purity());
    assertEquals(0, agreement.adjustedRandIndex());
    assertEquals(0, agreement.normalisedMutualInformation());
  }

  @Test
  void labelsOfOtherRowsAreRefused() {
    assertThrows(LabException.class, () -> ClusteringScores.of(new int[3], new int[4]));
    assertThrows(LabException.class, () -> ClusteringScores.of(new int[] {-1}, new int[] {0}));
  }

  @Test
  void silhouettesAreScikitLearns() {
    assertArrayEquals(
        GOLDEN.numbers("silhouettes"),
        Silhouettes.of(GOLDEN.rows(), GOLDEN.integers("labels")).values(),
        1e-6);
  }

  @Test
  void aRowAloneHasNoSilhouette() {
    var rows = Matrices.of(new float[][] {{0}, {1}, {9}});
    assertEquals(0, Silhouettes.of(rows, new int[] {0, 0, 1}).values()[2]);
    assertThrows(LabException.class, () -> Silhouettes.of(rows, new int[3]));
  }

  @Test
  void kMeansFindsAsTightClustersAsScikitLearn() {
    Clustering found = KMeans.of(4).cluster(GOLDEN.rows());
    assertEquals(GOLDEN.number("inertia"), found.spread(), 0.02 * GOLDEN.number("inertia"));
    assertEquals(120, Arrays.stream(found.sizes()).sum());
  }

  @Test
  void aSeedDecidesTheClusters() {
    var rows = Blobs.of(200, 5, 8, 3).rows();
    KMeans twice = KMeans.of(6).withSeed(5).withStarts(2);
    assertEquals(twice.cluster(rows), twice.cluster(rows));
  }

  @Test
  void severalSeedsAreATableWithSpread() {
    Blobs blobs = Blobs.of(60, 3, 3, 4);
    List<String> keys = IntStream.range(0, 60).mapToObj(i -> "k/" + i).toList();
    Features features =
        Features.of("blobs", blobs.rows(), blobs.labels(), List.of("a", "b", "c"), keys);
    Features coarse = features.withName("one column").withLabels(new int[60]);
    KMeans once = KMeans.of(3).withStarts(1);
    Table table = once.table(4, features, coarse).table();
    assertEquals(List.of("blobs", "one column"), table.stringColumn("features").asList());
    double[] purities = new double[4];
    for (int seed = 1; seed <= 4; seed++) {
      purities[seed - 1] = once.withSeed(seed).cluster(features).scores(blobs.labels()).purity();
    }
    Spread expected = Spread.of(purities);
    assertEquals(expected.mean(), table.doubleColumn("purity").get(0), 1e-12);
    assertEquals(expected.deviation(), table.doubleColumn("± purity").get(0), 1e-12);
    assertEquals(1, table.doubleColumn("purity").get(1), "one class: every group is pure");
  }

  @Test
  void moreClustersThanDifferentRowsAreRefused() {
    var rows = Matrices.of(new float[][] {{1, 2}, {1, 2}, {3, 4}, {3, 4}});
    assertEquals(2, KMeans.of(2).cluster(rows).count());
    LabException e = assertThrows(LabException.class, () -> KMeans.of(3).cluster(rows));
    assertTrue(e.getMessage().contains("2 of them different"), e.getMessage());
    assertThrows(LabException.class, () -> KMeans.of(1).cluster(rows));
  }

  @Test
  void missingNumbersAreNamed() {
    var rows = org.nd4j.linalg.factory.Nd4j.createFromArray(new float[][] {{1, 2}, {3, Float.NaN}});
    LabException e = assertThrows(LabException.class, () -> KMeans.of(2).cluster(rows));
    assertTrue(e.getMessage().contains("row 1, column 1"), e.getMessage());
  }

  @Test
  void anInterruptStopsBetweenStarts() {
    var rows = Blobs.of(50, 3, 4, 1).rows();
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> KMeans.of(3).cluster(rows));
    assertTrue(Thread.interrupted());
  }

  @Test
  void hierarchiesAreScipys() {
    assertSameGroups("ward", Linkage.WARD);
    assertSameGroups("average", Linkage.AVERAGE);
    double[] heights = Hierarchy.of(GOLDEN.rows(), Linkage.WARD).heights();
    double[] last = Arrays.copyOfRange(heights, heights.length - 5, heights.length);
    assertArrayEquals(GOLDEN.numbers("wardHeights"), last, 1e-3);
  }

  private static void assertSameGroups(String golden, Linkage linkage) {
    int[] found = Hierarchy.of(GOLDEN.rows(), linkage).cut(4).clusters();
    assertEquals(1, ClusteringScores.of(GOLDEN.integers(golden), found).adjustedRandIndex(), 1e-12);
  }

  @Test
  void aTreeIsCutIntoAnyNumber() {
    Hierarchy tree = Hierarchy.of(Blobs.of(12, 2, 3, 1).rows(), Linkage.of("complete"));
    for (int k = 2; k <= 12; k++) {
      assertEquals(k, tree.cut(k).count());
    }
    assertThrows(LabException.class, () -> tree.cut(13));
    assertThrows(LabException.class, () -> Linkage.of("wart"));
  }

  @Test
  void majoritiesNameTheClusters() {
    Clustering clusters = new Clustering("by hand", new int[] {0, 0, 0, 1}, 2, Double.NaN);
    assertEquals(
        List.of("cat 2 of 3", "dog 1 of 1"),
        clusters.majorities(new int[] {0, 1, 0, 1}, List.of("cat", "dog")));
    assertArrayEquals(new int[] {0, 1, 2}, clusters.members(0));
    assertEquals(4, IntStream.of(clusters.sizes()).sum());
  }

  @Test
  void whatTheRowsStandForIsDealtIntoTheClusters() {
    Clustering clusters = new Clustering("by hand", new int[] {1, 0, 1}, 2, 0);
    assertEquals(List.of(List.of("b"), List.of("a", "c")), clusters.split(List.of("a", "b", "c")));
    assertThrows(LabException.class, () -> clusters.split(List.of("a")));
  }
}
