package io.transferlab.network.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Intel's oneDNN on this machine's processor: where everything of this room comes from. What it
 * makes is for one thread at a time.
 */
public final class OneDnn {
  /** System property; {@code off} makes everything fall back to ND4J's operations, to compare. */
  public static final String SWITCH = "transferlab.onednn";

  private final engine processor;

  private OneDnn(engine processor) {
    this.processor = processor;
  }

  /** Loaded when first asked for; a native library is loaded once for a process anyway. */
  private static final class Loaded {
    static final @Nullable OneDnn FOUND = load();

    private static @Nullable OneDnn load() {
      // With ND4J on a GPU the numbers are not in this memory.
      if (!Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend")) {
        return null;
      }
      try {
        return new OneDnn(new engine(engine.kind.cpu, 0));
      } catch (LinkageError e) { // not built for this platform, or its system lacks something
        return null;
      }
    }
  }

  /**
   * Loads the library.
   *
   * @return empty where it is not built for this platform, where ND4J computes on a GPU, and when
   *     switched off
   */
  public static Optional<OneDnn> find() {
    if ("off".equals(System.getProperty(SWITCH))) {
      return Optional.empty();
    }
    return Optional.ofNullable(Loaded.FOUND);
  }

  engine processor() {
    return processor;
  }

  stream newStream() {
    return new stream(processor);
  }

  memory newMemory(memory.desc shape) {
    return new memory(shape, processor);
  }

  /** A place for a pointer that is set before each execution. */
  memory newPlace(memory.desc shape) {
    return new memory(shape, processor, new Address(0));
  }

  static memory.desc shape(memory.format_tag order, long... sizes) {
    return new memory.desc(sizes, memory.data_type.f32, order);
  }

  /** Lets a place stand for an array's own numbers: no copy. */
  static void set(memory place, INDArray array) {
    // The address is the whole buffer's; a view begins somewhere inside.
    place.set_data_handle(new Address(array.data().address() + Float.BYTES * array.offset()));
  }

  /** A pointer to numbers that belong to somebody else. */
  private static final class Address extends Pointer {
    Address(long value) {
      super((Pointer) null);
      address = value;
    }
  }
}
