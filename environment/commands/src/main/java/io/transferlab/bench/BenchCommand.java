package io.transferlab.bench;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench}. */
@Command(
    name = "bench",
    subcommands = {
      MapBenchCommand.class,
      SvmBenchCommand.class,
      ScaleBenchCommand.class,
      BenchWordsCommand.class,
      SentenceBenchCommand.class,
      SketchBenchCommand.class,
      TrainingBenchCommand.class,
      EngineBenchCommand.class,
      BenchAllCommand.class
    },
    mixinStandardHelpOptions = true,
    description =
        "Measures the fast path against DL4J as it comes (and PyTorch), in one run, "
            + "alternating. Let nothing else run on the machine meanwhile. About a minute.")
public final class BenchCommand implements Callable<Integer> {
  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description =
          "a Python with PyTorch, to be measured beside it, for instance /usr/bin/python3")
  private String python;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  /** What features cost. */
  @Command(
      name = "features",
      mixinStandardHelpOptions = true,
      description =
          "Measures feature extraction against the forward pass alone (VGG16, random "
              + "weights). A few minutes.")
  int features(
      @Option(names = "--rounds", defaultValue = "3", description = "default: 3") int rounds,
      @Option(
              names = "--out",
              defaultValue = "build/bench-features",
              description = "where the pictures go (default: ${DEFAULT-VALUE})")
          Path out,
      @Option(names = "--json", description = "one JSON object on standard output, nothing else")
          boolean asJson)
      throws IOException {
    if (rounds < 1) {
      throw LabException.of("at least 1 round", "--rounds " + rounds, "leave the option out");
    }
    FeatureBenchmark result = FeatureBenchmark.run(rounds, out);
    System.out.println(asJson ? Json.text(result) : result.toString());
    return 0;
  }

  /** What training on a frozen trunk costs. */
  @Command(
      name = "frozen",
      mixinStandardHelpOptions = true,
      description =
          "Measures five epochs of a head on a frozen trunk against one pass of the "
              + "pictures through that trunk. VGG16 (--source VGG16_ImageNet) has random "
              + "weights here; it takes minutes.")
  int frozen(
      @Option(
              names = "--source",
              defaultValue = "Sketch_Objects",
              description = "whose trunk (default: ${DEFAULT-VALUE})")
          String source,
      @Option(
              names = "--freeze-to",
              defaultValue = "block5_pool",
              description = "its last layer (default: ${DEFAULT-VALUE})")
          String layer,
      @Option(
              names = "--per-class",
              defaultValue = "60",
              description = "training pictures of each of ten classes (default: ${DEFAULT-VALUE})")
          int perClass,
      @Option(names = "--rounds", defaultValue = "3", description = "default: 3") int rounds,
      @Option(names = "--json", description = "one JSON object on standard output, nothing else")
          boolean asJson) {
    Pretrained named = Pretrained.named(source);
    Backbone network =
        named == Pretrained.VGG16_IMAGENET
            ? Backbone.random(
                named.id(), named.architecture(), Preprocessing.CAFFE, List.of("a", "b"), 1)
            : named.load();
    FrozenBenchmark result = FrozenBenchmark.run(network, layer, perClass, rounds);
    System.out.println(asJson ? Json.text(result) : result.toString());
    return 0;
  }

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw LabException.of("at least 1 round", "--rounds " + rounds, "leave the option out for 5");
    }
    FastPathBenchmark result;
    try (TorchPeer peer = python == null ? null : new TorchPeer(python)) {
      result = FastPathBenchmark.run(rounds, peer);
    }
    System.out.println(json ? Json.text(result) : result.toString());
    return 0;
  }
}
