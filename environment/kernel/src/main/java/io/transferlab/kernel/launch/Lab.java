package io.transferlab.kernel.launch;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code java -jar lab-kernel.jar COMMAND} does: on every system, with nothing but a JDK and
 * Jupyter.
 */
public final class Lab {
  static final String COMMANDS = "io.transferlab.cli.Main";

  private final Host host;
  private final Course course;
  private final PrintStream out;
  private final PrintStream says;

  Lab(Host host, Course course, PrintStream out, PrintStream says) {
    this.host = host;
    this.course = course;
    this.out = out;
    this.says = says;
  }

  /**
   * Runs one command and ends the process: 0 done, 1 it failed (one line says why), 2 wrong usage.
   * A connection file in place of a command starts the kernel.
   */
  public static void main(String[] args) {
    if (args.length == 1 && args[0].endsWith(".json") && Files.isRegularFile(Path.of(args[0]))) {
      io.transferlab.kernel.Main.main(args);
      return;
    }
    System.exit(
        new Lab(Host.current(), Course.current(), System.out, System.err).run(List.of(args)));
  }

  int run(List<String> typed) {
    try {
      List<String> words = new ArrayList<>(typed);
      words.remove("--yes"); // nothing is installed here that could be asked about
      if (words.isEmpty()) {
        says.print(usage());
        return 2;
      }
      String command = words.remove(0);
      return command(command, words);
    } catch (Refusal e) {
      says.println("lab: " + e.getMessage());
      return e.status();
    }
  }

  private int command(String command, List<String> words) {
    boolean helps = words.contains("--help") || words.contains("-h");
    return switch (command) {
      case "help", "--help", "-h" -> help();
      case "kernel" -> helps ? help() : kernel(words);
      case "install" -> helps ? help() : new Kernels(host, course, out, says).install(words);
      case "archive" -> new Kernels(host, course, out, says).archive(words);
      case "spec" -> new Kernels(host, course, out, says).spec(words);
      case "labs" -> helps ? help() : labs(words);
      case "reset" -> helps ? help() : reset(words);
      case "start" -> helps ? help() : new FrontEnds(host, course, says).start(words);
      case "run" -> helps ? help() : new FrontEnds(host, course, says).run(words);
      case "setup" -> helps ? help() : new FrontEnds(host, course, says).setUp();
      case "doctor" -> helps ? help() : doctor(words);
      case "test" ->
          throw Refusal.failed(
              "test: the tests need the launcher for bash, on Debian or Ubuntu: environment/lab"
                  + " test");
      default -> commands(command, words);
    };
  }

  private int kernel(List<String> words) {
    String action = words.isEmpty() ? "" : words.remove(0);
    return switch (action) {
      case "install" -> new Kernels(host, course, out, says).install(words);
      case "path" -> new Kernels(host, course, out, says).path(words);
      default -> throw Refusal.usage("kernel: expected install or path, found '" + action + "'");
    };
  }

  /** The folder of labs, for Jupyters that others start. */
  private int labs(List<String> words) {
    if (!words.isEmpty() && !words.equals(List.of("--solutions"))) {
      throw Refusal.usage(
          "labs: expected nothing or --solutions, found " + String.join(" ", words));
    }
    labsFolder().fill(!words.isEmpty(), LabsFolder.language(host));
    out.println(LabsFolder.of(host));
    return 0;
  }

  private LabsFolder labsFolder() {
    return new LabsFolder(course.root().resolve("notebooks"), LabsFolder.of(host), says);
  }

  private int reset(List<String> words) {
    if (words.size() != 1 || words.get(0).isEmpty()) {
      throw Refusal.usage("reset: expected one lab, for example: environment/lab reset 3");
    }
    if (words.get(0).startsWith("-")) {
      throw Refusal.usage("reset: unknown option " + words.get(0));
    }
    labsFolder().reset(words.get(0));
    return 0;
  }

  private int doctor(List<String> words) {
    if (!words.isEmpty() && !words.equals(List.of("--json"))) {
      throw Refusal.usage("doctor: unknown option " + words.get(0) + "; known is --json");
    }
    Programs programs = new Programs(host);
    Doctor doctor = new Doctor(host, course, programs, new JupyterFolders(host, programs)).look();
    out.println(words.isEmpty() ? doctor.text() : doctor.json());
    return doctor.isWell() ? 0 : 1;
  }

  /** A command of the course library, in a Java of its own with the memory that it needs. */
  private int commands(String command, List<String> words) {
    if (words.stream().anyMatch(each -> each.equals("--spark") || each.startsWith("--spark="))) {
      throw Refusal.failed(
          command + ": --spark needs the launcher for bash, on Linux or macOS: environment/lab");
    }
    course.requireWhole(host);
    Settings settings = Settings.of(host, null);
    try (ClassPathFile path = ClassPathFile.of(course.commandPath(), host)) {
      List<String> line = new ArrayList<>(List.of(host.javaProgram().toString()));
      line.addAll(settings.options());
      ClassArchive archive = ClassArchive.ofCommands(course, host, course.commandPath());
      if (archive.canBeMade()) {
        says.println("lab: preparing the commands for quick starts");
        archive.make(host.javaProgram(), settings, new Programs(host));
      }
      line.addAll(archive.options());
      line.addAll(List.of(path.option(), COMMANDS, command));
      line.addAll(words);
      boolean ofTheCourse =
          List.of("handout", "submit", "mark").contains(command)
              || command.equals("notebooks")
                  && (words.contains("build") || words.contains("check"));
      if (command.equals("submit")) {
        line.addAll(List.of("--labs-folder", LabsFolder.of(host).toString()));
      }
      if (ofTheCourse
          && words.stream().noneMatch(each -> each.equals("--dir") || each.startsWith("--dir="))) {
        // The course's own folder, from wherever this was typed.
        line.addAll(List.of("--dir", course.root().resolve("notebooks").toString()));
      }
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().putAll(settings.environment());
      return Programs.run(builder);
    }
  }

  private int help() {
    out.print(usage());
    return 0;
  }

  private static String usage() {
    return """
    Usage: java -jar environment/kernel/target/lab-kernel.jar COMMAND [options]
    On Windows: environment\\lab COMMAND; on Debian environment/lab does more.

      install [--user|--sys-prefix|--prefix DIR|--system]
              [--name NAME] [--replace] [--heap 2g]
                             adds the course kernel to the Jupyter that you have
      kernel path            the same in a folder to put into JUPYTER_PATH
      start [--port N] [--no-browser] [--solutions] [--language es]
                             your labs in Jupyter; what follows -- goes to Jupyter
      reset LAB              a fresh copy of one lab; yours is kept beside it
      run NOTEBOOK...        executes notebooks without a browser, into build/
      doctor [--json]        what was found, what is missing, the cure for each
      data, fine-tune, ...   the commands of the course: environment/README.md;
                             COMMAND --help tells more

    Exit status: 0 done, 1 it failed (one line says why), 2 wrong usage.
    """;
  }
}
