package io.transferlab.network.onnx;

import ai.onnxruntime.OrtException;
import io.transferlab.core.LabException;
import java.util.Locale;

/** What ONNX Runtime refuses, in words that say what to do. */
final class OnnxFailures {
  private static final int LONGEST = 300;

  private OnnxFailures() {}

  static LabException loading(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return LabException.of(
        "the library of ONNX Runtime for this system (there is one for Linux on x64 and aarch64,"
            + " macOS, Windows on x64)",
        "none that loads on %s %s (%s)"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                plain(String.valueOf(root.getMessage()))),
        "for pictures use one of the course's own networks, which need no such library, for texts"
            + " compare words; if this system is one of those named, make sure that programs may be"
            + " run from its temporary folder "
            + System.getProperty("java.io.tmpdir"),
        cause);
  }

  static LabException opening(String name, OrtException cause) {
    String message = plain(String.valueOf(cause.getMessage()));
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("opset") && lower.contains("support")) {
      return LabException.of(
          "an operator set that ONNX Runtime 1.28 knows in " + name,
          message,
          "export the network anew with an older one, such as 17",
          cause);
    }
    if (lower.contains("no op registered for")
        || lower.contains("not a registered function/op")
        || lower.contains("could not find an implementation")) {
      return LabException.of(
          "operators that ONNX Runtime knows in " + name,
          message,
          "export the network with standard operators of ONNX only",
          cause);
    }
    return LabException.of(
        "a network that ONNX Runtime can open in " + name,
        message,
        "export or fetch it anew; onnx.checker of Python says more",
        cause);
  }

  static LabException running(String name, OrtException cause) {
    String said = String.valueOf(cause.getMessage());
    if (CudaProvider.isOutOfMemory(said)) {
      return LabException.of(
          "enough memory to compute " + name,
          plain(said),
          "take smaller batches; on a GPU, close what else uses it, change LAB_GPU_MEMORY, or set"
              + " LAB_DEVICE=cpu",
          cause);
    }
    return LabException.of(
        "a network that can be computed in " + name,
        plain(said),
        "check what its card says of its input, or export it anew",
        cause);
  }

  /** One line, without the place in ONNX Runtime's sources. */
  static String plain(String message) {
    String flat =
        message
            .replaceFirst("^Error code - \\S+ - message: ", "")
            .replaceAll("/\\S*/onnxruntime/\\S+:\\d+ ", "")
            .replaceAll("\\S+ onnxruntime::.*?\\) (?=[A-Z])", "")
            .replaceAll("ONNX Runtime only \\*guarantees\\*.*?(?=Opset \\d)", "")
            .replaceAll("\\[?\\b\\w+(Error|Exception)\\b\\]?:? ?", "")
            .replaceAll("\\s+", " ")
            .strip();
    flat = flat.endsWith(".") ? flat.substring(0, flat.length() - 1) : flat;
    return flat.length() > LONGEST ? flat.substring(0, LONGEST) + "…" : flat;
  }
}
