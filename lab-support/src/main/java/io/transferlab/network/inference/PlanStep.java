package io.transferlab.network.inference;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of an {@link InferencePlan}.
 *
 * @param output the layer whose activations it leaves behind
 * @param inputs the layers it reads
 * @param inPlaceOf the input whose room becomes the output's; null: room of its own
 * @param shape of the output, for one picture
 * @param operation what is computed
 */
record PlanStep(
    String output,
    List<String> inputs,
    @Nullable String inPlaceOf,
    long[] shape,
    Operation operation) {
  /** How many numbers a picture has of it. */
  long size() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }
}
