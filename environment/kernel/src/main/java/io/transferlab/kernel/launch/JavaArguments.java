package io.transferlab.kernel.launch;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of arguments of the JDK's {@code java} command ({@code java @FILE}): no limit of a command
 * line's length applies to them (32,767 characters on Windows). The rules are those of the <a
 * href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html">command's page</a>.
 */
final class JavaArguments {
  private JavaArguments() {}

  /**
   * Each argument on a line of its own, in quotes, in which a backslash takes what follows
   * literally.
   */
  static String text(List<String> arguments) {
    StringBuilder text = new StringBuilder();
    for (String argument : arguments) {
      if (argument.chars().anyMatch(c -> c < ' ')) {
        throw Refusal.failed(
            "expected paths without line ends, tabs and the like, found "
                + argument.replaceAll("\\p{Cntrl}", "?")
                + ": rename the folder");
      }
      text.append('"')
          .append(argument.replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"')
          .append('\n');
    }
    return text.toString();
  }

  /** The option that names a class path. */
  static List<String> classPath(List<Path> path) {
    return List.of(
        "-cp", path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }

  /** The entries of the class path in such a file that are not there. */
  static List<String> missing(Path file, Charset names) throws IOException {
    List<String> lines = Files.readAllLines(file, names);
    if (lines.size() != 2) {
      return List.of(file.toString());
    }
    String quoted = lines.get(1);
    String path = quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
    return Stream.of(path.split(File.pathSeparator))
        .filter(each -> !Files.exists(Path.of(each)))
        .toList();
  }

  /** The bytes of that file, which java reads as this system writes file names. */
  static byte[] bytes(List<String> arguments, Charset names) {
    String text = text(arguments);
    try {
      ByteBuffer encoded = names.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw Refusal.failed(
          "expected paths that Java can be told in "
              + names.name()
              + ", this system's encoding of file names, but one has other letters: "
              + (names.name().equals("US-ASCII")
                  ? "set LC_ALL=C.UTF-8"
                  : "move the course and Maven's downloads (.m2) to a folder with English"
                      + " letters"));
    }
  }
}
