package io.transferlab.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The forward pass of a trained network as a flat list of native operations over a few buffers that
 * are used again and again: for features and evaluation, where DL4J's graph would keep what nobody
 * asks for and copy between its workspaces.
 *
 * <p>Batch normalization is folded into the convolution before it (its scale into the kernel, its
 * shift into the bias); ReLU and additions work in place; paddings become part of the operation
 * behind them; wide-to-narrow 1x1 convolutions are one matrix product. Layers that are asked for
 * are computed as they stand. A test compares every layer with DL4J's.
 *
 * <p>A plan is of the weights as they are when it is made: after more training make another. Not
 * safe for use by several threads.
 */
public final class InferencePlan implements AutoCloseable {
  /**
   * Values: 33 MB. What is smaller does not return when it is freed: glibc's aligned allocation
   * does not fit into the hole that the one before it left, and the process grows with every plan.
   * From 32 MB on a buffer has pages of its own. Pages nobody writes to cost nothing.
   */
  private static final long OWN_PAGES = 33L << 18;

  private final List<PlanStep> steps;
  private final List<String> wanted;
  private final Map<String, Integer> slotOf = new HashMap<>();
  private final List<Long> slotSizes = new ArrayList<>();
  private final List<INDArray> slots = new ArrayList<>();
  private final Map<Long, Map<String, INDArray>> views = new HashMap<>();
  private long capacity;

  private InferencePlan(List<PlanStep> steps, List<String> wanted) {
    this.steps = steps;
    this.wanted = wanted;
    assignSlots();
  }

  /**
   * Prepares the forward pass to some layers.
   *
   * @param network the network, as it is now
   * @param layers the layers whose activations are wanted
   * @return the plan, to be closed
   * @throws io.transferlab.core.LabException for an unknown layer; offers the nearest
   */
  public static InferencePlan of(Backbone network, Collection<String> layers) {
    layers.forEach(network::requireLayer);
    Set<String> wanted = new HashSet<>(layers);
    return new InferencePlan(PlanCompiler.compile(network, wanted), List.copyOf(layers));
  }

  /**
   * Runs one batch.
   *
   * @param input prepared pictures {@code [n, side, side, 3]}, as {@link Backbone#batches} gives
   *     them
   * @return the wanted layers' activations, {@code [n, h, w, c]} or {@code [n, c]}, in the order
   *     asked for; valid until the next run
   */
  public Map<String, INDArray> run(INDArray input) {
    long n = input.size(0);
    if (n > capacity) {
      allocate(n);
    }
    Map<String, INDArray> arrays = views.computeIfAbsent(n, this::viewsOf);
    arrays.put(Architecture.INPUT, input.ordering() == 'c' ? input : input.dup('c'));
    for (PlanStep step : steps) {
      step.run(arrays);
    }
    arrays.remove(Architecture.INPUT);
    Map<String, INDArray> out = new LinkedHashMap<>();
    wanted.forEach(layer -> out.put(layer, arrays.get(layer)));
    return out;
  }

  /**
   * How many native operations a run takes.
   *
   * @return the length of the list
   */
  public int length() {
    return steps.size();
  }

  /** Gives every output a buffer; one is free again when the last step that reads it has run. */
  private void assignSlots() {
    Map<String, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (String input : steps.get(i).inputs()) {
        lastUse.put(input, i);
      }
    }
    TreeMap<Long, ArrayDeque<Integer>> free = new TreeMap<>();
    Map<Integer, Integer> slotLastUse = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      PlanStep step = steps.get(i);
      int slot;
      if (step.inPlaceOf() != null) {
        slot = slotOf.get(step.inPlaceOf());
      } else {
        slot = take(free, step.size());
      }
      slotOf.put(step.output(), slot);
      boolean keep = wanted.contains(step.output());
      slotLastUse.put(
          slot, keep ? Integer.MAX_VALUE : Math.max(i, lastUse.getOrDefault(step.output(), i)));
      for (String input : step.inputs()) {
        Integer used = slotOf.get(input);
        if (used != null && used != slot && slotLastUse.get(used) == i) {
          free.computeIfAbsent(slotSizes.get(used), s -> new ArrayDeque<>()).add(used);
          slotLastUse.put(used, -1);
        }
      }
    }
  }

  private int take(TreeMap<Long, ArrayDeque<Integer>> free, long size) {
    var fitting = free.ceilingEntry(size);
    if (fitting == null) {
      slotSizes.add(size);
      return slotSizes.size() - 1;
    }
    int slot = fitting.getValue().poll();
    if (fitting.getValue().isEmpty()) {
      free.remove(fitting.getKey());
    }
    return slot;
  }

  private void allocate(long n) {
    release();
    for (long size : slotSizes) {
      slots.add(Nd4j.createUninitializedDetached(DataType.FLOAT, Math.max(OWN_PAGES, size * n)));
    }
    capacity = n;
  }

  private Map<String, INDArray> viewsOf(long n) {
    Map<String, INDArray> out = new HashMap<>();
    for (PlanStep step : steps) {
      long[] shape = new long[step.shape().length + 1];
      shape[0] = n;
      System.arraycopy(step.shape(), 0, shape, 1, step.shape().length);
      out.put(
          step.output(),
          slots
              .get(slotOf.get(step.output()))
              .get(NDArrayIndex.interval(0, n * step.size()))
              .reshape('c', shape));
    }
    return out;
  }

  private void release() {
    views.clear();
    slots.forEach(INDArray::close);
    slots.clear();
    capacity = 0;
  }

  /** Frees the buffers at once, and with them what {@link #run} gave last. */
  @Override
  public void close() {
    release();
  }
}
