package io.transferlab.kernel.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Enumeration;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.lang.model.SourceVersion;

/**
 * The packages of a jar.
 *
 * @param state of the file when it was read: of another state this says nothing
 * @param packages that have classes or sources, each between spaces; the nameless one is {@link
 *     #NAMELESS}
 * @param more the jars that its manifest adds to a class path, as it writes them
 */
record JarContents(String state, String packages, String more) {
  /** No package can be called so. */
  private static final String NAMELESS = "-";

  private static final String VERSIONS = "META-INF/versions/";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /**
   * Size and time of a file, which change when its contents do.
   *
   * @throws IOException if there is no such file, or it is a folder
   */
  static String state(Path jar) throws IOException {
    BasicFileAttributes found = Files.readAttributes(jar, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      throw new IOException("no file");
    }
    return found.size() + "/" + found.lastModifiedTime().toMillis();
  }

  /** Reads the list of contents of a jar. */
  static JarContents read(Path jar) throws IOException {
    String state = state(jar);
    TreeSet<String> packages = new TreeSet<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (name.endsWith(".class") || name.endsWith(".java")) {
          add(packages, name);
        }
      }
      return new JarContents(state, " " + String.join(" ", packages) + " ", more(zip));
    }
  }

  private static void add(TreeSet<String> packages, String name) {
    String path = name;
    if (name.startsWith(VERSIONS)) {
      // Of a jar for several Javas any may be asked for.
      path = name.substring(name.indexOf('/', VERSIONS.length()) + 1);
    }
    int slash = path.lastIndexOf('/');
    String type = path.substring(slash + 1, path.lastIndexOf('.'));
    if (slash >= 0) {
      packages.add(path.substring(0, slash).replace('/', '.'));
    } else if (SourceVersion.isIdentifier(type)) { // which module-info is not
      packages.add(NAMELESS);
    }
  }

  private static String more(ZipFile zip) throws IOException {
    ZipEntry manifest = zip.getEntry(MANIFEST);
    if (manifest == null) {
      return "";
    }
    try (InputStream in = zip.getInputStream(manifest)) {
      String more = new Manifest(in).getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return more == null ? "" : more.strip();
    }
  }

  /**
   * Whether it has classes or sources of a package.
   *
   * @param name empty for the nameless one
   */
  boolean holds(String name) {
    return packages.contains(" " + (name.isEmpty() ? NAMELESS : name) + " ");
  }
}
