package io.transferlab.kernel.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The course kernel as Jupyter reads it: {@code kernel.json}, and beside it the class path as a
 * file of arguments.
 *
 * @param java the program
 * @param settings its options and environment
 * @param path the class path
 * @param shown the name that people see
 */
record KernelSpec(Path java, Settings settings, List<Path> path, String shown) {
  static final String MAIN = "io.transferlab.kernel.Main";
  static final String ARGUMENTS = "class-path.args";
  static final String FILE = "kernel.json";

  /** What every kernel is started with. */
  private static final List<String> FLAGS =
      List.of(
          // So that the kernel can make JShell forget what is over.
          "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
          // A day of cells compiles some 40 MB of code; Java lets go of what has not run for long.
          "-XX:ReservedCodeCacheSize=40m");

  /** Whether a folder holds a kernel of this course, of whatever edition. */
  static boolean isOurs(Path folder) {
    try {
      return Files.readString(folder.resolve(FILE)).contains("io.transferlab.kernel");
    } catch (IOException e) {
      return false;
    }
  }

  /** The command, with the class path in a file in that folder. */
  List<String> command(Path folder) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(settings.options());
    command.addAll(FLAGS);
    command.add("@" + folder.resolve(ARGUMENTS));
    command.add(MAIN);
    command.add("{connection_file}");
    return command;
  }

  /** The files of the folder in which it will lie. */
  Map<String, byte[]> files(Path folder, Host host) {
    String json =
        """
        {
          "argv": %s,
          "display_name": %s,
          "language": "java",
          "interrupt_mode": "message",
          "env": %s,
          "metadata": {"debugger": false}
        }
        """
            .formatted(
                Json.list(command(folder)),
                Json.string(shown),
                Json.object(new TreeMap<>(settings.environment())));
    return Map.of(
        FILE,
        json.getBytes(StandardCharsets.UTF_8),
        ARGUMENTS,
        JavaArguments.bytes(JavaArguments.classPath(path), host.names()));
  }

  /**
   * Writes it as a whole: what was there before stays until it is complete, and what is not
   * complete never stays.
   */
  void write(Path folder, Host host) throws IOException {
    Map<String, byte[]> files = files(folder, host);
    if (isWritten(folder, files)) {
      return; // a shared folder that cannot be written to serves too
    }
    Folders.replace(
        folder,
        made -> {
          for (Map.Entry<String, byte[]> each : files.entrySet()) {
            Files.write(made.resolve(each.getKey()), each.getValue());
          }
        });
  }

  private static boolean isWritten(Path folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Path file = folder.resolve(each.getKey());
      if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), each.getValue())) {
        return false;
      }
    }
    return true;
  }
}
