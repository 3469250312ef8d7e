package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Pretrained;
import io.transferlab.study.GeneratedPart;
import io.transferlab.study.SourceComparison;
import io.transferlab.study.SourceComparison.Candidate;
import io.transferlab.study.SourceNetwork;
import io.transferlab.study.SourceTraining;
import io.transferlab.study.vit.VitCandidates;
import io.transferlab.study.vit.VitTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab sketch evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description =
        "Compares networks that were trained with other seeds. Each sees the same "
            + "fresh pictures; the median on validation pictures is named.")
final class SketchEvaluateCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Sketch_Objects, Sketch_Scenes, Sketch_Objects_ResNet50 or Sketch_Objects_ViT")
  private String name;

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description = "weights that `sketch train` wrote, or folders to look for them in")
  private List<Path> places = List.of();

  @Option(
      names = "--shipped",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "the network that comes with the course as well (default: on)")
  private boolean shipped = true;

  @Option(
      names = "--out",
      paramLabel = "FILE.md",
      description =
          "put the comparison into this file, between <!-- BEGIN NAME --> and <!-- END NAME -->")
  private Path out;

  @Option(
      names = "--pictures",
      description = "validation pictures of each class, and test pictures (default: 50)")
  private int pictures = 50;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    if (name.replace('-', '_').equalsIgnoreCase(VitTraining.NAME)) {
      return transformers();
    }
    Pretrained network = Pretrained.named(name);
    SketchSet set = SourceTraining.drawings(network);
    OutputPlace.file("--out", out);
    if (out != null) {
      GeneratedPart.check(out, network.id());
    }
    Lab.start();
    List<SourceNetwork> networks = new ArrayList<>();
    if (shipped) {
      networks.add(SourceNetwork.of(network));
    }
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        SourceFiles.files(place, network.fileName())
            .forEach(f -> networks.add(SourceNetwork.of(network, f)));
      } else {
        networks.add(SourceNetwork.of(network, place));
      }
    }
    return tell(
        new SourceComparison(
            network.id(),
            pictures,
            networks.stream().map(n -> Candidate.of(set, n, pictures)).toList()));
  }

  private int transformers() {
    OutputPlace.file("--out", out);
    if (out != null) {
      GeneratedPart.check(out, VitTraining.NAME);
    }
    Lab.start();
    List<Candidate> candidates = new ArrayList<>();
    if (shipped) {
      candidates.add(VitCandidates.shipped(pictures));
    }
    for (Path place : places) {
      List<Path> files =
          Files.isDirectory(place) ? SourceFiles.files(place, VitTraining.FILE) : List.of(place);
      files.forEach(file -> candidates.add(VitCandidates.candidate(file, pictures)));
    }
    return tell(new SourceComparison(VitTraining.NAME, pictures, candidates));
  }

  private int tell(SourceComparison comparison) {
    System.out.println(json ? Json.text(comparison.summary()) : comparison.markdown());
    if (out != null) {
      GeneratedPart.replace(out, comparison.name(), comparison.markdown());
    }
    return 0;
  }
}
