package io.transferlab.network.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The steps of an {@link InferencePlan} by ND4J's native operations, where oneDNN is not there. */
final class NativePlan implements ForwardPass {
  /**
   * Values: 33 MB. What is smaller does not return when it is freed: glibc's aligned allocation
   * does not fit into the hole that the one before it left, and the process grows with every plan.
   * From 32 MB on a buffer has pages of its own.
   */
  static final long OWN_PAGES = 33L << 18;

  private final String input;
  private final List<PlanStep> steps;
  private final List<BiConsumer<INDArray[], INDArray>> works;
  private final Collection<String> wanted;
  private final Map<String, Integer> slotOf = new HashMap<>();
  private final List<Long> slotSizes = new ArrayList<>();
  private final List<INDArray> slots = new ArrayList<>();
  private final Map<Long, Map<String, INDArray>> views = new HashMap<>();
  private long capacity;

  NativePlan(String input, List<PlanStep> steps, Collection<String> wanted) {
    this.input = input;
    this.steps = steps;
    this.works = steps.stream().map(step -> NativeOperations.of(step.operation())).toList();
    this.wanted = wanted;
    assignSlots();
  }

  @Override
  public Map<String, INDArray> run(INDArray pictures) {
    long n = pictures.size(0);
    if (n > capacity) {
      allocate(n);
    }
    Map<String, INDArray> arrays = views.computeIfAbsent(n, this::viewsOf);
    arrays.put(input, pictures);
    for (int i = 0; i < steps.size(); i++) {
      NativeOperations.run(steps.get(i), works.get(i), arrays);
    }
    arrays.remove(input);
    Map<String, INDArray> out = new LinkedHashMap<>();
    wanted.forEach(layer -> out.put(layer, arrays.get(layer)));
    return out;
  }

  /** Gives every output a buffer; one is free again when the last step that reads it has run. */
  private void assignSlots() {
    Map<String, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (String read : steps.get(i).inputs()) {
        lastUse.put(read, i);
      }
    }
    TreeMap<Long, ArrayDeque<Integer>> free = new TreeMap<>();
    Map<Integer, Integer> slotLastUse = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      PlanStep step = steps.get(i);
      int slot;
      if (step.inPlaceOf() != null) {
        slot = Objects.requireNonNull(slotOf.get(step.inPlaceOf()));
      } else {
        slot = take(free, step.size());
      }
      slotOf.put(step.output(), slot);
      boolean keep = wanted.contains(step.output());
      slotLastUse.put(
          slot, keep ? Integer.MAX_VALUE : Math.max(i, lastUse.getOrDefault(step.output(), i)));
      for (String read : step.inputs()) {
        Integer used = slotOf.get(read);
        if (used != null && used != slot && slotLastUse.getOrDefault(used, -1) == i) {
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

  @Override
  public void close() {
    release();
  }
}
