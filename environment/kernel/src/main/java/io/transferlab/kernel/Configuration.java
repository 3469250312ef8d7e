package io.transferlab.kernel;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the environment variables of IJava say.
 *
 * @param classpath entries to add to what cells can use; may hold {@code *} and {@code ?}
 * @param compilerOptions options for the compiler of cells
 * @param startupScripts files to run before the first cell; may hold {@code *} and {@code ?}
 * @param startupScript code to run before the first cell
 * @param limitMillis how long a statement may take; 0 for as long as it likes
 */
public record Configuration(
    List<String> classpath,
    List<String> compilerOptions,
    List<String> startupScripts,
    String startupScript,
    long limitMillis) {

  /** Reads the variables. */
  public static Configuration of(Map<String, String> environment) {
    return new Configuration(
        split(environment.get("IJAVA_CLASSPATH"), File.pathSeparator),
        split(environment.get("IJAVA_COMPILER_OPTS"), "\\s+"),
        split(environment.get("IJAVA_STARTUP_SCRIPTS_PATH"), File.pathSeparator),
        environment.getOrDefault("IJAVA_STARTUP_SCRIPT", ""),
        millis(environment.getOrDefault("IJAVA_TIMEOUT", "")));
  }

  private static List<String> split(String text, String separator) {
    return Optional.ofNullable(text).stream()
        .flatMap(t -> Stream.of(t.split(separator)))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  /** {@code 500} or {@code 30 SECONDS}; what is neither is as good as nothing. */
  private static long millis(String text) {
    String[] parts = text.strip().split("\\s+");
    try {
      TimeUnit unit =
          parts.length > 1
              ? TimeUnit.valueOf(parts[1].toUpperCase(Locale.ROOT))
              : TimeUnit.MILLISECONDS;
      return Math.max(0, unit.toMillis(Long.parseLong(parts[0])));
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
