package io.transferlab.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaProviderTest {
  @TempDir private Path folder;

  /** The first eight as onnxruntime_gpu 1.28.0 said them on a machine without a GPU. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Failed to load library /l/libonnxruntime_providers_cuda.so with error: libcublasLt.so.12:"
            + " cannot open shared object file: No such file or directory"
            + "| libcublasLt.so.12 of CUDA 12 is not found | doctor",
        "Failed to load library /l/libonnxruntime_providers_cuda.so with error: libcuda.so.1:"
            + " cannot open shared object file: No such file or directory| the NVIDIA driver's own"
            + " library | --gpus all",
        "with error: /l/libonnxruntime_providers_cuda.so: undefined symbol: cudaLibraryGetKernel,"
            + " version libcudart.so.12 | older than 12.8 | LAB_CUDA12",
        "Failed to parse provider option \"device_id\": CUDA failure 35: CUDA driver version is"
            + " insufficient for CUDA runtime version ; GPU=-1 | driver is too old | 525.60",
        "with error: /l/libonnxruntime_providers_cuda.so: file too short"
            + "| libonnxruntime_providers_cuda.so: file too short | fetch it anew",
        "Failed to find CUDA shared provider | the one for the processor | start --gpu",
        "CUDA execution provider is not enabled in this build. | the one for the processor | start"
            + " --gpu",
        "This binary was not compiled with CUDA support. | the one for the processor | start --gpu",
        "CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 | no GPU can be seen |"
            + " VISIBLE",
        "CUDA failure 2: out of memory ; GPU=0 | memory is full | nvidia-smi",
        "BFCArena::AllocateRawInternal Available memory of 1048576 is smaller than requested bytes"
            + " of 9437184 | memory is full | LAB_GPU_MEMORY",
        "CUDA failure 209: no kernel image is available for execution on the device"
            + "| no code for this GPU | doctor",
        "CUDNN failure 1001: CUDNN_STATUS_NOT_INITIALIZED ; GPU=0 | cuDNN 9 does not start | 9.10",
        "something else | something else | LAB_DEVICE=cpu",
      })
  void whatGoesWrongIsSaidInOneLineWithItsCure(String said, String cause, String cure) {
    String line = CudaProvider.onTheProcessor(said);
    assertTrue(line.startsWith("ONNX Runtime computes on the CPU: "), line);
    assertTrue(line.substring(0, line.indexOf(" Next: ")).contains(cause), line);
    assertTrue(line.substring(line.indexOf(" Next: ")).contains(cure), line);
    assertEquals(1, line.lines().count(), line);
  }

  @Test
  void figuresAreThoseOfTheProcessorAndMemoryIsShared() {
    assertEquals("0", CudaProvider.of(Map.of()).settings().get("use_tf32"));
    assertFalse(CudaProvider.of(Map.of()).settings().containsKey("gpu_mem_limit"));
    CudaProvider half = CudaProvider.of(Map.of("LAB_GPU_MEMORY", "6144m", "LAB_CUDA12", "/a:/b"));
    assertEquals("6442450944", half.settings().get("gpu_mem_limit"));
    assertEquals(List.of(Path.of("/a"), Path.of("/b")), half.folders());
    assertEquals(
        OptionalLong.of(4L << 30), CudaProvider.of(Map.of("LAB_GPU_MEMORY", "4G")).memory());
    for (String wrong : List.of("4", "0g", "much", "4gb")) {
      Map<String, String> variables = Map.of("LAB_GPU_MEMORY", wrong);
      assertThrows(LabException.class, () -> CudaProvider.of(variables), wrong);
    }
  }

  /** The jar here is that for the processor: ONNX Runtime itself refuses. */
  @Test
  void aRefusalOfOnnxRuntimeIsSaidOnce() {
    List<String> said = new ArrayList<>();
    assertTrue(CudaProvider.serving(Map.of(), said::add).isEmpty());
    assertEquals(1, said.size());
    assertTrue(
        said.get(0).contains("is the one for the processor. Next: start the labs"), said.get(0));
    assertTrue(CudaProvider.serving(Map.of("LAB_GPU_MEMORY", "much"), said::add).isEmpty());
    assertTrue(said.get(1).contains("found much"), said.get(1));
  }

  @Test
  void aLibraryThatIsBrokenIsNamed() throws Exception {
    Path broken = Files.writeString(folder.resolve("libcudart.so.12"), "");
    List<String> said = new ArrayList<>();
    CudaProvider.serving(Map.of("LAB_CUDA12", folder.toString()), said::add);
    assertTrue(said.get(0).contains(broken + ": file too short"), said.get(0));
    // ELF, but no more than its first bytes: the system's loader refuses.
    Files.write(broken, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    CudaProvider.serving(Map.of("LAB_CUDA12", folder.toString()), said::add);
    assertTrue(said.get(1).contains("libcudart.so.12"), said.get(1));
    assertTrue(said.get(1).startsWith("ONNX Runtime computes on the CPU: "), said.get(1));
  }

  /** In a JVM of its own, as the kernel on a GPU is started, but with an empty provider. */
  @Test
  void theProcessorServesAndOneLineSaysWhy() throws Exception {
    Path out = folder.resolve("out.txt");
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Twice.class.getName(),
            out.toString());
    Files.writeString(folder.resolve("libcudnn.so.9"), "");
    java.environment().put("LAB_DEVICE", "gpu");
    java.environment().put("LAB_CUDA12", folder.toString());
    Path errors = folder.resolve("errors.txt");
    java.redirectError(errors.toFile()).redirectOutput(folder.resolve("rest.txt").toFile());
    int end = java.start().waitFor();
    String said = Files.readString(errors, StandardCharsets.UTF_8);
    assertEquals(0, end, said);
    assertEquals("CUDA [y] [y]", Files.readString(out));
    assertEquals(
        1, said.lines().filter(line -> line.contains("computes on the CPU")).count(), said);
    assertTrue(said.contains("libcudnn.so.9: file too short"), said);
  }

  /** Opens two sessions where a GPU was asked for. */
  static final class Twice {
    private Twice() {}

    public static void main(String[] arguments) throws Exception {
      byte[] model = OnnxEngineTest.identity().toByteArray();
      OnnxEngine engine = OnnxEngine.defaults();
      try (OnnxSession one = engine.open(model);
          OnnxSession two = engine.open(model)) {
        Files.writeString(
            Path.of(arguments[0]), engine.device() + " " + one.outputs() + " " + two.outputs());
      }
    }
  }
}
