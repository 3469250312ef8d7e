package io.transferlab.network.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.transferlab.core.LabException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ONNX Runtime on a GPU: the libraries of the user's CUDA 12 that it needs, its settings, and in
 * words what goes wrong with them. Not run on a GPU by us.
 *
 * @param folders that hold the libraries ({@code LAB_CUDA12}); where none does the system's own are
 *     used
 * @param memory how many bytes of the GPU ONNX Runtime's arena may take ({@code LAB_GPU_MEMORY});
 *     empty for as many as there are
 */
record CudaProvider(List<Path> folders, OptionalLong memory) {
  /**
   * In the order in which they need each other. Loaded by their full names first, they are what the
   * provider finds, wherever they lie, and {@code LD_LIBRARY_PATH} need not be set, which would
   * bend every other library too. cuDNN loads its parts from its own folder.
   */
  private static final List<String> LIBRARIES =
      List.of(
          "libcudart.so.12",
          "libcublasLt.so.12",
          "libcublas.so.12",
          "libcurand.so.10",
          "libcudnn.so.9");

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([gGmM])");
  private static final Pattern MISSING = Pattern.compile("(lib\\S+\\.so[.\\d]*): cannot open");

  /** What a computation on a GPU may say, what it means (empty: what it says), and the cure. */
  private record Failure(Pattern said, String cause, String cure) {
    static Failure of(String said, String cause, String cure) {
      return new Failure(Pattern.compile(said, Pattern.CASE_INSENSITIVE), cause, cure);
    }
  }

  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "CUDA failure 2\\b|out of memory|failed to allocate memory|available memory of",
          Pattern.CASE_INSENSITIVE);
  private static final String DOCTOR = "`environment/lab doctor` names what has it";
  private static final List<Failure> FAILURES =
      List.of(
          Failure.of(
              "libcuda\\.so\\S*: cannot open",
              "the NVIDIA driver's own library, libcuda.so.1, is not here",
              "install the driver; in a container, ask for the GPU (docker run --gpus all)"),
          Failure.of(
              "file too short|invalid ELF header|no library",
              "",
              "fetch it anew: remove the course's folder build/cuda, or install its package again"),
          Failure.of(
              "undefined symbol|version `\\S+' not found",
              "the CUDA 12 that was found is older than 12.8",
              "install a newer one, and name its folder in LAB_CUDA12"),
          Failure.of(
              "CUDA failure 35\\b|driver version is insufficient",
              "the NVIDIA driver is too old for CUDA 12, or there is none",
              "update it to 525.60 or later (RTX 50xx: 570.26)"),
          Failure.of(
              "CUDA failure 100\\b|no CUDA-capable device|Invalid device ID",
              "no GPU can be seen from here",
              "look at CUDA_VISIBLE_DEVICES, or ask the container or job for a GPU"),
          Failure.of(
              "CUDA failure 209\\b|no kernel image",
              "ONNX Runtime has no code for this GPU",
              "`environment/lab doctor` tells what serves it"),
          Failure.of(
              OUT_OF_MEMORY.pattern(),
              "the GPU's memory is full",
              "close what else uses it (nvidia-smi lists it), or change LAB_GPU_MEMORY"),
          Failure.of(
              "cudnn",
              "cuDNN 9 does not start on this GPU",
              "look whether its version knows the card (GTX 10xx, V100: 9.10 or older; RTX 50xx:"
                  + " 9.7 or newer)"),
          Failure.of(
              "Failed to find CUDA shared provider|not enabled in this build|not compiled with",
              "ONNX Runtime's library here is the one for the processor",
              "start the labs with `environment/lab start --gpu`"));

  CudaProvider {
    folders = List.copyOf(folders);
  }

  /**
   * As the variables say.
   *
   * @throws LabException if {@code LAB_GPU_MEMORY} is no size
   */
  static CudaProvider of(Map<String, String> variables) {
    String listed = variables.getOrDefault("LAB_CUDA12", "");
    List<Path> folders =
        Arrays.stream(listed.split(File.pathSeparator))
            .filter(each -> !each.isBlank())
            .map(Path::of)
            .toList();
    String size = variables.getOrDefault("LAB_GPU_MEMORY", "").strip();
    if (size.isEmpty()) {
      return new CudaProvider(folders, OptionalLong.empty());
    }
    Matcher m = SIZE.matcher(size);
    if (!m.matches() || Long.parseLong(m.group(1)) == 0) {
      throw LabException.of(
          "a size such as 4g or 1500m in LAB_GPU_MEMORY", size, "set it so, or unset it");
    }
    int shift = m.group(2).equalsIgnoreCase("g") ? 30 : 20;
    return new CudaProvider(folders, OptionalLong.of(Long.parseLong(m.group(1)) << shift));
  }

  /**
   * Tries whether sessions can be given a GPU.
   *
   * @param say takes one line, if they cannot
   * @return what gives it to them; empty if nothing can
   */
  static Optional<CudaProvider> serving(Map<String, String> variables, Consumer<String> say) {
    try (SessionOptions options = new SessionOptions()) {
      CudaProvider provider = of(variables);
      provider.addTo(options);
      return Optional.of(provider);
    } catch (LabException e) {
      say.accept("ONNX Runtime computes on the CPU. " + e.getMessage());
    } catch (OrtException | UnsatisfiedLinkError | IOException e) {
      say.accept(onTheProcessor(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  /** Asks for the GPU in a session's options. */
  void addTo(SessionOptions options) throws OrtException, IOException {
    for (String library : LIBRARIES) {
      for (Path folder : folders) {
        Path file = folder.resolve(library);
        if (Files.isReadable(file)) {
          load(file);
          break;
        }
      }
    }
    // Not addCUDA(int): that takes a GPU that is not there, and fails only at the session.
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
      settings().forEach((name, value) -> set(cuda, name, value));
      options.addCUDA(cuda);
    }
  }

  private static void load(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      // The JVM would take what is no library for one that spoils its stack, and warn.
      if (!Arrays.equals(in.readNBytes(ELF.length), ELF)) {
        throw new IOException(file + ": file too short, or no library");
      }
    }
    System.load(file.toAbsolutePath().toString());
  }

  /**
   * Figures shall be those of the processor up to rounding: no TF32, which keeps 10 bits of 23.
   * Convolutions are chosen by rule, not by trying all of them at every new size of a batch, and
   * memory grows by what is asked for: ND4J's CUDA may live on the same GPU.
   */
  Map<String, String> settings() {
    Map<String, String> common =
        Map.of(
            "use_tf32", "0",
            "cudnn_conv_algo_search", "HEURISTIC",
            "arena_extend_strategy", "kSameAsRequested");
    if (memory.isEmpty()) {
      return common;
    }
    Map<String, String> limited = new TreeMap<>(common);
    limited.put("gpu_mem_limit", Long.toString(memory.getAsLong()));
    return limited;
  }

  private static void set(OrtCUDAProviderOptions options, String name, String value) {
    try {
      options.add(name, value);
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime does not know " + name, e);
    }
  }

  /** What went wrong on the GPU, that the processor serves, and the cure: one line. */
  static String onTheProcessor(String said) {
    return "ONNX Runtime computes on the CPU: " + words(said) + ".";
  }

  /**
   * What went wrong on the GPU.
   *
   * @param whole what ONNX Runtime or the system's loader says
   * @return cause and cure, without a full stop
   */
  static String words(String whole) {
    String said = whole.replaceFirst("(?s)^.* with error: ", "");
    Optional<Failure> known =
        FAILURES.stream().filter(failure -> failure.said.matcher(said).find()).findFirst();
    Matcher missing = MISSING.matcher(said);
    boolean other = missing.find() && !missing.group(1).startsWith("libcuda.");
    if (other) {
      return missing.group(1) + " of CUDA 12 is not found. Next: " + DOCTOR;
    }
    return known
        .map(f -> (f.cause.isEmpty() ? OnnxFailures.plain(said) : f.cause) + ". Next: " + f.cure)
        .orElseGet(
            () ->
                OnnxFailures.plain(said)
                    + ". Next: `environment/lab doctor`; LAB_DEVICE=cpu does without the GPU");
  }

  static boolean isOutOfMemory(String said) {
    return OUT_OF_MEMORY.matcher(said).find();
  }

  /** Whether a failure is one of the GPU, which the processor would not have. */
  static boolean isOfGpu(String said) {
    return Pattern.compile("cuda|cudnn|cublas|gpu", Pattern.CASE_INSENSITIVE).matcher(said).find()
        || FAILURES.stream().anyMatch(failure -> failure.said.matcher(said).find());
  }
}
