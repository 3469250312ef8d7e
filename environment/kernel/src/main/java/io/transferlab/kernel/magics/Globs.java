package io.transferlab.kernel.magics;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import io.transferlab.kernel.errors.CellException;
import io.transferlab.kernel.errors.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Paths with {@code *} and {@code ?} in them, as IJava reads them. */
public final class Globs {
  private Globs() {}

  /**
   * Jars and folders for the class path.
   *
   * @throws CellException naming the path that does not exist
   */
  public static List<String> entries(List<String> globs) throws CellException {
    return find(globs, false);
  }

  /**
   * Files; a folder stands for the files in it.
   *
   * @throws CellException naming the path that does not exist
   */
  public static List<String> files(List<String> globs) throws CellException {
    return find(globs, true);
  }

  private static List<String> find(List<String> globs, boolean files) throws CellException {
    List<String> found = new ArrayList<>();
    for (String glob : globs) {
      List<String> here = find(glob, files);
      if (here.isEmpty()) {
        String text = "there is no file or folder " + glob;
        throw new CellException(new Failure("FileNotFound", text, List.of(text)));
      }
      found.addAll(here);
    }
    return List.copyOf(found);
  }

  private static List<String> find(String glob, boolean files) {
    List<String> found = new ArrayList<>();
    try {
      if (glob.indexOf('*') >= 0 || glob.indexOf('?') >= 0) {
        GlobFinder finder = new GlobFinder(glob);
        for (Path p : files ? finder.computeMatchingFiles() : finder.computeMatchingPaths()) {
          found.add(p.toString());
        }
      } else if (files && Files.isDirectory(Path.of(glob))) {
        try (Stream<Path> inside = Files.list(Path.of(glob))) {
          inside.filter(Files::isRegularFile).sorted().map(Path::toString).forEach(found::add);
        }
      } else if (Files.exists(Path.of(glob))) {
        found.add(glob);
      }
    } catch (IOException e) {
      // A folder in the path is missing or closed: as good as nothing found.
    }
    return found;
  }
}
