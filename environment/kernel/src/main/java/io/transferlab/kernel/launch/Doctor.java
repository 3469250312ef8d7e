package io.transferlab.kernel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found, what is missing, the cure for each. Changes nothing. */
final class Doctor {
  private final Host host;
  private final Course course;
  private final Programs programs;
  private final JupyterFolders folders;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * One line of it.
   *
   * @param status ok, missing, or note: a fact that stops nothing
   * @param cure or null
   */
  private record Finding(String key, String label, String status, String found, String cure) {
    String json() {
      return "%s: {\"status\": %s, \"found\": %s, \"cure\": %s}"
          .formatted(
              Json.string(key),
              Json.string(status),
              Json.string(found),
              cure == null ? "null" : Json.string(cure));
    }

    String line() {
      return "%-8s %-12s %s%s"
          .formatted(status, label, found, cure == null ? "" : "%n%-21s -> %s".formatted("", cure));
    }
  }

  Doctor(Host host, Course course, Programs programs, JupyterFolders folders) {
    this.host = host;
    this.course = course;
    this.programs = programs;
    this.folders = folders;
  }

  /** Looks at everything. */
  Doctor look() {
    checkJava();
    checkMemory();
    checkJars();
    checkNatives();
    checkJupyter();
    checkKernels();
    return this;
  }

  boolean isWell() {
    return findings.stream().noneMatch(each -> each.status().equals("missing"));
  }

  String json() {
    return findings.stream()
        .map(Finding::json)
        .collect(Collectors.joining(", ", "{\"ok\": " + isWell() + ", ", "}"));
  }

  String text() {
    return findings.stream().map(Finding::line).collect(Collectors.joining("\n"))
        + "\n"
        + (isWell() ? "All is there." : "Something is missing: the arrows say what to do.");
  }

  private void add(String key, String label, boolean well, String found, String cure) {
    findings.add(new Finding(key, label, well ? "ok" : "missing", found, well ? null : cure));
  }

  private void note(String key, String label, String found, String cure) {
    findings.add(new Finding(key, label, "note", found, cure));
  }

  private void checkJava() {
    boolean whole = Files.isExecutable(host.compiler());
    add(
        "jdk",
        "Java",
        whole,
        host.version()
            + " for "
            + host.arch()
            + ", "
            + host.java()
            + (whole ? "" : ", a runtime without a compiler"),
        "install a JDK of version 17 or newer, and let JAVA_HOME name it");
  }

  private void checkMemory() {
    try {
      String heap = Settings.of(host, null).options().get(0).substring("-Xmx".length());
      add("memory", "Memory", true, Settings.memory() + " MiB; Java heap " + heap, null);
    } catch (Refusal e) {
      add("memory", "Memory", false, e.getMessage(), "unset LAB_HEAP, or set it to 2g");
    }
  }

  private void checkJars() {
    List<Path> all = new ArrayList<>(course.kernelPath());
    all.addAll(course.commands());
    List<Path> gone = all.stream().filter(each -> !Files.isRegularFile(each)).toList();
    boolean built = !course.library().isEmpty() && !course.commands().isEmpty();
    add(
        "build",
        "Build",
        built && gone.isEmpty(),
        !built
            ? "the jars are not built yet"
            : gone.isEmpty()
                ? all.size() + " jars"
                : gone.get(0)
                    + (gone.size() > 1 ? " and " + (gone.size() - 1) + " more are" : " is")
                    + " gone",
        "type in " + course.root() + " " + Course.build(host));
  }

