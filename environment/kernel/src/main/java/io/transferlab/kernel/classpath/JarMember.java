package io.transferlab.kernel.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.tools.SimpleJavaFileObject;

/** A file in a jar, as the compiler reads it. */
final class JarMember extends SimpleJavaFileObject {
  private final Path file;
  private final JarFile jar;
  private final JarEntry entry;

  /**
   * A file.
   *
   * @param file the jar
   * @param jar the same, open
   * @param entry its place in it; of a jar for several Javas the one that serves this Java
   */
  JarMember(Path file, JarFile jar, JarEntry entry) {
    super(uri(file, entry.getName()), kind(entry));
    this.file = file;
    this.jar = jar;
    this.entry = entry;
  }

  private static URI uri(Path file, String name) {
    try {
      return new URI("jar", null, file.toUri().getPath() + "!/" + name, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Kind kind(JarEntry entry) {
    String name = entry.getName();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.OTHER && name.endsWith(kind.extension)) {
        return kind;
      }
    }
    return Kind.OTHER;
  }

  /** The name of the class in it, with dots. */
  String binaryName() {
    String name = entry.getName();
    int end = name.length() - kind.extension.length();
    return name.substring(0, kind == Kind.OTHER ? Math.max(name.lastIndexOf('.'), 0) : end)
        .replace('/', '.');
  }

  @Override
  public String getName() {
    return file + "(/" + entry.getName() + ")";
  }

  @Override
  public InputStream openInputStream() throws IOException {
    return jar.getInputStream(entry);
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
    try (InputStream in = openInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public long getLastModified() {
    return entry.getTime();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JarMember member && member.toUri().equals(toUri());
  }

  @Override
  public int hashCode() {
    return toUri().hashCode();
  }
}
