package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.export.OnnxExport;
import io.transferlab.export.SafetensorsExport;
import io.transferlab.network.Sources;
import io.transferlab.predict.PictureClassifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab export NETWORK --onnx FILE}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a network for other programs: an ONNX file for Python, C++, browsers, "
          + "phones, servers; its weights for Keras.",
      "",
      "The ONNX file (operator set 13: readers since 2021) holds the whole " + "classifier. In:",
      "pixels, RGB of 0 to 255, any number of pictures; decoding and stretching to "
          + "the side are the reader's, all else is inside. Out: probabilities, "
          + "calibrated if the network is, and logits. Its metadata: classes (JSON), "
          + "temperature, threshold of \"I do not know\", preprocessing, provenance.*. "
          + "Inner layers keep their names. What is printed at the end uses it from "
          + "Python.",
      ""
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NETWORK", description = Networks.HELP)
  private String network;

  @Mixin private SourceWeights weights;

  @Option(names = "--onnx", paramLabel = "FILE", description = "write an ONNX file")
  private Path onnx;

  @Option(
      names = "--channels-first",
      description = "its input is [batch, 3, side, side] (default: [batch, side, side, 3])")
  private boolean channelsFirst;

  @Option(
      names = "--prepared",
      description = "its input is prepared outside, without the preprocessing inside")
  private boolean prepared;

  @Option(
      names = "--safetensors",
      paramLabel = "FILE",
      description = "write the weights, with Keras' names and shapes, as a safetensors file")
  private Path safetensors;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  /** What {@code --json} prints. */
  private record Written(
      String network,
      List<String> classes,
      File onnx,
      String input,
      File safetensors,
      Map<String, String> provenance) {}

  private record File(String file, long bytes) {
    static File of(Path file) {
      return file == null ? null : new File(file.toString(), file.toFile().length());
    }
  }

  @Override
  public Integer call() {
    if (onnx == null && safetensors == null) {
      throw new ParameterException(
          spec.commandLine(), "Name a file to write: --onnx FILE or --safetensors FILE");
    }
    if (onnx == null && (channelsFirst || prepared)) {
      throw new ParameterException(
          spec.commandLine(), "--channels-first and --prepared have a meaning with --onnx alone");
    }
    OutputPlace.file("--onnx", onnx);
    OutputPlace.file("--safetensors", safetensors);
    Lab.start();
    PictureClassifier classifier = classifier();
    OnnxExport export =
        OnnxExport.of(classifier).withChannelsFirst(channelsFirst).withPrepared(prepared);
    if (onnx != null) {
      export.write(onnx);
    }
    if (safetensors != null) {
      SafetensorsExport.write(classifier, safetensors);
    }
    if (json) {
      System.out.println(
          Json.text(
              new Written(
                  classifier.name(),
                  classifier.classes(),
                  File.of(onnx),
                  onnx == null ? null : export.input(),
                  File.of(safetensors),
                  classifier.provenance().facts())));
    } else {
      print(classifier, export);
    }
    return 0;
  }

  private PictureClassifier classifier() {
    Path file = Path.of(network);
    if (Sources.isOnnx(network)) {
      throw LabException.of(
          "a network of this course to export",
          network + ", a network of ONNX",
          "take its file as it is, or export a classifier made of it");
    }
    if (Files.exists(file)) {
      return PictureClassifier.load(file);
    }
    if (Networks.names().contains(network)) {
      return Networks.load(network);
    }
    if (network.endsWith(".zip") || file.getNameCount() > 1) {
      throw LabException.of(
          "a network in a file",
          "no file " + network,
          "save one with `environment/lab fine-tune ... --save " + network + "`");
    }
    return PictureClassifier.of(weights.load(network));
  }

  private void print(PictureClassifier classifier, OnnxExport export) {
    System.out.println(classifier);
    if (onnx != null) {
      System.out.printf(
          "Written to %s, %s%n  in:  %s%n  out: %s%n  From Python:%n%n%s%n",
          onnx, size(onnx), export.input(), OnnxExport.OUTPUTS, export.python(onnx).indent(4));
    }
    if (safetensors != null) {
      System.out.printf(
          "Written to %s, %s: weights with Keras' names and shapes%n",
          safetensors, size(safetensors));
    }
  }

  private static String size(Path file) {
    return Sizes.text(file.toFile().length());
  }
}
