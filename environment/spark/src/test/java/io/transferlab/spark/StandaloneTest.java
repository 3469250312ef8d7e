package io.transferlab.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.distributed.Cluster;
import io.transferlab.distributed.NetworkRecipe;
import io.transferlab.features.FeatureEngine;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.network.Pretrained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A master and two workers, each a process of its own; the last test loses one of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneTest {
  @TempDir static Path folder;
  private static Standalone machines;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    machines = new Standalone(folder);
  }

  @AfterAll
  static void stop() {
    machines.close();
  }

  private static Cluster open(NetworkRecipe network) {
    return new SparkProvider().open(machines.address(), network);
  }

  @Test
  @Order(1)
  void aWorkerWithoutTheWeightsIsNamed(@TempDir Path weights) throws IOException {
    Path file = Pretrained.named(Sets.SOURCE).save(Pretrained.named(Sets.SOURCE).load(), weights);
    try (Cluster cluster = open(new NetworkRecipe(Sets.SOURCE, file, null))) {
      // As if only the driver had it.
      Files.delete(file);
      FeatureExtractor extractor = Sets.extractor().withEngine(cluster.engine());
      LabException e = assertThrows(LabException.class, () -> extractor.extract(Sets.drawn(4)));
      assertTrue(e.getMessage().startsWith("Expected every worker to open"), e.getMessage());
      assertTrue(e.getMessage().contains("found host " + Slots.host()), e.getMessage());
      assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
    }
    Sets.assertNothingUnfinished();
  }

  @Test
  @Order(2)
  void aWorkerWithOtherWeightsIsNamed() {
    try (Cluster cluster = open(new NetworkRecipe("Sketch_Scenes", null, null))) {
      FeatureExtractor extractor = Sets.extractor().withEngine(cluster.engine());
      LabException e = assertThrows(LabException.class, () -> extractor.extract(Sets.drawn(4)));
      assertTrue(e.getMessage().contains("that the driver has, SHA-256"), e.getMessage());
    }
  }

  @Test
  @Order(3)
  void aFullDiskIsSaidWithItsHost() throws IOException {
    System.setProperty("spark.hadoop.fs.file.impl", FullDisk.class.getName());
    System.setProperty("spark.hadoop.fs.file.impl.disable.cache", "true");
    try (Cluster cluster = open(new NetworkRecipe(Sets.SOURCE, null, null))) {
      FeatureExtractor extractor = Sets.extractor().withEngine(cluster.engine());
      LabException e = assertThrows(LabException.class, () -> extractor.extract(Sets.drawn(4)));
      assertTrue(e.getMessage().contains("found a full disk on 127.0.0.1"), e.getMessage());
    } finally {
      System.clearProperty("spark.hadoop.fs.file.impl");
      System.clearProperty("spark.hadoop.fs.file.impl.disable.cache");
    }
    Sets.assertNothingUnfinished();
  }

  @Test
  @Order(4)
  void aWorkerThatDiesInTheMiddleCostsNoRowAndDoublesNone() throws IOException {
    ImageSet set = Sets.drawn(200);
    FeatureExtractor extractor = Sets.extractor().withBatchSize(8);
    Features expected = extractor.extract(set);
    AtomicInteger lost = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicBoolean cut = new AtomicBoolean();
    try (Cluster cluster = open(new NetworkRecipe(Sets.SOURCE, null, null))) {
      SparkSession.active()
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
                  lost.incrementAndGet();
                }
              });
      FeatureEngine engine = cluster.engine();
      FeatureExtractor onCluster =
          extractor.withEngine(
              (asked, pictures, told) ->
                  engine.compute(
                      asked,
                      pictures,
                      n -> {
                        done.addAndGet(n);
                        if (!cut.getAndSet(true)) {
                          machines.cutPower();
                        }
                        told.accept(n);
                      }));
      Features found = onCluster.extract(set);
      assertEquals(expected.keys(), found.keys());
      assertArrayEquals(
          expected.matrix().data().asFloat(), found.matrix().data().asFloat(), "bit for bit");
    }
    assertTrue(cut.get());
    assertEquals(1, lost.get(), "one executor went");
    assertEquals(400, done.get(), "each picture is counted once");
    Sets.assertNothingUnfinished();
  }
}
