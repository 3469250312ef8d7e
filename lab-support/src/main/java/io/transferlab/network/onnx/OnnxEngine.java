package io.transferlab.network.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one place that opens sessions of ONNX Runtime. Its native library is loaded when the first
 * session is opened, not before. Immutable: the methods that change something return changed
 * copies.
 *
 * <pre>{@code
 * try (OnnxSession session = OnnxEngine.defaults().open(model)) {
 *   Map<String, INDArray> out = session.run(pictures);
 * }
 * }</pre>
 */
public final class OnnxEngine {
  /** Where a session computes. */
  public enum Device {
    /** The processor. */
    CPU,
    /**
     * A GPU of NVIDIA, by CUDA 12. Where it does not serve, the processor does, and one line on
     * standard error says why.
     */
    CUDA
  }

  private static final String NAME = "transferlab";
  private static final String FOLDER = "session.model_external_initializers_file_folder_path";
  private static final String SPINNING = "session.intra_op.allow_spinning";

  /** Java's buffers are counted in bytes. */
  private static final long LONGEST = Integer.MAX_VALUE / Float.BYTES;

  private Device device = usualDevice();
  private int threads = usualThreads();
  private boolean optimised = true;
  private @Nullable Path folder;
  private Map<String, INDArray> weights = Map.of();
  private Map<String, INDArray> constants = Map.of();

  /** System property; {@code off} leaves the course's own networks to DL4J, to compare. */
  public static final String SWITCH = "transferlab.onnxruntime";

  private OnnxEngine() {}

  /** Loaded when first asked for; a native library is loaded once for a process anyway. */
  private static final class Loaded {
    static final @Nullable OrtEnvironment ENVIRONMENT;
    static final @Nullable Throwable PROBLEM;

