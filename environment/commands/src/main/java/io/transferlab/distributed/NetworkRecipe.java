package io.transferlab.distributed;

import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pretrained;
import io.transferlab.network.Sources;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How another machine comes to the same network: by its name or file, never by its weights.
 *
 * @param source as it was typed: a name, or a file of ONNX
 * @param weights a file of weights to take instead of the source's own, or null
 * @param card how pictures are prepared for a file of ONNX, or null
 */
public record NetworkRecipe(String source, @Nullable Path weights, @Nullable Path card) {
  /**
   * Opens the network on this machine.
   *
   * @return the network, never changed
   * @throws io.transferlab.core.LabException if its file is not here, or damaged
   */
  public FrozenNetwork open() {
    return weights == null ? Sources.open(source, card) : Pretrained.named(source).load(weights);
  }
}
