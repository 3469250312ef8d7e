package io.transferlab.book;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A site on disk. It knows its files, so that a page that is no more goes with the next one. */
public final class Site {
  private static final String LIST = "book-files.txt";

  private Site() {}

  /**
   * Writes a site.
   *
   * @param files contents by path, with {@code /}
   * @param folder where to: empty or new, or one that holds an earlier site; what else lies there
   *     stays
   * @throws LabException if the folder holds something else, or a file cannot be written
   */
  public static void write(Map<String, byte[]> files, Path folder) {
    Path list = folder.resolve(LIST);
    try {
      if (Files.isRegularFile(list)) {
        for (String name : Files.readAllLines(list)) {
          Path old = folder.resolve(name).normalize();
          if (!files.containsKey(name) && old.startsWith(folder.normalize())) {
            Files.deleteIfExists(old);
          }
        }
      } else if (Files.isDirectory(folder) && !isEmpty(folder)) {
        throw LabException.of(
            "an empty folder or an earlier site at " + folder,
            "a folder with other files",
            "name another with --out");
      }
    } catch (IOException e) {
      throw LabException.writing(folder, e);
    }
    // First: if writing ends half way, the next time knows what is there.
    AtomicFiles.writeText(list, String.join("\n", List.copyOf(files.keySet())) + "\n");
    files.forEach(
        (name, content) -> AtomicFiles.write(folder.resolve(name), o -> o.write(content)));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
