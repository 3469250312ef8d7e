package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.network.Pretrained;
import io.transferlab.study.SourceNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Further networks of a source: trained in the same way with other seeds. */
final class SourceFiles {
  /** A folder, one below it for each seed, and their files. */
  private static final int DEPTH = 2;

  @Option(
      names = "--source-weights",
      paramLabel = "NAME=FILE",
      description =
          "another network of a source, such as "
              + "Sketch_Objects=other/sketch-objects.weights; may be repeated. Networks of "
              + "one name that differ in their seed tell the spread between them.")
  private List<String> weights = List.of();

  @Option(
      names = "--source-folder",
      paramLabel = "DIR",
      description = "the networks that `sketch train` left in this folder and those just below it")
  private Path folder;

  /** The networks that come with the course, and the further ones of the same names. */
  List<SourceNetwork> networks(List<Pretrained> sources) {
    List<SourceNetwork> networks = new ArrayList<>();
    for (Pretrained source : sources) {
      networks.add(SourceNetwork.of(source));
      if (folder != null && source.isShipped()) {
        files(source.fileName()).forEach(f -> networks.add(SourceNetwork.of(source, f)));
      }
    }
    for (String one : weights) {
      String[] parts = one.split("=", 2);
      if (parts.length < 2) {
        throw LabException.of(
            "NAME=FILE", one, "write --source-weights " + sources.get(0).id() + "=FILE");
      }
      Pretrained source = Pretrained.named(parts[0]);
      if (!sources.contains(source)) {
        throw Names.unknown(
            "one of the sources", parts[0], sources.stream().map(Pretrained::id).toList());
      }
      networks.add(SourceNetwork.of(source, Path.of(parts[1])));
    }
    return networks;
  }

  private List<Path> files(String name) {
    return files(folder, name);
  }

  /** The files of a name in a folder and those just below it, in order. */
  static List<Path> files(Path folder, String name) {
    if (!Files.isDirectory(folder)) {
      throw LabException.of(
          "a folder of networks",
          "none at " + folder,
          "train some with `environment/lab sketch train`");
    }
    try (Stream<Path> all = Files.walk(folder.toRealPath(), DEPTH)) {
      return all.filter(f -> f.endsWith(name)).sorted().toList();
    } catch (IOException e) {
      throw LabException.reading(folder, e);
    }
  }

  /** What was asked for, without the paths of this machine. */
  String words() {
    return (folder == null ? "" : " --source-folder FOLDER")
        + (weights.isEmpty() ? "" : " --source-weights NAME=FILE ...");
  }
}
