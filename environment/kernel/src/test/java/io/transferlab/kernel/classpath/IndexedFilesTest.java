package io.transferlab.kernel.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found is what the compiler's own manager finds, wherever it lies. */
class IndexedFilesTest {
  private static final List<String> PACKAGES =
      List.of("", "a", "a.b", "a.b.c", "d", "e", "java.util", "none", "META-INF", "REPL");

  @TempDir Path folder;

  private Path jar(String name, String manifest, String... entries) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      out.write(("Manifest-Version: 1.0\n" + manifest + "\n").getBytes(UTF_8));
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        if (!entry.endsWith("/")) {
          out.write(entry.getBytes(UTF_8));
        }
      }
    }
    return jar;
  }

  /** Some jars and a folder as people have them, of which some are none. */
  private String classPath() throws IOException {
    Path first =
        jar("first.jar", "", "Nameless.class", "module-info.class", "a/", "a/One.class", "a/b/");
    Path several =
        jar(
            "several.jar",
            "Multi-Release: true\n",
            "a/b/Two.class",
            "META-INF/versions/9/a/b/Two.class",
            "META-INF/versions/9/e/Nine.class",
            "META-INF/versions/99/e/Later.class",
            "text/only.txt");
    jar("sub/more.jar", "", "d/Three.class", "d/Four.java");
    Path adding = jar("adding.jar", "Class-Path: sub/more.jar sub/none.jar\n", "a/Five.class");
    Path classes = Files.createDirectories(folder.resolve("classes/a/b/c"));
    Files.writeString(classes.resolve("Six.class"), "six");
    return Stream.of(
            first, folder.resolve("missing.jar"), several, folder.resolve("classes"), adding, first)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static StandardJavaFileManager plain() {
    return ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
  }

  /** Members of the class path in their order, and the names in each. */
  private static Map<String, Set<String>> names(
      JavaFileManager files, String name, Set<Kind> kinds, boolean recurse) throws IOException {
    Map<String, Set<String>> found = new LinkedHashMap<>();
    for (JavaFileObject each : files.list(StandardLocation.CLASS_PATH, name, kinds, recurse)) {
      String place = each.getName();
      String binary = files.inferBinaryName(StandardLocation.CLASS_PATH, each);
      try (InputStream in = each.openInputStream()) {
        found
            .computeIfAbsent(place.split("[(]")[0], none -> new TreeSet<>())
            .add(place + " " + binary + " " + new String(in.readAllBytes(), UTF_8));
      }
    }
    return found;
  }

  private static <F extends JavaFileManager> F of(F files, String classPath) {
    assertTrue(files.handleOption("-classpath", List.of(classPath).iterator()));
    files.handleOption("--multi-release", List.of("17").iterator());
    return files;
  }

  private void assertSame(StandardJavaFileManager files, String classPath) throws IOException {
    JavaFileManager plain = of(plain(), classPath);
    int found = 0;
    for (String name : PACKAGES) {
      for (Set<Kind> kinds :
          List.of(EnumSet.of(Kind.CLASS), EnumSet.allOf(Kind.class), EnumSet.of(Kind.OTHER))) {
        boolean all = kinds.contains(Kind.CLASS) && kinds.contains(Kind.OTHER);
        for (boolean recurse : new boolean[] {false, true}) {
          Map<String, Set<String>> expected = names(plain, name, kinds, recurse);
          if (all && !recurse && expected.toString().indexOf(".class") < 0) {
            expected = Map.of();
          }
          assertEquals(expected, names(files, name, kinds, recurse), name + kinds + recurse);
          found += expected.size();
        }
      }
    }
    assertTrue(found > 20, "" + found);
  }

  @Test
  void theSameClassesInTheSameOrder() throws IOException {
    Files.createDirectories(folder.resolve("sub"));
    String classPath = classPath();
    for (int i = 0; i < 2; i++) { // read, then noted
      IndexedFiles files = new IndexedFiles(plain(), Optional.of(folder));
      assertSame(of(files, classPath), classPath);
      files.close();
    }
  }

  @Test
  void aBrokenJarIsRefusedAsByTheCompiler() throws IOException {
    String broken = Files.writeString(folder.resolve("broken.jar"), "no archive").toString();
    for (StandardJavaFileManager files :
        List.of(plain(), new IndexedFiles(plain(), Optional.empty()))) {
      of(files, broken);
      assertThrows(IOException.class, () -> names(files, "a", EnumSet.of(Kind.CLASS), false));
    }
  }

  @Test
  void onlyWhatHasThePackageIsOpened() throws IOException {
    Path jar = jar("one.jar", "", "a/One.class");
    FileTime then = Files.getLastModifiedTime(jar);
    IndexedFiles files = of(new IndexedFiles(plain(), Optional.empty()), jar.toString());
    Files.write(jar, new byte[(int) Files.size(jar)]);
    Files.setLastModifiedTime(jar, then);
    assertEquals(Map.of(), names(files, "b", EnumSet.of(Kind.CLASS), false));
  }

  @Test
  void cellsUseWhatIsThere() throws Exception {
    Path source = Files.createDirectories(folder.resolve("src/a")).resolve("One.java");
    Files.writeString(source, "package a; public class One { public int n() { return 1; } }");
    Path out = folder.resolve("out");
    String[] compile = {"-d", out.toString(), source.toString()};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, compile));
    try (JShell shell =
        JShell.builder()
            .executionEngine("local")
            .fileManager(files -> new IndexedFiles(files, Optional.of(folder)))
            .build()) {
      assertEquals(Snippet.Status.REJECTED, shell.eval("import a.*;").get(0).status());
      shell.addToClasspath(out.toString());
      assertEquals(Snippet.Status.VALID, shell.eval("import a.*;").get(0).status());
      SnippetEvent event = shell.eval("new One().n()").get(0);
      assertEquals("1", event.value(), () -> "" + shell.diagnostics(event.snippet()).toList());
    }
  }

  @Test
  void notesAreOfOneStateOfAJar() throws IOException {
    Path file = folder.resolve("packages.txt");
    Path jar = jar("one.jar", "", "a/One.class");
    PackageNotes notes = PackageNotes.of(Optional.of(file));
    assertTrue(notes.of(jar).holds("a"));
    notes.save();
    assertTrue(PackageNotes.of(Optional.of(file)).isNoted(jar));
    jar("one.jar", "", "b/One.class", "b/Two.class");
    assertFalse(PackageNotes.of(Optional.of(file)).isNoted(jar));
    PackageNotes later = PackageNotes.of(Optional.of(file));
    assertFalse(later.of(jar).holds("a"));
    assertTrue(later.of(jar).holds("b"));
  }

  @Test
  void notesOfOtherJarsStayWhileTheseAreThere() throws IOException {
    Path file = folder.resolve("packages.txt");
    List<Path> jars = List.of(jar("one.jar", "", "a/One.class"), jar("two.jar", "", "b/Two.class"));
    for (Path jar : jars) {
      PackageNotes notes = PackageNotes.of(Optional.of(file));
      notes.of(jar);
      notes.save();
    }
    assertTrue(PackageNotes.of(Optional.of(file)).isNoted(jars.get(0)));
    Files.delete(jars.get(0));
    PackageNotes notes = PackageNotes.of(Optional.of(file));
    notes.of(jar("three.jar", "", "c/Three.class"));
    notes.save();
    assertFalse(Files.readString(file).contains("one.jar"));
    assertTrue(PackageNotes.of(Optional.of(file)).isNoted(jars.get(1)));
  }

  @Test
  void brokenNotesAreNotBelieved() throws IOException {
    Path file = folder.resolve("packages.txt");
    Path jar = jar("one.jar", "", "a/One.class");
    PackageNotes.of(Optional.of(file)).save();
    assertFalse(Files.exists(file));
    String note = jar + "\t" + JarContents.state(jar) + "\t b \t";
    for (String text :
        List.of(
            "",
            "packages 0\n" + note,
            "packages 1\n" + jar + "\t1",
            "\0",
            "packages 1\na\0\t\t\t")) {
      Files.writeString(file, text);
      PackageNotes notes = PackageNotes.of(Optional.of(file));
      assertTrue(notes.of(jar).holds("a"), text);
      notes.save();
    }
    Files.write(file, new byte[] {(byte) 0xff, 10, 9});
    assertTrue(PackageNotes.of(Optional.of(file)).of(jar).holds("a"));
    // No place to write to is no reason to fail.
    PackageNotes nowhere = PackageNotes.of(Optional.of(folder.resolve("no/packages.txt")));
    assertTrue(nowhere.of(jar).holds("a"));
    nowhere.save();
  }
}
