package io.transferlab.core;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/** The first cell of every lab: starts the numerics and says what it found. */
public final class Lab {
  /** Below this heap the labs' networks do not fit. */
  private static final long SMALLEST_HEAP = 400L << 20;

  /** Some collectors do not count a part of the heap that is asked for. */
  private static final long UNCOUNTED = 20L << 20;

  private Lab() {}

  /**
   * What a start found.
   *
   * @param facts name to value, in the order of the table
   */
  public record Status(Map<String, String> facts) {
    @Override
    public String toString() {
      StringBuilder out = new StringBuilder("The lab is ready.");
      facts.forEach((k, v) -> out.append(String.format(Locale.ROOT, "%n  %-12s %s", k, v)));
      return out.toString();
    }
  }

  /**
   * Starts ND4J with the right class loader and checks the memory.
   *
   * @return what was found, to be shown
   * @throws LabException with the first cause and its cure if ND4J cannot start or the heap is too
   *     small
   */
  public static Status start() {
    requireHeap(Runtime.getRuntime().maxMemory());
    // ND4J looks for its backend through the thread's class loader; a kernel may have set another.
    Thread.currentThread().setContextClassLoader(Lab.class.getClassLoader());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Java", System.getProperty("java.version"));
    facts.put("heap", (Runtime.getRuntime().maxMemory() >> 20) + " MB");
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("numerics", Progress.during("starting ND4J", Lab::numerics));
    facts.put("data folder", underHome(home()));
    return new Status(facts);
  }

  /** Writes a path with {@code ~}: shorter, and a shared notebook does not tell whose it was. */
  static String underHome(Path path) {
    Path user = userHome();
    return path.startsWith(user)
        ? Path.of("~").resolve(user.relativize(path)).toString()
        : path.toString();
  }

  private static String numerics() {
    try {
      return "ND4J on the "
          + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend");
    } catch (Throwable t) { // NoClassDefFoundError and UnsatisfiedLinkError among them
      throw startFailure(t);
    }
  }

  /**
   * Turns what ND4J threw at its start into something a student can act on.
   *
   * @param thrown the error as caught
   * @return the error with its first cause and the cure
   */
  public static LabException startFailure(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String said = String.valueOf(first.getMessage());
    String found = LabException.reason(first);
    String next;
    if (said.contains("No space left") || said.contains("Read-only")) {
      next = "free some space or make the home folder writable: native libraries unpack there";
    } else if (first instanceof OutOfMemoryError) {
      found = "no memory left (" + said + ")";
      next = moreHeap("3g", System.getenv()) + ", and restart the kernel";
    } else if (said.contains("jnind4j") || first instanceof UnsatisfiedLinkError) {
      found = "a native library that cannot be loaded (" + said + ")";
      next = "run `environment/lab doctor`: the native library for this machine is missing";
    } else {
      found = first instanceof LinkageError ? "a class that is missing (" + said + ")" : found;
      next = "restart the kernel; if that does not help run `environment/lab doctor`";
    }
    return LabException.of("ND4J to start", found, next, thrown);
  }

  /**
   * Whether an error says that the memory did not suffice: Java's own, or what the native side
   * makes of it.
   *
   * @param thrown the error
   * @return whether it, or a cause of it, does
   */
  public static boolean isOutOfMemory(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (t instanceof OutOfMemoryError
          || message.contains("failed to allocate")
          || message.contains("allocation failed")
          || message.contains("out of memory")
          || message.contains("bad_alloc")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Checks the heap.
   *
   * @param heap its greatest size in bytes
   * @throws LabException if it is too small for the labs
   */
  static void requireHeap(long heap) {
    if (heap < SMALLEST_HEAP - UNCOUNTED) {
      throw LabException.of(
          "a Java heap of at least " + (SMALLEST_HEAP >> 20) + " MB",
          (heap >> 20) + " MB",
          moreHeap("2g", System.getenv()) + ", and start again");
    }
  }

  /**
   * How to get a larger heap: not every setting can be overruled by {@code LAB_HEAP}.
   *
   * @param size as Java writes it
   * @param environment the variables of this process
   * @return what to do, to be continued
   */
  static String moreHeap(String size, Map<String, String> environment) {
    String forced = environment.getOrDefault("_JAVA_OPTIONS", "");
    return forced.contains("-Xmx") || forced.contains("MaxHeapSize")
        ? "unset _JAVA_OPTIONS, or set -Xmx" + size + " there, which LAB_HEAP cannot change"
        : "give more memory, for instance LAB_HEAP=" + size;
  }

  /**
   * The folder of everything that is fetched or computed.
   *
   * @return {@code LAB_DATA}, or {@code ~/.transferlab}; absolute
   * @throws LabException if {@code LAB_DATA} names another user's home as a shell would
   */
  public static Path home() {
    return folder("LAB_DATA", System.getenv("LAB_DATA"))
        .orElseGet(() -> userHome().resolve(".transferlab"));
  }

  private static Path userHome() {
    return Path.of(System.getProperty("user.home"));
  }

  /**
   * A folder as a variable names it, by the launcher's rules: a kernel that another Jupyter starts
   * sees what the person wrote.
   *
   * @param variable its name, for the message
   * @param value as set, or null; {@code ~/} is the home, anything relative begins in the working
   *     folder
   * @return the absolute folder, or nothing if the variable is unset or blank
   * @throws LabException if the value begins with {@code ~somebody}
   */
  public static Optional<Path> folder(String variable, String value) {
    return folder(variable, value, userHome());
  }

  static Optional<Path> folder(String variable, String value, Path user) {
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    String written = value.strip();
    if (written.equals("~") || written.startsWith("~/")) {
      return Optional.of(user.resolve(written.substring(1).replaceFirst("^/+", "")).normalize());
    }
    if (written.startsWith("~")) {
      throw LabException.of(
          "~/ or a path in full in " + variable, written, "write the path in full");
    }
    return Optional.of(Path.of(written).toAbsolutePath().normalize());
  }
}
