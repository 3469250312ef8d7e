package io.transferlab.cli;

import io.transferlab.cli.FeatureStudy.Run;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.data.Targets;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Pretrained;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code environment/lab sketch table}. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    description = {
      "Compares features by transfer: the last two layers, all layers, each with an L2 norm, and the",
      "Full-Network Embedding (FNE)",
      "of every source and of random weights, on every target.",
      "The layout is that of the published table, which is printed beside it. The same training",
      "pictures serve all methods of a run, and the same test pictures all runs."
    })
final class TableCommand implements Callable<Integer> {
  @Option(
      names = "--sources",
      split = ",",
      description = "default: the drawn networks that come with the course")
  private List<String> sources;

  @Option(names = "--targets", split = ",", description = "default: the drawn targets")
  private List<String> targets;

  @Option(
      names = "--control",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "random weights as well, new ones in each run (default: on)")
  private boolean control = true;

  @Option(names = "--out", paramLabel = "FILE.md", description = "write the table as Markdown")
  private Path out;

  @Mixin private FeatureOptions options;

  @Override
  public Integer call() {
    options.check();
    Lab.start();
    List<Pretrained> chosen =
        sources == null
            ? Arrays.stream(Pretrained.values())
                .filter(p -> p.isShipped() && p.id().matches("Sketch_[A-Za-z]+"))
                .toList()
            : sources.stream().map(Pretrained::named).toList();
    if (chosen.isEmpty()) {
      throw LabException.of("at least one source", "none", "name one with --sources");
    }
    List<String> names = targets == null ? Targets.names() : targets;
    TransferTable table = new TransferTable(options, names);
    for (String target : names) {
      for (int seed = 1; seed <= options.seeds; seed++) {
        for (Pretrained source : chosen) {
          fill(table, source.id(), source.load(), target, seed);
        }
        if (control) {
          Backbone random = Heads.randomized(chosen.get(0).load(), seed);
          fill(table, TransferTable.CONTROL, random, target, seed);
        }
      }
      if (!options.json) {
        System.out.println(target + ": " + table.line(target));
      }
    }
    if (options.json) {
      System.out.println(Json.GSON.toJson(table.json()));
    } else {
      System.out.println("\n" + table.markdown());
    }
    if (out != null) {
      AtomicFiles.write(
          out, stream -> stream.write(table.markdown().getBytes(StandardCharsets.UTF_8)));
    }
    return 0;
  }

  private void fill(
      TransferTable table, String source, Backbone backbone, String target, long seed) {
    List<Method> methods = new ArrayList<>(Method.lastTwo(backbone));
    // Between the two, to tell what all layers are worth from what the embedding makes of them.
    methods.add(Method.l2(backbone.reluLayers()));
    methods.add(Method.fne(backbone.reluLayers()));
    List<Run> runs = new FeatureStudy(options, target).run(backbone, methods, seed);
    Map<String, Run> named = new LinkedHashMap<>();
    for (int i = 0; i < methods.size(); i++) {
      named.put(methods.get(i).name(), runs.get(i));
    }
    table.add(source, target, named);
  }
}
