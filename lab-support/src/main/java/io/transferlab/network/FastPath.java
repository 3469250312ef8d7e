package io.transferlab.network;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Whether convolutions truly run on oneDNN. Found out by running a small training step in a Java
 * process of its own with oneDNN's log switched on, and counting what the library says it executed;
 * no flag is believed.
 *
 * @param on whether forward and backward convolutions were executed by oneDNN
 * @param convolutions how many convolutions oneDNN executed
 * @param kernel the instruction set of its code, for instance {@code avx2}; empty if off
 */
public record FastPath(boolean on, int convolutions, String kernel) {
  private static final int SECONDS = 60;
  private static final Pattern EXECUTED =
      Pattern.compile("(?:dnnl|onednn)_verbose,exec,cpu,convolution,([^,]*),([^,]*),");

  private static final List<String> NATIVE_LIBRARIES =
      List.of(
          "user.home",
          "java.library.path",
          "org.bytedeco.javacpp.cachedir",
          "org.bytedeco.javacpp.pathsFirst");

  /**
   * Runs the check. Takes about three seconds.
   *
   * @return what was found
   * @throws LabException if the process cannot be started or fails
   */
  public static FastPath check() {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path")));
    // The same native libraries as ours: unpacked below the home, or found where we were told.
    for (String name : NATIVE_LIBRARIES) {
      String value = System.getProperty(name);
      if (value != null) {
        command.add(1, "-D" + name + "=" + value);
      }
    }
    command.add(FastPath.class.getName());
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(Map.of("DNNL_VERBOSE", "1", "ONEDNN_VERBOSE", "1"));
      Process process = builder.start();
      process.getOutputStream().close();
      process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(late(process));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        String[] lines = output.strip().split("\n");
        throw LabException.of(
            "a convolution to run on this machine",
            "exit status " + status + ": " + lines[lines.length - 1],
            "run `environment/lab doctor`; the native library may be the wrong one for this CPU");
      }
      return parse(output);
    } catch (IOException e) {
      throw LabException.of(
          "to start a second Java process",
          LabException.reason(e),
          "close other programs: it needs 512 MB of memory beside this one",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while checking the fast path", e);
    }
  }

  /** What to do with a process that does not end: its output ends with it. */
  private static Function<Throwable, Process> late(Process process) {
    return timeout -> process.destroyForcibly();
  }

  /**
   * Reads oneDNN's log.
   *
   * @param log its lines, among others
   * @return what they say
   */
  static FastPath parse(String log) {
    Matcher matcher = EXECUTED.matcher(log);
    int count = 0;
    boolean forward = false;
    boolean backward = false;
    String kernel = "";
    while (matcher.find()) {
      count++;
      String kind = matcher.group(2).toLowerCase(Locale.ROOT);
      forward |= kind.startsWith("forward");
      backward |= kind.startsWith("backward_weights");
      kernel = matcher.group(1).replaceAll(".*:", "");
    }
    return new FastPath(forward && backward, count, kernel);
  }

  /**
   * What the second process runs: one training step of a network with one convolution.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .list()
                .layer(FastConvolution.of("conv", 3, 1, ConvolutionMode.Same, 16, Activation.RELU))
                .layer(new GlobalPoolingLayer.Builder().build())
                .layer(new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(16, 16, 16, CNN2DFormat.NHWC))
                .build());
    network.init();
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, 16, 16, 16);
    network.fit(x, Nd4j.create(new float[][] {{1, 0}, {0, 1}}));
  }

  @Override
  public String toString() {
    return on
        ? "oneDNN executes the convolutions (" + kernel + ")"
        : "oneDNN does not execute the convolutions: the labs run 5 to 10 times slower";
  }
}
