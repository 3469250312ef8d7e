package io.transferlab.kernel.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
  @TempDir Path top;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String... words) {
    out.reset();
    errors.reset();
    Host host =
        Hosts.linux(
            top, Map.of("PATH", top.toString(), "XDG_DATA_HOME", top.resolve("x").toString()));
    Course course = Course.of(top.resolve("environment/kernel/target/lab-kernel.jar"), null);
    return new Lab(
            host,
            course,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8))
        .run(List.of(words));
  }

  private void assertRefused(int status, String words, String... typed) {
    assertEquals(status, run(typed), errors.toString(StandardCharsets.UTF_8));
    String said = errors.toString(StandardCharsets.UTF_8);
    assertTrue(said.startsWith("lab: ") && said.contains(words), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void wrongUsageIsSaidInOneLine() {
    assertEquals(2, run());
    assertTrue(errors.toString(StandardCharsets.UTF_8).startsWith("Usage: "));
    assertRefused(2, "expected install or path, found 'instal'", "kernel", "instal");
    assertRefused(2, "unknown option --prot; known are --user", "install", "--prot");
    assertRefused(2, "unknown option --user", "kernel", "path", "--user");
    assertRefused(2, "expected a folder after --prefix", "install", "--prefix");
    assertRefused(2, "expected a folder after --prefix", "kernel", "install", "--prefix=");
    assertRefused(2, "after --name, found '..'", "install", "--name", "..");
    assertRefused(2, "after --heap, found two", "install", "--heap=two");
    assertRefused(2, "unknown option --xml", "doctor", "--xml");
    assertRefused(2, "up to 65535 after --port, found 70000", "start", "--port", "70000");
    assertRefused(2, "unknown option --prot", "start", "--prot");
    assertRefused(2, "expected one lab", "reset");
    assertRefused(2, "expected one notebook or more", "run");
    assertRefused(1, "there is no notebook nowhere.ipynb", "run", "nowhere.ipynb");
    assertRefused(1, "environment/lab test", "test");
    assertRefused(1, "--spark needs the launcher for bash", "fne", "a", "b", "--spark", "local");
  }

  @Test
  void helpGoesToStandardOutputIn80Columns() {
    for (String word : List.of("help", "--help", "-h")) {
      assertEquals(0, run(word));
      assertTrue(out.toString(StandardCharsets.UTF_8).contains("doctor [--json]"));
    }
    assertEquals(0, run("install", "--help"));
    assertTrue(out.toString(StandardCharsets.UTF_8).lines().allMatch(line -> line.length() <= 80));
  }

  @Test
  void whatIsNotBuiltSaysHowToBuildIt() {
    for (String command : List.of("install", "look", "setup")) {
      assertRefused(1, "./mvnw -DskipTests package", command);
    }
  }

  @Test
  void theDoctorWorksBeforeAnythingIsBuilt() {
    assertEquals(1, run("doctor"));
    String said = out.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("the jars are not built yet"), said);
    assertTrue(said.contains("there is no jupyter on the PATH"), said);
    assertTrue(said.contains("no Jupyter has the course kernel yet"), said);
    assertEquals(1, run("doctor", "--json"));
    String json = out.toString(StandardCharsets.UTF_8);
    assertTrue(json.startsWith("{\"ok\": false, \"jdk\": {\"status\": "), json);
  }

  @Test
  void theDoctorNamesAKernelWhoseJarsAreGone() throws IOException {
    Path kernel = Files.createDirectories(top.resolve("x/jupyter/kernels/java"));
    Path arguments = kernel.resolve("class-path.args");
    Files.writeString(
        kernel.resolve("kernel.json"),
        "{\"argv\": [\"%s\", \"@%s\", \"io.transferlab.kernel.Main\"]}".formatted(top, arguments));
    run("doctor");
    assertTrue(
        out.toString(StandardCharsets.UTF_8).contains("names " + arguments + ", which is gone"));
    Files.writeString(arguments, "\"-cp\"\n\"" + top.resolve("gone.jar") + "\"\n");
    run("doctor");
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("gone.jar, which is gone"));
  }
}
