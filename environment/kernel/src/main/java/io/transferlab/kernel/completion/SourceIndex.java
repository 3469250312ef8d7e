package io.transferlab.kernel.completion;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds the sources of libraries on the class path: in the jar, in the {@code -sources.jar} beside
 * it, or in {@code src/main/java} of the project that built it. JShell itself knows only those of
 * the JDK.
 */
public final class SourceIndex {
  private final List<String> entries;
  private Map<String, List<Source>> bySimpleName;

  private record Source(Path place, String name) {}

  /**
   * The sources of one type.
   *
   * @param text of the file that declares it
   */
  public record Found(String qualifiedName, String text) {}

  /**
   * @param classPath in the notation of the platform
   */
  public SourceIndex(String classPath) {
    this.entries = List.of(classPath.split(File.pathSeparator));
  }

  /**
   * The source of a type.
   *
   * @param name qualified, or simple if that is all that is known
   */
  public synchronized Optional<Found> find(String name) {
    if (bySimpleName == null) {
      bySimpleName = new HashMap<>();
      entries.forEach(this::index);
    }
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return bySimpleName.getOrDefault(simple, List.of()).stream()
        .filter(s -> qualified(s.name()).endsWith(name))
        .findFirst()
        .flatMap(SourceIndex::read);
  }

  private void index(String entry) {
    Path path = Path.of(entry).toAbsolutePath();
    Path folder = path.getParent();
    if (entry.isBlank() || folder == null) {
      return;
    }
    String name = path.getFileName().toString();
    if (name.endsWith(".jar")) {
      indexJar(folder.resolve(name.replaceFirst("\\.jar$", "-sources.jar")));
    }
    boolean built =
        folder.getFileName() != null && folder.getFileName().toString().equals("target");
    if (built && folder.getParent() != null) {
      indexFolder(folder.resolveSibling("src").resolve("main").resolve("java"));
    }
  }

  private void indexJar(Path jar) {
    if (!Files.isRegularFile(jar)) {
      return;
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream().map(ZipEntry::getName).forEach(name -> add(jar, name));
    } catch (IOException e) {
      // A broken jar has no documentation.
    }
  }

  private void indexFolder(Path root) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      files.forEach(f -> add(root, root.relativize(f).toString().replace(File.separatorChar, '/')));
    } catch (IOException e) {
      // A folder that cannot be read has no documentation.
    }
  }

  private void add(Path place, String name) {
    if (name.endsWith(".java")) {
      String simple = name.substring(name.lastIndexOf('/') + 1, name.length() - ".java".length());
      bySimpleName.computeIfAbsent(simple, s -> new ArrayList<>()).add(new Source(place, name));
    }
  }

  private static String qualified(String entry) {
    return entry.substring(0, entry.length() - ".java".length()).replace('/', '.');
  }

  private static Optional<Found> read(Source source) {
    try {
      if (Files.isDirectory(source.place())) {
        String text = Files.readString(source.place().resolve(source.name()));
        return Optional.of(new Found(qualified(source.name()), text));
      }
      try (ZipFile zip = new ZipFile(source.place().toFile())) {
        byte[] bytes = zip.getInputStream(zip.getEntry(source.name())).readAllBytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Optional.of(new Found(qualified(source.name()), text));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
