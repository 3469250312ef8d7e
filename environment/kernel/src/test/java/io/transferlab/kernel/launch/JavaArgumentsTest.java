package io.transferlab.kernel.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaArgumentsTest {
  @Test
  void backslashesAndQuotesAreTakenLiterally() {
    assertEquals(
        "\"-cp\"\n\"C:\\\\Users\\\\Jo Ä\\\\lab.jar;C:\\\\a\\\"b #c.jar\"\n",
        JavaArguments.text(List.of("-cp", "C:\\Users\\Jo Ä\\lab.jar;C:\\a\"b #c.jar")));
  }

  /** The JDK's own launcher is the judge. */
  @Test
  void javaReadsThemBack(@TempDir Path folder) throws IOException, InterruptedException {
    List<String> values =
        List.of(
            "with spaces", "C:\\new\\temp\\rest", "#no comment", "'single'", "\"double\"", "@x");
    StringBuilder all = new StringBuilder();
    List<String> arguments = new java.util.ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      arguments.add("-Dlab.t" + i + "=" + values.get(i));
      all.append(values.get(i)).append('\n');
    }
    arguments.add("-Dlab.long=" + "x".repeat(40_000));
    Path file = folder.resolve("spaces in its name.args");
    Files.write(file, JavaArguments.bytes(arguments, StandardCharsets.UTF_8));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + file,
                "-XshowSettings:properties",
                "-version")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    for (int i = 0; i < values.size(); i++) {
      assertTrue(said.contains("lab.t" + i + " = " + values.get(i) + System.lineSeparator()), said);
    }
    assertTrue(said.contains("x".repeat(40_000)));
  }

  @Test
  void theyAreWrittenAsTheSystemWritesNames() {
    assertArrayEquals(
        new byte[] {'"', (byte) 0xDC, '"', '\n'},
        JavaArguments.bytes(List.of("Ü"), Charset.forName("windows-1252")));
    assertArrayEquals(
        new byte[] {'"', (byte) 0xC3, (byte) 0x9C, '"', '\n'},
        JavaArguments.bytes(List.of("Ü"), StandardCharsets.UTF_8));
  }

  @Test
  void lettersThatTheSystemDoesNotHaveAreNamed() {
    Refusal windows =
        assertThrows(
            Refusal.class,
            () -> JavaArguments.bytes(List.of("Лаб"), Charset.forName("windows-1252")));
    assertTrue(windows.getMessage().contains("windows-1252"), windows.getMessage());
    assertTrue(windows.getMessage().contains("move the course"), windows.getMessage());
    Refusal ascii =
        assertThrows(
            Refusal.class, () -> JavaArguments.bytes(List.of("Ü"), StandardCharsets.US_ASCII));
    assertTrue(ascii.getMessage().contains("LC_ALL=C.UTF-8"), ascii.getMessage());
    Refusal line = assertThrows(Refusal.class, () -> JavaArguments.text(List.of("a\nb")));
    assertTrue(line.getMessage().contains("a?b"), line.getMessage());
  }

  @Test
  void whatIsGoneIsFound(@TempDir Path folder) throws IOException {
    Path there = Files.createFile(folder.resolve("ü \\ there.jar"));
    Path file = folder.resolve("a.args");
    Files.write(
        file,
        JavaArguments.bytes(
            JavaArguments.classPath(List.of(there, folder.resolve("gone.jar"))),
            StandardCharsets.UTF_8));
    assertEquals(
        List.of(folder.resolve("gone.jar").toString()),
        JavaArguments.missing(file, StandardCharsets.UTF_8));
  }
}
