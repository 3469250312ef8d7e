package io.transferlab.spark;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.features.ComputedRows;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.SetPass;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The networks of this process. Neither networks nor sessions of ONNX Runtime travel: each process
 * opens its own when the first task asks for it, and the tasks after it find it here. Weights are
 * there once a process; each slot has a pass of its own over them, which it takes and gives back.
 *
 * <p>The one mutable static of the course: Spark gives a task no other place that outlives it.
 */
final class Slots {
  private static final Map<Recipe, Slots> OPEN = new ConcurrentHashMap<>();

  private final FeatureExtractor extractor;
  private final Queue<SetPass> free = new ConcurrentLinkedQueue<>();

  private Slots(FeatureExtractor extractor) {
    this.extractor = extractor;
  }

  /**
   * Computes a task on this machine.
   *
   * @param recipe how it comes to its network
   * @param task the pictures
   * @return the rows
   * @throws LabException if it cannot open the network; names this host
   */
  static ComputedRows compute(Recipe recipe, Task task) {
    Slots slots;
    try {
      slots = OPEN.computeIfAbsent(recipe, Slots::open);
    } catch (LabException e) {
      throw LabException.of(
          "every worker to open " + recipe.source(),
          "host " + host() + ", which says: " + e.getMessage().replaceAll("\\.$", ""),
          "a folder LAB_DATA that all workers see serves; or start the workers where the file is");
    }
    SetPass pass = slots.free.poll();
    if (pass == null) {
      pass = slots.extractor.sets();
    }
    // Not given back after an error: who knows in which state it is.
    ComputedRows rows = pass.compute(task.pictures());
    slots.free.add(pass);
    return rows;
  }

  /** What the driver has opened serves the slots of its own process as well. */
  static void offer(Recipe recipe, FeatureExtractor extractor) {
    OPEN.putIfAbsent(recipe, new Slots(extractor));
  }

  private static Slots open(Recipe recipe) {
    Lab.start();
    Slots slots = new Slots(recipe.extractor());
    SetPass first = slots.extractor.sets();
    recipe.requireSame(first.weightsHash());
    slots.free.add(first);
    return slots;
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "without a name";
    }
  }
}