    static {
      OrtEnvironment environment = null;
      Throwable problem = null;
      try {
        environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, NAME);
        environment.setTelemetry(false); // on Windows it would report to its makers
      } catch (LinkageError | RuntimeException | OrtException e) {
        problem = e;
      }
      ENVIRONMENT = environment;
      PROBLEM = problem;
    }
  }

  /** Said once, when first asked for. */
  private static final class Here {
    static final boolean IS = Loaded.PROBLEM == null;

    static {
      if (Loaded.PROBLEM != null) {
        System.err.println(
            "DL4J computes the course's networks, more slowly. "
                + OnnxFailures.loading(Loaded.PROBLEM).getMessage());
      }
    }
  }

  /**
   * Whether the course's own networks, which DL4J could compute too, are computed here. Where the
   * library does not load one line says so, once.
   *
   * @return false without a library for this system, where ND4J keeps the weights on a GPU, and
   *     when switched off
   */
  public static boolean isUsual() {
    return !"off".equals(System.getProperty(SWITCH)) && isInMemory() && Here.IS;
  }

  /** With ND4J on a GPU the numbers are not in this memory, and an address means nothing here. */
  private static boolean isInMemory() {
    return Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
  }

  /**
   * The engine as the course uses it.
   *
   * @return on the processor, or on the GPU if {@code LAB_DEVICE} is {@code gpu}; with the course's
   *     number of threads ({@code OMP_NUM_THREADS}, else one a core), which sleep while they wait
   */
  public static OnnxEngine defaults() {
    return new OnnxEngine();
  }

  private OnnxEngine copy() {
    OnnxEngine copy = new OnnxEngine();
    copy.device = device;
    copy.threads = threads;
    copy.optimised = optimised;
    copy.folder = folder;
    copy.weights = weights;
    copy.constants = constants;
    return copy;
  }

  private static Device usualDevice() {
    return "gpu".equals(System.getenv("LAB_DEVICE")) ? Device.CUDA : Device.CPU;
  }

  /** Of a list, as OpenMP allows, the first number. */
  private static int usualThreads() {
    String set = System.getenv("OMP_NUM_THREADS");
    String first = set == null ? "" : set.split(",", -1)[0].strip();
    return first.matches("[1-9]\\d{0,3}")
        ? Integer.parseInt(first)
        : Runtime.getRuntime().availableProcessors();
  }

  /**
   * Where it computes.
   *
   * @return the processor unless {@code LAB_DEVICE} says otherwise or it was changed
   */
  public Device device() {
    return device;
  }

  /**
   * How many threads compute.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }

  /**
   * A copy that computes with another number of threads.
   *
   * @param value at least 1
   * @return the copy
   */
  public OnnxEngine withThreads(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("Expected at least 1 thread, found " + value);
    }
    OnnxEngine copy = copy();
    copy.threads = value;
    return copy;
  }

  /** A copy that opens quickly, and computes slowly. */
  OnnxEngine forOneRun() {
    OnnxEngine copy = copy();
    copy.optimised = false;
    copy.device = Device.CPU;
    return copy;
  }

  /**
   * A copy that looks elsewhere for weights that a model keeps outside of itself.
   *
   * @param value the folder to which the names in the model are relative
   * @return the copy
   */
  public OnnxEngine withFolder(Path value) {
    OnnxEngine copy = copy();
    copy.folder = value;
    return copy;
  }

  /**
   * A copy that takes weights from arrays instead of the model. ONNX Runtime makes copies of them,
   * packed as its operators want them; they must be there as long as a session is open.
   *
   * @param values name of an initialiser of the model, whose data lie outside of it, to its values:
   *     float32, in C order
   * @return the copy
   */
  public OnnxEngine withWeights(Map<String, INDArray> values) {
    OnnxEngine copy = copy();
    copy.weights = Map.copyOf(values);
    return copy;
  }

  /**
   * A copy whose sessions read these arrays at each run, where they lie: no copy is made.
   *
   * @param values name of an input of the model, other than that of the pictures, to its values:
   *     float32, in C order
   * @return the copy
   */
  public OnnxEngine withConstants(Map<String, INDArray> values) {
    OnnxEngine copy = copy();
    copy.constants = Map.copyOf(values);
    return copy;
  }

  /**
   * Opens a model.
   *
   * @param model the whole of an ONNX file; may be given up afterwards
   * @return the session, to be closed
   * @throws LabException if it cannot be computed here, or there is no library for this system
   */
  public OnnxSession open(byte[] model) {
    return open("the model", (environment, options) -> environment.createSession(model, options));
  }

  /**
   * Opens a model outside of the heap.
   *
   * @param model the whole of an ONNX file, a direct buffer; may be given up afterwards
   * @param name what to call it in messages
   * @return the session, to be closed
   * @throws LabException if it cannot be computed here, or there is no library for this system
   */
  public OnnxSession open(ByteBuffer model, String name) {
    return open(name, (environment, options) -> environment.createSession(model, options));
  }

  /**
   * Opens a file.
   *
   * @param file of ONNX
   * @return the session, to be closed
   * @throws LabException if it cannot be computed here, or there is no library for this system
   */
  public OnnxSession open(Path file) {
    return open(
        file.toString(),
        (environment, options) -> environment.createSession(file.toString(), options));
  }

  private interface Opening {
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  /** The GPU, tried once: its failure is said once. */
  private static final class Cuda {
    static final Optional<CudaProvider> PROVIDER =
        CudaProvider.serving(System.getenv(), System.err::println);

    private Cuda() {}
  }

  private OnnxSession open(String name, Opening opening) {
    OrtEnvironment environment = environment();
    Optional<CudaProvider> gpu = device == Device.CUDA ? Cuda.PROVIDER : Optional.empty();
    if (gpu.isEmpty()) {
      return open(environment, name, opening, gpu);
    }
    try {
      return open(environment, name, opening, gpu);
    } catch (LabException e) {
      String said = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
      if (!CudaProvider.isOfGpu(said)) {
        throw e;
      }
      // It may not fit: the GPU is shared.
      OnnxSession session = open(environment, name, opening, Optional.empty());
      System.err.println(name + ": " + CudaProvider.onTheProcessor(said));
      return session;
    }
  }

  private OnnxSession open(
      OrtEnvironment environment, String name, Opening opening, Optional<CudaProvider> gpu) {
    Map<String, OnnxTensorLike> handed = new LinkedHashMap<>();
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    boolean open = false;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // What fails is thrown; standard error is no place for the rest.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setOptimizationLevel(
          optimised
              ? OrtSession.SessionOptions.OptLevel.ALL_OPT
              : OrtSession.SessionOptions.OptLevel.NO_OPT);
      if (!optimised) {
        options.addConfigEntry("session.disable_prepacking", "1");
      }
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry(SPINNING, "0");
      // One block for all of a batch's maps comes beside those that the first batch took singly.
      options.setMemoryPatternOptimization(false);
      if (folder != null) {
        options.addConfigEntry(FOLDER, folder.toAbsolutePath().toString());
      }
      if (gpu.isPresent()) {
        gpu.get().addTo(options);
      }
      for (Map.Entry<String, INDArray> weight : weights.entrySet()) {
        handed.put(weight.getKey(), tensor(environment, weight.getValue()));
      }
      for (Map.Entry<String, INDArray> constant : constants.entrySet()) {
        given.put(constant.getKey(), tensor(environment, constant.getValue()));
      }
      if (!handed.isEmpty()) {
        options.addExternalInitializers(handed);
      }
      OnnxSession session =
          new OnnxSession(
              environment, opening.open(environment, options), name, handed.values(), given);
      open = true;
      return session;
    } catch (OrtException e) {
      throw OnnxFailures.opening(name, e);
    } catch (IOException e) {
      throw LabException.reading("a library of CUDA 12", e);
    } finally {
      if (!open) {
        handed.values().forEach(OnnxTensorLike::close);
        given.values().forEach(OnnxTensor::close);
      }
    }
  }

  /** An array as ONNX Runtime sees it: the same memory. */
  static OnnxTensor tensor(OrtEnvironment environment, INDArray values) throws OrtException {
    if (values.length() > LONGEST) {
      throw LabException.of(
          "at most " + Sizes.text(LONGEST * Float.BYTES) + " in one array",
          Sizes.text(values.length() * Float.BYTES),
          "take fewer pictures at once (withBatchSize)");
    }
    return OnnxTensor.createTensor(environment, Numbers.of(values), values.shape());
  }

  /** Where the numbers of an array lie: a view begins somewhere in a buffer of any size. */
  private static final class Numbers extends FloatPointer {
    private Numbers(long address, long length) {
      super((Pointer) null);
      this.address = address;
      this.limit = length;
      this.capacity = length;
    }

    static FloatBuffer of(INDArray values) {
      if (!isInMemory()) {
        FloatBuffer fetched = values.data().asNioFloat();
        return fetched.limit(fetched.position() + (int) values.length());
      }
      long start = values.data().address() + Float.BYTES * values.offset();
      return new Numbers(start, values.length()).asBuffer();
    }
  }

  private static OrtEnvironment environment() {
    if (Loaded.PROBLEM != null) {
      throw OnnxFailures.loading(Loaded.PROBLEM);
    }
    return Objects.requireNonNull(Loaded.ENVIRONMENT);
  }
}
