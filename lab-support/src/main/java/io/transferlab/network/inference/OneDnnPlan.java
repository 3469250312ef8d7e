package io.transferlab.network.inference;

import io.transferlab.network.onednn.BufferPool;
import io.transferlab.network.onednn.OneDnn;
import io.transferlab.network.onednn.Prepared;
import io.transferlab.network.onednn.Program;
import io.transferlab.network.onednn.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps of an {@link InferencePlan} on oneDNN: one program for each size of a batch, all in the
 * same buffers. A ReLU, and an addition before it, become part of the convolution they follow;
 * activations stay in oneDNN's own blocked formats until somebody wants to see them.
 */
final class OneDnnPlan implements ForwardPass {
  private final OneDnn oneDnn;
  private final String input;
  private final List<PlanStep> steps;
  private final List<String> wanted;
  private final BufferPool room = new BufferPool();
  private final Prepared<List<Long>, Compiled> programs = new Prepared<>(this::compile);
  private long largest;

  /** A program and where it leaves what is wanted. */
  private record Compiled(Program program, Map<String, INDArray> outputs) implements AutoCloseable {
    @Override
    public void close() {
      program.close();
    }
  }

  OneDnnPlan(OneDnn oneDnn, String input, List<PlanStep> steps, List<String> wanted) {
    this.oneDnn = oneDnn;
    this.input = input;
    this.steps = steps;
    this.wanted = wanted;
  }

  @Override
  public Map<String, INDArray> run(INDArray pictures) {
    long n = pictures.size(0);
    if (n > largest) {
      // Larger buffers for all, rather than a second set of them.
      close();
      largest = n;
    }
    Compiled compiled = programs.get(Arrays.stream(pictures.shape()).boxed().toList());
    compiled.program().run(pictures);
    return compiled.outputs();
  }

  /** For batches {@code [n, h, w, c]}. */
  private Compiled compile(List<Long> shape) {
    return new Compilation(shape).compiled();
  }

  /** Frees all buffers. */
  @Override
  public void close() {
    programs.close();
    room.close();
    largest = 0;
  }

  /** One way through the steps. */
  private final class Compilation {
    private final Program program;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Integer> lastUse = new HashMap<>();
    private final Set<String> kept;
    private final Map<String, INDArray> outputs = new HashMap<>();

    Compilation(List<Long> shape) {
      kept = Set.copyOf(wanted);
      for (int i = 0; i < steps.size(); i++) {
        for (String read : steps.get(i).inputs()) {
          lastUse.put(read, i);
        }
      }
      program = new Program(oneDnn, room, shape.get(0));
      values.put(input, program.input(shape.get(1), shape.get(2), shape.get(3)));
    }

    Compiled compiled() {
      try {
        int i = 0;
        while (i < steps.size()) {
          i = translate(i);
        }
      } catch (RuntimeException e) {
        program.close();
        throw e;
      }
      Map<String, INDArray> ordered = new LinkedHashMap<>();
      wanted.forEach(layer -> ordered.put(layer, outputs.get(layer)));
      return new Compiled(program, ordered);
    }

    /** Translates a step and those that become part of it; gives the place of the next. */
    private int translate(int first) {
      PlanStep step = steps.get(first);
      int last = first;
      if (step.operation() instanceof Operation.Convolution convolution) {
        @Nullable Value sum = null;
        if (isOnlyFor(first, Operation.Addition.class)) {
          String other = otherInput(steps.get(first + 1), step.output());
          boolean free = other != null && !other.equals(input) && isFree(other, first + 1);
          if (free && values.containsKey(other)) {
            sum = values.get(other);
            last++;
          }
        }
        boolean relu = isOnlyFor(last, Operation.Relu.class);
        if (relu) {
          last++;
        }
        Value x = value(step.inputs().get(0));
        put(
            last,
            program.convolution(
                x,
                convolution.weights(),
                convolution.bias(),
                convolution.stride(),
                padding(convolution, x, steps.get(last).shape()),
                steps.get(last).shape(),
                relu,
                sum));
      } else {
        put(first, single(step));
      }
      for (int i = first; i <= last; i++) {
        for (String read : steps.get(i).inputs()) {
          release(read, last);
        }
      }
      return last + 1;
    }

    /** Zeros above and to the left. */
    private static int[] padding(Operation.Convolution c, Value x, long[] outShape) {
      return c.same()
          ? new int[] {
            c.samePadding(x.height(), outShape[0]), c.samePadding(x.width(), outShape[1])
          }
          : new int[] {c.pad(), c.pad()};
    }

    /** Whether the next step is of a kind, reads this one's output, and nobody else does. */
    private boolean isOnlyFor(int i, Class<? extends Operation> kind) {
      if (i + 1 >= steps.size()) {
        return false;
      }
      PlanStep next = steps.get(i + 1);
      String output = steps.get(i).output();
      // An operation in place goes under the same name: then it is the one that is wanted.
      boolean own = next.output().equals(output) || isFree(output, i + 1);
      return kind.isInstance(next.operation()) && next.inputs().contains(output) && own;
    }

    private boolean isFree(String layer, int lastReader) {
      return !kept.contains(layer) && lastUse.getOrDefault(layer, -1) <= lastReader;
    }

    private @Nullable String otherInput(PlanStep addition, String output) {
      return addition.inputs().stream().filter(i -> !i.equals(output)).findFirst().orElse(null);
    }

    private Value value(String layer) {
      return Objects.requireNonNull(values.get(layer));
    }

    private Value single(PlanStep step) {
      Value x = value(step.inputs().get(0));
      Operation operation = step.operation();
      if (operation instanceof Operation.Relu) {
        return program.relu(x, step.inPlaceOf() != null);
      } else if (operation instanceof Operation.Addition) {
        return program.add(x, value(step.inputs().get(1)));
      } else if (operation instanceof Operation.Affine affine) {
        return program.affine(x, affine.scale(), affine.shift());
      } else if (operation instanceof Operation.Maximum m) {
        return program.maximum(x, m.size(), m.stride(), m.pad(), step.shape());
      } else if (operation instanceof Operation.Padding padding) {
        return program.pad(x, padding.pad());
      } else if (operation instanceof Operation.GlobalPooling pooling) {
        return program.pool(x, pooling.maximum());
      }
      Operation.Dense dense = (Operation.Dense) operation;
      Value out =
          program.dense(x, dense.weights(), dense.bias(), dense.activation() == Activation.RELU);
      return dense.activation() == Activation.SOFTMAX ? program.softmax(out) : out;
    }

    private void put(int i, Value value) {
      PlanStep step = steps.get(i);
      values.put(step.output(), value);
      // The last step of that name: a ReLU in place may follow.
      boolean last =
          i + 1 >= steps.size()
              || steps.stream().skip(i + 1).noneMatch(s -> s.output().equals(step.output()));
      if (kept.contains(step.output()) && last) {
        outputs.put(step.output(), program.show(value, step.shape()));
      }
    }

    /** Gives a value's room back once nobody reads it any more. */
    private void release(String layer, int at) {
      if (lastUse.getOrDefault(layer, -1) <= at && values.containsKey(layer)) {
        Value value = values.get(layer);
        boolean lives =
            values.entrySet().stream()
                .anyMatch(
                    e ->
                        !e.getKey().equals(layer)
                            && e.getValue().sharesRoomWith(value)
                            && (lastUse.getOrDefault(e.getKey(), -1) > at));
        values.remove(layer);
        if (!lives) {
          program.free(value);
        }
      }
    }
  }
}