  private void checkNatives() {
    Optional<String> platform = host.platform();
    if (platform.isEmpty()) {
      add(
          "natives",
          "ND4J",
          false,
          host.name() + " on " + host.arch() + ": ND4J has no library for it",
          host.platformCure());
      return;
    }
    List<Path> natives = course.natives(platform.get());
    if (natives.isEmpty()) {
      add(
          "natives",
          "ND4J",
          false,
          "no library for " + platform.get() + " among the jars",
          "type in " + course.root() + " " + Course.build(host));
      return;
    }
    add("natives", "ND4J", true, natives.get(0).getFileName().toString(), null);
    if (!isWell()) {
      return; // nothing that could be tried
    }
    Settings settings = Settings.of(host, null);
    try (ClassPathFile arguments = ClassPathFile.of(course.commandPath(), host)) {
      List<String> command = new ArrayList<>(List.of(host.javaProgram().toString()));
      command.addAll(settings.options());
      command.addAll(List.of(arguments.option(), Lab.COMMANDS, "doctor-probe"));
      String answer = programs.ask(command).orElse("");
      Optional<String> backend = line(answer, "nd4j.backend=");
      String fast = line(answer, "fastpath=").orElse("unknown");
      if (backend.isEmpty()) {
        add(
            "nd4j",
            "ND4J runs",
            false,
            "ND4J does not start",
            host.isWindows()
                ? "install Microsoft's Visual C++ Redistributable (x64), then try again"
                : "type "
                    + String.join(" ", command.subList(0, 1))
                    + " -version: is it the JDK of this processor?");
      } else if (fast.equals("on")) {
        add("nd4j", "ND4J runs", true, "backend " + backend.get() + ", oneDNN fast path on", null);
      } else {
        note(
            "nd4j",
            "ND4J runs",
            "backend "
                + backend.get()
                + ", oneDNN fast path off: networks run several times slower",
            null);
      }
    }
  }

  private static Optional<String> line(String answer, String begin) {
    return answer
        .lines()
        .filter(each -> each.startsWith(begin))
        .map(each -> each.substring(begin.length()))
        .findFirst();
  }

  private void checkJupyter() {
    Optional<Path> jupyter = folders.program();
    List<String> ends =
        Stream.of("notebook", "lab", "nbclassic")
            .filter(each -> programs.find("jupyter-" + each).isPresent())
            .toList();
    boolean code = programs.find("code").isPresent();
    if (jupyter.isPresent() || code) {
      String found =
          jupyter.map(Path::toString).orElse("no jupyter on the PATH")
              + "; front ends: "
              + (ends.isEmpty() ? "none of Jupyter's own on the PATH" : String.join(", ", ends))
              + (code ? ", VS Code" : "");
      add("jupyter", "Jupyter", true, found, null);
    } else {
      add(
          "jupyter",
          "Jupyter",
          false,
          "there is no jupyter on the PATH",
          "install JupyterLab (jupyter.org/install), or activate the environment that has it");
    }
  }

  private void checkKernels() {
    TreeSet<Path> ours = new TreeSet<>();
    for (Path data : folders.all()) {
      try (Stream<Path> kernels = Files.list(data.resolve("kernels"))) {
        kernels.filter(KernelSpec::isOurs).forEach(ours::add);
      } catch (IOException e) {
        // no kernels there
      }
    }
    String install = "type java -jar environment/kernel/target/lab-kernel.jar install";
    if (ours.isEmpty()) {
      add("kernelspec", "Kernel", false, "no Jupyter has the course kernel yet", install);
      return;
    }
    for (Path folder : ours) {
      List<String> gone = missing(folder, host);
      add(
          ours.size() == 1 ? "kernelspec" : "kernelspec " + folder.getFileName(),
          "Kernel",
          gone.isEmpty(),
          folder + (gone.isEmpty() ? "" : " names " + gone.get(0) + ", which is gone"),
          "build the course (" + Course.build(host) + "), then " + install);
    }
  }

  /** The files that a kernel names and that are not there. */
  static List<String> missing(Path folder, Host host) {
    List<String> gone = new ArrayList<>();
    try {
      for (String word : Json.strings(Files.readString(folder.resolve(KernelSpec.FILE)), "argv")) {
        if (word.startsWith("@")) {
          Path arguments = Path.of(word.substring(1));
          if (Files.isRegularFile(arguments)) {
            gone.addAll(JavaArguments.missing(arguments, host.names()));
          } else {
            gone.add(arguments.toString());
          }
        } else if (gone.isEmpty() && Path.of(word).isAbsolute() && !Files.exists(Path.of(word))) {
          gone.add(word);
        }
      }
    } catch (IOException | java.nio.file.InvalidPathException e) {
      gone.add(folder.resolve(KernelSpec.FILE).toString());
    }
    return gone;
  }
}
