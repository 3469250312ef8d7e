package io.transferlab.kernel;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the environment variables of IJava say.
 *
 * @param classpath entries to add to what cells can use
 * @param compilerOptions options for the compiler of cells
 */
public record Configuration(List<String> classpath, List<String> compilerOptions) {

  /** Reads the variables. */
  public static Configuration of(Map<String, String> environment) {
    return new Configuration(
        split(environment.get("IJAVA_CLASSPATH"), File.pathSeparator),
        split(environment.get("IJAVA_COMPILER_OPTS"), "\\s+"));
  }

  private static List<String> split(String text, String separator) {
    return Optional.ofNullable(text).stream()
        .flatMap(t -> Stream.of(t.split(separator)))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }
}
