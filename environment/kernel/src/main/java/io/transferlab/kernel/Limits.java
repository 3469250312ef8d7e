package io.transferlab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory beside the heap JavaCPP, and so ND4J, may take in this process. The command line
 * says what this machine has; what other programs hold of it, other kernels above all, is known
 * only now.
 */
final class Limits {
  private static final String ARRAYS = "org.bytedeco.javacpp.maxbytes";
  private static final String WHOLE = "org.bytedeco.javacpp.maxphysicalbytes";

  /** Every lab runs with so much: a machine that is full for the moment shall not stop one. */
  private static final long LEAST_ARRAYS = 1500;

  private static final long LEAST_WHOLE = 2500;

  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d{1,15}) kB");
  private static final Pattern MIB = Pattern.compile("(\\d{1,9})m");

  private Limits() {}

  /** Lowers the limits that are set, before JavaCPP reads them. */
  static void lower() {
    lower(System.getProperties(), Path.of("/proc/meminfo"));
  }

  static void lower(Properties properties, Path memory) {
    OptionalLong available = available(memory);
    if (available.isPresent()) {
      lower(properties, ARRAYS, Math.max(LEAST_ARRAYS, available.getAsLong() / 2));
      lower(properties, WHOLE, Math.max(LEAST_WHOLE, available.getAsLong() * 9 / 10));
    }
  }

  private static void lower(Properties properties, String name, long mib) {
    Matcher set = MIB.matcher(properties.getProperty(name, ""));
    if (set.matches() && Long.parseLong(set.group(1)) > mib) {
      properties.setProperty(name, mib + "m");
    }
  }

  /** MiB that a new program can have without others being swapped out; nothing if nobody knows. */
  private static OptionalLong available(Path memory) {
    try {
      Matcher found = AVAILABLE.matcher(Files.readString(memory));
      return found.find()
          ? OptionalLong.of(Long.parseLong(found.group(1)) / 1024)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // another system
    }
  }
}
