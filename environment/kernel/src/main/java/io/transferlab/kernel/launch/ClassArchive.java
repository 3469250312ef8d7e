package io.transferlab.kernel.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The archive of classes (AppCDS) with which kernels start sooner. It serves this Java and this
 * class path alone; Java passes over one that does not fit, and kernels start without it too.
 */
final class ClassArchive {
  private static final String FILE = "lab.jsa";
  private static final String NOTE = "archived";

  private final Path folder;
  private final Host host;
  private final List<Path> path;

  ClassArchive(Course course, Host host) {
    this.folder = course.jar().toAbsolutePath().getParent();
    this.host = host;
    this.path = course.kernelPath();
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
      Path note = folder.resolve(NOTE);
      return Files.isRegularFile(note) && Files.readString(note).equals(note());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes it once, of what a short life of a kernel loads.
   *
   * @param java the program with which kernels are started
   * @param settings how kernels are started
   */
  void make(Path java, Settings settings, Programs programs) {
    if (isMade() || !Files.isWritable(folder)) {
      return;
    }
    Path archive = folder.resolve(FILE);
    try (ClassPathFile arguments = ClassPathFile.of(path, host)) {
      delete(archive);
      List<String> command = new ArrayList<>(List.of(java.toString()));
      command.addAll(settings.options());
      command.addAll(
          List.of(
              "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
              "-XX:ArchiveClassesAtExit=" + archive,
              "-Xlog:disable",
              "-Xlog:all=error:stderr",
              arguments.option(),
              KernelSpec.MAIN,
              "--warm-up"));
      if (programs.ask(command).isEmpty()) {
        delete(archive);
      }
      Files.writeString(folder.resolve(NOTE), note());
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

  /** The options of a kernel that uses it; none if there is none. */
  Optional<List<String>> options() {
    Path archive = folder.resolve(FILE);
    return isMade() && Files.isRegularFile(archive)
        // A warning of one that fits no longer would end in the server's log.
        ? Optional.of(
            List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
        : Optional.empty();
  }
}
