package io.transferlab.kernel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The archive of classes (AppCDS) with which kernels and commands start sooner. It serves this Java
 * and this class path alone; Java passes over one that does not fit, and starts without it too.
 */
final class ClassArchive {
  private final Path folder;
  private final String name;
  private final Host host;
  private final List<Path> path;
  private final List<String> program;

  private ClassArchive(
      Course course, Host host, String name, List<Path> path, List<String> program) {
    this.folder = course.jar().toAbsolutePath().getParent();
    this.host = host;
    this.name = name;
    this.path = path;
    this.program = program;
  }

  static ClassArchive ofKernels(Course course, Host host) {
    return new ClassArchive(
        course,
        host,
        "lab",
        course.kernelPath(),
        List.of("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED", KernelSpec.MAIN));
  }

  /**
   * Of the commands.
   *
   * @param path their class path, in this order
   */
  static ClassArchive ofCommands(Course course, Host host, List<Path> path) {
    return new ClassArchive(course, host, "commands", path, List.of(Lab.COMMANDS));
  }

  private Path file() {
    return folder.resolve(name + ".jsa");
  }

  private Path noted() {
    return folder.resolve(name + ".archived");
  }

  /** What it was made of: Java, and the jars with their times. */
  private String note() throws IOException {
    StringBuilder note = new StringBuilder(host.java() + " " + Runtime.version() + "\n");
    for (Path jar : path) {
      FileTime time = Files.getLastModifiedTime(jar);
      note.append(jar).append(' ').append(Files.size(jar)).append(' ').append(time).append('\n');
    }
    return note.toString();
  }

  /** Whether there was a try with this Java and these jars. */
  boolean isMade() {
    try {
      return Files.isRegularFile(noted()) && Files.readString(noted()).equals(note());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is none yet, and one can be written. */
  boolean canBeMade() {
    return !isMade() && Files.isWritable(folder);
  }

  /**
   * Makes it once, of what a short life of a kernel, or of some commands, loads.
   *
   * @param java the program with which they are started
   * @param settings how they are started
   */
  void make(Path java, Settings settings, Programs programs) {
    if (!canBeMade()) {
      return;
    }
    try (ClassPathFile arguments = ClassPathFile.of(path, host)) {
      // Whoever starts meanwhile must not meet half of it.
      Path made = Files.createTempDirectory(folder, ".archive-");
      try {
        Path archive = made.resolve(file().getFileName());
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(settings.options());
        command.addAll(
            List.of(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                arguments.option()));
        command.addAll(program);
        command.add("--warm-up");
        boolean whole =
            programs.ask(command, Map.of("LAB_DATA", made.toString())).isPresent()
                && Files.isRegularFile(archive);
        delete(file());
        if (whole) {
          Files.move(archive, file());
        }
      } finally {
        Folders.delete(made);
      }
      Files.writeString(noted(), note());
    } catch (IOException e) {
      // without it, then
    }
  }

  /** Java makes it read-only, and Windows keeps such a file. */
  private static void delete(Path archive) throws IOException {
    if (Files.exists(archive) && archive.toFile().setWritable(true)) {
      Files.delete(archive);
    }
  }

  /** The file, if there is one for this Java and these jars. */
  Optional<Path> made() {
    return isMade() && Files.isRegularFile(file()) ? Optional.of(file()) : Optional.empty();
  }

  /** The options of a kernel or command that uses it; none if there is none. */
  List<String> options() {
    // A warning of one that fits no longer would end in the server's log.
    return made()
        .map(
            archive ->
                List.of(
                    "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
        .orElse(List.of());
  }
}
