package io.transferlab.bench;

import io.transferlab.core.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PyTorch in a process of its own, idle until it is asked to train or to classify. */
final class TorchPeer implements FastPathBenchmark.Peer, AutoCloseable {
  private static final String SCRIPT = "training_torch.py";

  private final String python;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream questions;
  private final String version;

  TorchPeer(String python) {
    this.python = python;
    try (InputStream script = TorchPeer.class.getResourceAsStream(SCRIPT)) {
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      String threads =
          System.getenv()
              .getOrDefault(
                  "OMP_NUM_THREADS", String.valueOf(Runtime.getRuntime().availableProcessors()));
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(List.of(python, "-c", text, threads)));
      builder.redirectError(Redirect.DISCARD);
      // Waiting threads sleep, as on our side: spinning, the two would disturb each other.
      builder.environment().putAll(Map.of("OMP_WAIT_POLICY", "passive"));
      process = builder.start();
    } catch (IOException e) {
      throw missing(e.getMessage(), e);
    }
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    version = answer();
  }

  private LabException missing(String found, Exception cause) {
    return LabException.of(
        "a Python with PyTorch at " + python,
        found,
        "install python3-torch, name another with --python, or leave the option out",
        cause);
  }

  private String answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw missing("one that ended without an answer", null);
      }
      return line;
    } catch (IOException e) {
      throw missing(e.getMessage(), e);
    }
  }

  @Override
  public double train(int steps, int batch) {
    questions.println("train " + steps + " " + batch);
    return Double.parseDouble(answer());
  }

  @Override
  public double infer(int steps, int batch) {
    questions.println("infer " + steps + " " + batch);
    return Double.parseDouble(answer());
  }

  @Override
  public String name() {
    return version;
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
