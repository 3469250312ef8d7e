package io.transferlab.kernel.classpath;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * The files of a jar by their package, as this Java reads a jar for several. The class loader has
 * the jar open already; the compiler's own way, a file system for each jar, takes ten times as
 * long.
 */
final class JarFiles {
  private final Path file;
  private final JarFile jar;
  private final Map<String, List<JarEntry>> entries = new HashMap<>();

  /** Opens a jar, which stays open. */
  JarFiles(Path file) throws IOException {
    this.file = file;
    jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    jar.versionedStream()
        .filter(entry -> !entry.isDirectory())
        .forEach(
            entry -> {
              String name = entry.getName();
              String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
              entries
                  .computeIfAbsent(folder.replace('/', '.'), none -> new ArrayList<>())
                  .add(entry);
            });
  }

  /**
   * The files of a package.
   *
   * @param name empty for the nameless one
   */
  List<JarMember> of(String name) {
    return entries.getOrDefault(name, List.of()).stream()
        .map(entry -> new JarMember(file, jar, entry))
        .toList();
  }
}
