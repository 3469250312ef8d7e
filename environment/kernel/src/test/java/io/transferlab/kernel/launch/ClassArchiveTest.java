package io.transferlab.kernel.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real Java, on a jar of one class. */
class ClassArchiveTest {
  private static final Settings SMALL = new Settings(List.of("-Xmx64m"), Map.of());

  @TempDir Path folder;
  private final Host host = Host.current();
  private Path jar;

  @BeforeEach
  void compile() throws IOException {
    jar = folder.resolve("commands.jar");
    write("one");
  }

  /** A program that tells its word, and fails when the word says so. */
  private void write(String word) throws IOException {
    Path source =
        Files.createDirectories(folder.resolve("io/transferlab/cli")).resolve("Main.java");
    Files.writeString(
        source,
        """
        package io.transferlab.cli;
        public class Main {
          public static void main(String[] words) {
            System.out.println("%s");
            System.exit("%s".equals("broken") ? 3 : 0);
          }
        }
        """
            .formatted(word, word));
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("io/transferlab/cli/Main.class"));
      Files.copy(source.resolveSibling("Main.class"), out);
      out.closeEntry();
    }
  }

  private ClassArchive archive() {
    Course course = new Course(folder, jar, List.of(jar), List.of());
    return ClassArchive.ofCommands(course, host, List.of(jar));
  }

  private void make() {
    archive().make(host.javaProgram(), SMALL, new Programs(host));
  }

  /** What a start with these options says, on both streams. */
  private String start(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(host.javaProgram().toString(), "-Xmx64m"));
    command.addAll(options);
    command.addAll(List.of("-cp", jar.toString(), Lab.COMMANDS));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  @Test
  void classesComeFromTheArchive() throws Exception {
    make();
    List<String> options = new ArrayList<>(archive().options());
    assertEquals("one", start(options));
    options.add("-Xlog:class+load");
    String line =
        start(options).lines().filter(each -> each.contains(Lab.COMMANDS + " ")).findFirst().get();
    assertTrue(line.contains("shared objects file"), line);
  }

  @Test
  void anArchiveOfOtherJarsIsNotUsedAndHarmsNothing() throws Exception {
    make();
    List<String> old = archive().options();
    write("two, and longer");
    assertEquals(List.of(), archive().options());
    assertEquals("two, and longer", start(old));
    make();
    assertEquals("two, and longer", start(archive().options()));
  }

  @Test
  void anotherJavaDoesWithoutIt() {
    make();
    Host other =
        new Host(
            host.family(),
            host.name(),
            host.arch(),
            folder.resolve("other-jdk"),
            host.version(),
            host.names(),
            host.home(),
            host.here(),
            host.variables());
    Course course = new Course(folder, jar, List.of(jar), List.of());
    assertEquals(List.of(), ClassArchive.ofCommands(course, other, List.of(jar)).options());
  }

  @Test
  void aFileThatIsNoArchiveHarmsNothing() throws Exception {
    make();
    List<String> options = archive().options();
    Path file = archive().made().get();
    assertTrue(file.toFile().setWritable(true));
    Files.writeString(file, "no archive");
    assertEquals("one", start(options));
    Files.delete(file);
    assertEquals("one", start(options));
    assertEquals(List.of(), archive().options());
  }

  @Test
  void whereItCannotBeMadeItIsTriedOnce() throws Exception {
    write("broken");
    make();
    assertTrue(archive().isMade());
    assertFalse(archive().canBeMade());
    assertEquals(List.of(), archive().options());
    try (var files = Files.list(folder)) {
      assertTrue(files.noneMatch(each -> each.getFileName().toString().startsWith(".archive")));
    }
  }
}
