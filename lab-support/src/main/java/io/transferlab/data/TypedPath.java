package io.transferlab.data;

import io.transferlab.core.LabException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as people type and paste them: with {@code ~}, or as an address. */
public final class TypedPath {
  private TypedPath() {}

  /**
   * The path that is meant.
   *
   * @param typed a path; {@code ~/} is the home folder (a shell leaves it alone inside quotes),
   *     {@code file:///} an address as a browser shows it
   * @return the path
   * @throws LabException for what no file can be called here
   */
  public static Path of(String typed) {
    String plain = typed;
    if (typed.matches("(?i)file:/.*")) {
      plain = typed.replaceFirst("(?i)^file:/+(localhost/)?", "/");
      try {
        plain = URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        // A per cent sign that means itself.
      }
    } else if (typed.equals("~") || typed.startsWith("~/")) {
      plain = System.getProperty("user.home") + typed.substring(1);
    } else if (typed.matches("[A-Za-z]:[\\\\/].*") && java.io.File.separatorChar == '/') {
      throw LabException.of(
          "a path of this system",
          "\"" + typed + "\", one of Windows",
          "under WSL it is /mnt/"
              + Character.toLowerCase(typed.charAt(0))
              + typed.substring(2).replace('\\', '/'));
    }
    try {
      return Path.of(plain);
    } catch (InvalidPathException e) {
      throw LabException.of(
          "a path",
          "\"" + typed + "\", which no file can be called here",
          "check its letters; where they are beyond ASCII, run with LC_ALL=C.UTF-8");
    }
  }
}
