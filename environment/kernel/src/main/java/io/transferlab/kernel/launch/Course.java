package io.transferlab.kernel.launch;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The course's folder and its jars, as {@code mvnw package} leaves them or as {@code
 * environment/lab} puts them together.
 *
 * @param root the course
 * @param jar {@code lab-kernel.jar}
 * @param library the course library and all it needs, in order
 * @param commands what the commands need beside it
 */
record Course(Path root, Path jar, List<Path> library, List<Path> commands) {
  /** Where the launcher names them itself. */
  static final String ROOT = "lab.course";

  static final String JAR = "lab.jar";

  /** The course that this jar is of. */
  static Course current() {
    String named = System.getProperty(JAR);
    try {
      Path jar =
          named != null
              ? Path.of(named)
              : Path.of(Course.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return of(jar, System.getProperty(ROOT));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The course around a jar.
   *
   * @param root its folder, or null: three folders above the jar's
   */
  static Course of(Path jar, String root) {
    Path folder = jar.toAbsolutePath().normalize().getParent();
    Path assembled = folder.resolveSibling("jars");
    Path course = root != null ? Path.of(root) : folder.getParent().getParent().getParent();
    try {
      return Files.isRegularFile(assembled) && folder.endsWith("kernel")
          ? assembled(course, jar, Files.readAllLines(assembled), folder.getParent())
          : packaged(course, jar);
    } catch (IOException e) {
      throw Refusal.failed("cannot read what belongs to " + jar + ": build the course again");
    }
  }

  private static Course assembled(Path root, Path jar, List<String> names, Path build) {
    List<Path> library = new ArrayList<>();
    List<Path> commands = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith("lib/")) {
        library.add(build.resolve(name));
      } else if (name.startsWith("commands/")) {
        commands.add(build.resolve(name));
      }
    }
    return new Course(root, jar, library, commands);
  }

  private static Course packaged(Path root, Path jar) throws IOException {
    Path support = root.resolve("lab-support").resolve("target");
    Path typed = root.resolve("environment").resolve("commands").resolve("target");
    Path list = support.resolve("class-path.txt");
    List<Path> library = new ArrayList<>();
    List<Path> commands = new ArrayList<>();
    if (Files.isRegularFile(list)) {
      library.addAll(ours(support, "lab-support-"));
      for (String entry : Files.readString(list, StandardCharsets.UTF_8).strip().split("\\|")) {
        library.add(Path.of(entry));
      }
      commands.addAll(ours(typed, "lab-commands-"));
      commands.addAll(ours(typed.resolve("lib"), ""));
    }
    return new Course(root, jar, library, commands);
  }

  private static List<Path> ours(Path folder, String begin) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(begin))
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.toString().matches(".*-(sources|tests|javadoc)\\.jar"))
          .sorted()
          .toList();
    }
  }

  /** What a kernel runs on. */
  List<Path> kernelPath() {
    return joined(List.of(jar), library);
  }

  /** What the commands run on. */
  List<Path> commandPath() {
    return joined(library, commands);
  }

  private static List<Path> joined(List<Path> first, List<Path> second) {
    List<Path> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** The command that builds it on such a system. */
  static String build(Host host) {
    return (host.isWindows() ? ".\\mvnw.cmd" : "./mvnw") + " -DskipTests package";
  }

  /** Refuses jars that are missing. */
  void requireBuilt(Host host) {
    if (library.isEmpty() || commands.isEmpty()) {
      throw Refusal.failed(
          "expected the jars of the course in "
              + root
              + ", but they are not built: type there "
              + build(host));
    }
    for (Path each : joined(kernelPath(), commands)) {
      if (!Files.isRegularFile(each)) {
        throw Refusal.failed(
            "expected " + each + ", which is gone: type in " + root + " " + build(host));
      }
    }
  }

  /** Refuses what cannot run: jars that are missing, or of another system. */
  void requireWhole(Host host) {
    requireBuilt(host);
    String platform =
        host.platform()
            .orElseThrow(
                () ->
                    Refusal.failed(
                        "ND4J has no library for "
                            + host.name()
                            + " on "
                            + host.arch()
                            + ": "
                            + host.platformCure()));
    if (natives(platform).isEmpty()) {
      throw Refusal.failed(
          "expected ND4J's library for "
              + platform
              + ", but the course was built for another system: type in "
              + root
              + " "
              + build(host));
    }
  }

  /** The jars of ND4J's library for a platform, one as a rule. */
  List<Path> natives(String platform) {
    return library.stream()
        .filter(
            each ->
                each.getFileName()
                    .toString()
                    .matches("nd4j-native-\\d.*-" + platform + "(-.*)?\\.jar"))
        .toList();
  }
}
