package io.transferlab.kernel.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  private static final String FOREIGN = "{\"argv\": [\"java\", \"-jar\", \"ijava.jar\"]}";
  private static final String OURS = "{\"argv\": [\"java\", \"io.transferlab.kernel.Main\"]}";

  @TempDir Path top;
  private Path root;
  private Path user;
  private Path system;
  private Course course;

  @BeforeEach
  void build() throws IOException {
    root = top.resolve("mein Kurs ü");
    user = top.resolve("data of jo");
    system = top.resolve("share");
    Path jar = file(root.resolve("environment/kernel/target/lab-kernel.jar"), "kernel");
    Path library = top.resolve("m2");
    for (String name :
        List.of(
            "nd4j-native-1.0.0-M2.1.jar",
            "nd4j-native-1.0.0-M2.1-linux-x86_64-onednn.jar",
            "nd4j-native-preset-1.0.0-M2.1-linux-x86_64.jar")) {
      file(library.resolve(name), name);
    }
    file(root.resolve("lab-support/target/lab-support-1.jar"), "support");
    file(root.resolve("lab-support/target/lab-support-1-sources.jar"), "sources");
    file(root.resolve("environment/commands/target/lab-commands-1.jar"), "commands");
    file(root.resolve("environment/commands/target/lib/picocli-4.jar"), "picocli");
    file(
        root.resolve("lab-support/target/class-path.txt"),
        library.resolve("nd4j-native-1.0.0-M2.1.jar")
            + "|"
            + library.resolve("nd4j-native-1.0.0-M2.1-linux-x86_64-onednn.jar"));
    file(
        root.resolve("environment/jupyter/labextensions/transferlab-alt/static/alt.js"),
        "_JUPYTERLAB");
    course = Course.of(jar, null);
  }

  private static Path file(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Installation installation(String name, boolean replace) {
    return new Installation(user, Set.of(user, system), Installation.name(name), replace);
  }

  private Host linux() {
    return Hosts.linux(top.resolve("jo"), Map.of());
  }

  private KernelSpec spec() {
    return new KernelSpec(
        top.resolve("jdk/bin/java"),
        new Settings(List.of("-Xmx2g"), Map.of("LAB_DATA", "C:\\data")),
        course.kernelPath(),
        "Java (lab, CPU)");
  }

  private List<String> content(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theKernelNamesItsClassPathInAFile() throws IOException {
    installation("Lab-Java", false).write(spec(), course, linux());
    Path folder = user.resolve("kernels/lab-java");
    String json = Files.readString(folder.resolve("kernel.json"));
    List<String> command = Json.strings(json, "argv");
    assertEquals(top.resolve("jdk/bin/java").toString(), command.get(0));
    assertEquals(
        List.of(
            "@" + folder.resolve("class-path.args"),
            "io.transferlab.kernel.Main",
            "{connection_file}"),
        command.subList(command.size() - 3, command.size()));
    assertTrue(json.contains("\"LAB_DATA\": \"C:\\\\data\""), json);
    assertEquals(List.of("class-path.args", "kernel.json"), content(folder));
    assertEquals(List.of("lab-java"), content(user.resolve("kernels")));
    List<String> lines = Files.readAllLines(folder.resolve("class-path.args"));
    assertEquals("\"-cp\"", lines.get(0));
    assertTrue(lines.get(1).startsWith("\"" + root), lines.get(1));
    assertFalse(lines.get(1).contains("sources"), "sources are beside it, not on it");
    assertFalse(lines.get(1).contains("picocli"), "the commands' own");
    assertEquals(List.of(top.resolve("jdk/bin/java").toString()), Doctor.missing(folder, linux()));
    assertTrue(
        Files.exists(user.resolve("labextensions/transferlab-alt/static/alt.js")),
        "figures' words");
  }

  @Test
  void aSecondTimeIsOverTheFirst() throws IOException {
    for (int i = 0; i < 2; i++) {
      installation("java", false).write(spec(), course, linux());
      file(user.resolve("kernels/java/kernel.json"), OURS);
      file(user.resolve("labextensions/transferlab-alt/static/alt.js"), "of an older edition");
    }
    installation("java", false).write(spec(), course, linux());
    assertTrue(
        Files.readString(user.resolve("kernels/java/kernel.json")).contains("class-path.args"));
    assertEquals(
        "_JUPYTERLAB",
        Files.readString(user.resolve("labextensions/transferlab-alt/static/alt.js")));
    assertEquals(List.of("transferlab-alt"), content(user.resolve("labextensions")));
  }

  @Test
  void anothersKernelIsNeverWrittenOver() throws IOException {
    Path foreign = file(user.resolve("kernels/java/kernel.json"), FOREIGN);
    for (String name : List.of("java", "Java", "JAVA")) {
      Refusal refusal =
          assertThrows(
              Refusal.class, () -> installation(name, false).write(spec(), course, linux()));
      assertTrue(
          refusal.getMessage().contains("another kernel named java is in"), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("--replace"), refusal.getMessage());
    }
    assertEquals(FOREIGN, Files.readString(foreign));
    assertEquals(List.of("java"), content(user.resolve("kernels")));
    installation("other", false).write(spec(), course, linux());
    installation("java", true).write(spec(), course, linux());
    assertTrue(KernelSpec.isOurs(foreign.getParent()));
  }

  @Test
  void anotherThatOursWouldHideIsFound() throws IOException {
    file(user.resolve("kernels/java/kernel.json"), OURS);
    Path foreign = file(system.resolve("kernels/java/kernel.json"), FOREIGN).getParent();
    Refusal refusal = assertThrows(Refusal.class, () -> installation("java", false).check());
    assertTrue(refusal.getMessage().contains(foreign.toString()), refusal.getMessage());
    installation("java", true).check();
  }

  @Test
  void aFolderWithCapitalsWouldStayBesideOurs() throws IOException {
    file(user.resolve("kernels/Java/kernel.json"), FOREIGN);
    Refusal refusal = assertThrows(Refusal.class, () -> installation("java", true).check());
    assertTrue(refusal.getMessage().contains("remove that folder"), refusal.getMessage());
  }

  @Test
  void aLinkIsNotReplaced() throws IOException {
    Files.createDirectories(user.resolve("kernels"));
    file(top.resolve("elsewhere/kernel.json"), OURS);
    Files.createSymbolicLink(user.resolve("kernels/java"), top.resolve("elsewhere"));
    Refusal refusal = assertThrows(Refusal.class, () -> installation("java", true).check());
    assertTrue(refusal.getMessage().contains("is a link"), refusal.getMessage());
  }

  @Test
  void anotherKernelThatStandsBesideIsLeft() throws IOException {
    file(user.resolve("kernels/java11/kernel.json"), FOREIGN);
    installation("java", false).write(spec(), course, linux());
    assertEquals(List.of("java", "java11"), content(user.resolve("kernels")));
  }

  @Test
  void whatIsHalfWrittenNeverStays() throws IOException {
    Path folder = user.resolve("kernels/java");
    file(folder.resolve("kernel.json"), OURS);
    assertThrows(
        IOException.class,
        () ->
            Folders.replace(
                folder,
                made -> {
                  Files.writeString(made.resolve("kernel.json"), "{");
                  throw new IOException("disk full");
                }));
    assertEquals(OURS, Files.readString(folder.resolve("kernel.json")));
    assertEquals(List.of("java"), content(user.resolve("kernels")));
    Path fresh = user.resolve("kernels/fresh");
    assertThrows(
        IOException.class,
        () ->
            Folders.replace(
                fresh,
                made -> {
                  throw new IOException("disk full");
                }));
    assertEquals(List.of("java"), content(user.resolve("kernels")));
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = file(top.resolve("a file"), "");
    Installation installation = new Installation(file.resolve("data"), Set.of(), "java", false);
    Refusal refusal =
        assertThrows(Refusal.class, () -> installation.write(spec(), course, linux()));
    assertTrue(
        refusal.getMessage().contains("cannot write the kernelspec to"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("Exception"), refusal.getMessage());
  }

  @Test
  void namesAreJupyters() {
    assertEquals("lab-java_1.0", Installation.name("Lab-Java_1.0"));
    for (String name : List.of("", "..", ".java", "-x", "a b", "ä", "a/b", "a\nb")) {
      assertEquals(2, assertThrows(Refusal.class, () -> Installation.name(name)).status(), name);
    }
  }

  @Test
  void libraryOfAnotherSystemIsRefused() {
    course.requireWhole(linux());
    Refusal mac =
        assertThrows(
            Refusal.class,
            () -> course.requireWhole(Hosts.mac("aarch64", top.resolve("jo"), Map.of())));
    assertTrue(mac.getMessage().contains("library for macosx-arm64"), mac.getMessage());
    assertTrue(mac.getMessage().contains("./mvnw -DskipTests package"), mac.getMessage());
    Refusal windows =
        assertThrows(
            Refusal.class, () -> course.requireWhole(Hosts.windows(top.resolve("jo"), Map.of())));
    assertTrue(windows.getMessage().contains(".\\mvnw.cmd"), windows.getMessage());
  }

  @Test
  void jarsThatAreGoneAreNamed() throws IOException {
    Files.delete(top.resolve("m2/nd4j-native-1.0.0-M2.1.jar"));
    Refusal gone = assertThrows(Refusal.class, () -> course.requireWhole(linux()));
    assertTrue(gone.getMessage().contains("nd4j-native-1.0.0-M2.1.jar, which is gone"));
    Files.delete(root.resolve("lab-support/target/class-path.txt"));
    Course unbuilt = Course.of(course.jar(), null);
    Refusal refusal = assertThrows(Refusal.class, () -> unbuilt.requireWhole(linux()));
    assertTrue(refusal.getMessage().contains("they are not built"), refusal.getMessage());
  }

  @Test
  void whatTheLauncherForBashPutTogetherServesToo() throws IOException {
    Path jar = file(top.resolve("build/kernel/lab-kernel.jar"), "kernel");
    file(
        top.resolve("build/jars"),
        "kernel/lab-kernel.jar\nlib/lab-support-1.jar\ncommands/c.jar\nlib/x.jar\n");
    Course assembled = Course.of(jar, root.toString());
    assertEquals(
        List.of(jar, top.resolve("build/lib/lab-support-1.jar"), top.resolve("build/lib/x.jar")),
        assembled.kernelPath());
    assertEquals(List.of(top.resolve("build/commands/c.jar")), assembled.commands());
    assertEquals(root, assembled.root());
  }

  @Test
  void kernelsHaveWhatTheyNeedInEveryJupyter() {
    Settings windows =
        Settings.of(Hosts.windows(top, Map.of("LAB_DATA", "/data")), "3g", 8000)
            .forKernels(Hosts.windows(top, Map.of("LAB_DATA", "/data")));
    assertEquals("-Xmx3g", windows.options().get(0));
    assertTrue(windows.options().contains("-Dorg.bytedeco.javacpp.maxbytes=4000m"));
    assertEquals("/data", windows.environment().get("LAB_DATA"));
    assertFalse(windows.environment().containsKey("LC_ALL"));
    Host linux = Hosts.linux(top, Map.of("LANG", "de_DE.UTF-8", "LAB_HEAP", "1500m"));
    Settings other = Settings.of(linux, null, 8000).forKernels(linux);
    assertEquals("-Xmx1500m", other.options().get(0));
    assertEquals("de_DE.UTF-8", other.environment().get("LC_ALL"));
    assertEquals(
        "C.UTF-8",
        Settings.of(linux(), null, 3000).forKernels(linux()).environment().get("LC_ALL"));
    assertEquals("-Xmx1g", Settings.of(linux(), null, 3000).options().get(0));
    List<String> wrong = new ArrayList<>(List.of("two", "9g", "100m", "-1g", "2gb"));
    for (String heap : wrong) {
      assertThrows(Refusal.class, () -> Settings.of(linux(), heap, 8000), heap);
    }
  }

  @Test
  void theFilesAreUtf8WhateverTheSystemIs() {
    Host windows = Hosts.windows(top.resolve("jo"), Map.of());
    byte[] json = spec().files(Path.of("/ü"), windows).get("kernel.json");
    assertTrue(new String(json, StandardCharsets.UTF_8).contains("@/ü/class-path.args"));
  }
}
