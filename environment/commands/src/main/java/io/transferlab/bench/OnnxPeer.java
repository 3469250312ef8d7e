package io.transferlab.bench;

import io.transferlab.core.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** ONNX Runtime in a process of its own, idle until it is asked to compute. */
final class OnnxPeer implements AutoCloseable {
  /** Not called .java in the jar: compilers would take it for a class of ours. */
  private static final String SCRIPT = "OnnxPeer.java.txt";

  private final Process process;
  private final BufferedReader answers;
  private final PrintStream questions;
  private final String version;

  /**
   * Starts it.
   *
   * @param jar ONNX Runtime for Java
   * @param threads that it computes with
   * @param folder where its program goes
   */
  OnnxPeer(Path jar, int threads, Path folder) throws IOException {
    Path program = folder.resolve("OnnxPeer.java");
    try (InputStream script = OnnxPeer.class.getResourceAsStream(SCRIPT)) {
      Files.copy(script, program);
    }
    process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-cp",
                jar.toString(),
                program.toString(),
                String.valueOf(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    version = answer();
  }

  /** The newest that Maven has fetched for the tests. */
  static Path fetched() throws IOException {
    Path folder =
        Path.of(System.getProperty("user.home"))
            .resolve(".m2/repository/com/microsoft/onnxruntime/onnxruntime");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder, 2)) {
        Path newest =
            all.filter(f -> f.toString().endsWith(".jar"))
                .sorted()
                .reduce((a, b) -> b)
                .orElse(null);
        if (newest != null) {
          return newest;
        }
      }
    }
    throw LabException.of(
        "ONNX Runtime for Java",
        "none in " + folder,
        "run `environment/lab test java`, which fetches it, or name its jar with --onnxruntime");
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw LabException.of(
          "ONNX Runtime to answer", "a process that ended", "look at the lines above");
    }
    return line;
  }

  /** Takes a network whose input is prepared, channels last. */
  void open(Path file, int side) throws IOException {
    questions.println("open " + side + " " + file);
    answer();
  }

  /** Milliseconds a picture. */
  double run(int steps, int batch) throws IOException {
    questions.println("run " + steps + " " + batch);
    return Double.parseDouble(answer());
  }

  String name() {
    return version;
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
