package io.transferlab.kernel.launch;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The commands that write kernelspecs. */
final class Kernels {
  private static final String SHOWN = "Java (lab, CPU)";

  private final Host host;
  private final Course course;
  private final PrintStream out;
  private final PrintStream says;
  private final Programs programs;
  private final JupyterFolders folders;

  // What was typed.
  private String where = "--user";
  private Path prefix = Path.of("");
  private String name = "java";
  private boolean replace;
  private String heap;

  // What the launcher for bash found out and hands down.
  private Path java;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private String shown = SHOWN;
  private String classPath;
  private Path into = Path.of("");

  /** Whether an archive of classes is made where there is none; it takes some seconds. */
  private boolean archived = true;

  Kernels(Host host, Course course, PrintStream out, PrintStream says) {
    this.host = host;
    this.course = course;
    this.out = out;
    this.says = says;
    this.programs = new Programs(host);
    this.folders = new JupyterFolders(host, programs);
    this.java = host.javaProgram();
  }

  /** Adds the course kernel to a Jupyter. */
  int install(List<String> words) {
    read(words, "kernel install", true);
    String lower = Installation.name(name);
    requireCourse();
    Path data =
        switch (where) {
          case "--prefix" -> JupyterFolders.data(prefix);
          case "--sys-prefix" -> folders.environment();
          case "--system" -> folders.system().get(0);
          default -> folders.user();
        };
    Set<Path> searched = new LinkedHashSet<>(folders.all());
    Installation installation = new Installation(data, searched, lower, replace);
    installation.check();
    installation.write(kernel(settings().forKernels(host)), course, host).forEach(this::say);
    return 0;
  }

  /** The course kernel in a folder of the course, for JUPYTER_PATH. */
  int path(List<String> words) {
    read(words, "kernel path", false);
    requireCourse();
    Path data = into.equals(Path.of("")) ? build().resolve("jupyter-path") : into;
    new Installation(data, Set.of(), "java", true)
        .write(kernel(settings().forKernels(host)), course, host);
    out.println(data);
    return 0;
  }

  /** For the launchers: the kernel of their own Jupyter, in the folder that is named. */
  int spec(List<String> words) {
    archived = words.remove("--archive");
    read(words, "spec", true);
    write(into.resolve("kernels").resolve(name));
    return 0;
  }

  /** The kernel for a Jupyter that this starts; the data folder in which it is. */
  Path own() {
    course.requireWhole(host);
    into = build().resolve("jupyter");
    write(into.resolve("kernels").resolve(name));
    return into;
  }

  /** The launcher for bash has chosen the library itself (LAB_ND4J may name any). */
  private void requireCourse() {
    if (options.isEmpty()) {
      course.requireWhole(host);
    } else {
      course.requireBuilt(host);
    }
  }

  private void write(Path folder) {
    try {
      kernel(settings()).write(folder, host);
    } catch (IOException e) {
      throw Refusal.failed("cannot write the kernelspec to " + folder);
    }
  }

  /** Where what is made goes: LAB_BUILD, or a folder of the course. */
  Path build() {
    return host.folder("LAB_BUILD").orElseGet(() -> course.root().resolve("build"));
  }

  private Settings settings() {
    Settings found =
        options.isEmpty() ? Settings.of(host, heap) : new Settings(List.of(), Map.of());
    List<String> all = new ArrayList<>(found.options());
    all.addAll(options);
    if (heap != null && !options.isEmpty()) {
      all.removeIf(each -> each.startsWith("-Xmx"));
      all.add(0, "-Xmx" + heap);
    }
    Map<String, String> more = new TreeMap<>(found.environment());
    more.putAll(environment);
    return new Settings(all, more);
  }

  private KernelSpec kernel(Settings settings) {
    if (classPath != null) {
      return new KernelSpec(java, settings, namedPath(), shown);
    }
    ClassArchive archive = ClassArchive.ofKernels(course, host);
    if (archived && archive.canBeMade()) {
      say("preparing the kernel for quick starts");
      archive.make(java, settings, programs);
    }
    Settings complete = settings;
    for (String option : archive.options()) {
      complete = complete.with(option);
    }
    return new KernelSpec(java, complete, course.kernelPath(), shown);
  }

  private List<Path> namedPath() {
    return Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
  }

  /** For the launcher for bash: the archive of classes for the commands, and where it is. */
  int archive(List<String> words) {
    read(words, "archive", false);
    ClassArchive archive =
        ClassArchive.ofCommands(
            course, host, classPath == null ? course.commandPath() : namedPath());
    if (archive.canBeMade()) {
      say("preparing the commands for quick starts");
      archive.make(java, settings(), programs);
    }
    out.println(archive.made().map(Path::toString).orElse("none"));
    return 0;
  }

  private void read(List<String> words, String command, boolean places) {
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = equals < 0 ? word : word.substring(0, equals);
      Optional<String> value =
          equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
      if (!handedDown(option, value, rest, command)
          && !(places && typed(option, value, rest, command))) {
        throw Refusal.usage(
            command
                + ": unknown option "
                + word
                + (places
                    ? "; known are --user, --sys-prefix, --prefix DIR, --system, --name NAME,"
                        + " --replace, --heap SIZE"
                    : ""));
      }
    }
  }

  private boolean typed(
      String option, Optional<String> value, Iterator<String> rest, String command) {
    switch (option) {
      case "--user", "--sys-prefix", "--system" -> where = option;
      case "--prefix" -> {
        where = option;
        prefix = host.absolute(value(option, value, rest, command));
      }
      case "--name" -> name = value(option, value, rest, command);
      case "--replace" -> replace = true;
      case "--heap" -> {
        heap = value(option, value, rest, command);
        if (Settings.mib(heap) < 0) {
          throw Refusal.usage(
              command + ": expected a size such as 2g or 1500m after --heap, found " + heap);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean handedDown(
      String option, Optional<String> value, Iterator<String> rest, String command) {
    switch (option) {
      case "--java" -> java = Path.of(value(option, value, rest, command));
      case "--jvm" -> options.add(value(option, value, rest, command));
      case "--shown" -> shown = value(option, value, rest, command);
      case "--class-path" -> classPath = value(option, value, rest, command);
      case "--into" -> into = host.absolute(value(option, value, rest, command));
      case "--env" -> {
        String[] parts = value(option, value, rest, command).split("=", 2);
        environment.put(parts[0], parts[1]);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String value(
      String option, Optional<String> value, Iterator<String> rest, String command) {
    String found = value.orElseGet(() -> rest.hasNext() ? rest.next() : "");
    if (found.isEmpty()) {
      throw Refusal.usage(
          command
              + ": expected "
              + (option.equals("--prefix") ? "a folder" : "a word")
              + " after "
              + option);
    }
    return found;
  }

  private void say(String words) {
    says.println("lab: " + words);
  }
}
