package io.transferlab.kernel.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a Java of the course is started: its options and its environment.
 *
 * @param options of the Java command, but for the class path
 * @param environment variables added
 */
record Settings(List<String> options, Map<String, String> environment) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([gGmMkK]?)");
  private static final long LEAST_HEAP = 400;

  /** What suits this machine. */
  static Settings of(Host host, String heap) {
    return of(host, heap, memory());
  }

  /** What this process may have, MiB: of the machine, or of a container. */
  static long memory() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize()
        >> 20;
  }

  /**
   * What suits a machine.
   *
   * @param heap as it was typed, or null: LAB_HEAP, or by the memory
   * @param total memory, MiB
   */
  static Settings of(Host host, String heap, long total) {
    List<String> options = new ArrayList<>();
    String size =
        heap != null ? heap : host.variable("LAB_HEAP").orElse(total >= 4000 ? "2g" : "1g");
    long mib = mib(size);
    if (mib < LEAST_HEAP || mib > total) {
      throw Refusal.failed(
          "expected a heap from "
              + LEAST_HEAP
              + "m to this machine's memory, "
              + total
              + " MiB, such as 2g or 1500m, found "
              + size);
    }
    options.add("-Xmx" + size);
    // Half of the memory for arrays, nine tenths for all: an error comes before the system kills
    // us.
    options.add("-Dorg.bytedeco.javacpp.maxbytes=" + Math.max(1500, total / 2) + "m");
    options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + Math.max(2500, total * 9 / 10) + "m");
    options.add("-Djava.awt.headless=true");
    options.add("-Dfile.encoding=UTF-8");
    // Figures read 0.8 everywhere, as in the texts of the labs.
    options.add("-Duser.language=en");
    options.add("-Duser.country=US");
    options.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    if (host.version() >= 22) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    Map<String, String> environment = new TreeMap<>();
    environment.put("OMP_NUM_THREADS", host.variable("OMP_NUM_THREADS").orElse("" + cores(host)));
    environment.put("OMP_WAIT_POLICY", host.variable("OMP_WAIT_POLICY").orElse("passive"));
    environment.put(
        "OPENBLAS_THREAD_TIMEOUT", host.variable("OPENBLAS_THREAD_TIMEOUT").orElse("4"));
    return new Settings(List.copyOf(options), environment);
  }

  /** A size as Java writes it, in MiB; -1 if it is none. */
  static long mib(String size) {
    Matcher parts = SIZE.matcher(size);
    if (!parts.matches()) {
      return -1;
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "g", "G" -> number <= 1 << 20 ? number * 1024 : -1;
      case "m", "M" -> number;
      case "k", "K" -> number / 1024;
      default -> number >> 20;
    };
  }

  /** Two threads of one core only wait for each other in these computations. */
  private static int cores(Host host) {
    int usable = Runtime.getRuntime().availableProcessors();
    if (!host.platform().orElse("").endsWith("x86_64") || usable < 4) {
      return usable;
    }
    try {
      Matcher core =
          Pattern.compile("(?s)physical id\\s*: (\\d+).*?core id\\s*: (\\d+)")
              .matcher(Files.readString(Path.of("/proc/cpuinfo")));
      long cores =
          core.results().map(each -> each.group(1) + "-" + each.group(2)).distinct().count();
      return cores < 1 || cores > usable ? usable : (int) cores;
    } catch (IOException e) {
      return usable / 2; // Windows and Macs of Intel: two threads a core as a rule
    }
  }

  /**
   * The same for a kernel that any Jupyter starts, under a locale and with data folders of its own.
   */
  Settings forKernels(Host host) {
    Map<String, String> more = new TreeMap<>(environment);
    more.putIfAbsent(
        "LAB_DATA",
        host.folder("LAB_DATA").orElseGet(() -> host.home().resolve(".transferlab")).toString());
    host.variable("LAB_DATA_PATH").ifPresent(path -> more.putIfAbsent("LAB_DATA_PATH", path));
    if (host.family() == Host.Family.UNIX) {
      more.putIfAbsent("LC_ALL", utf8(host));
    }
    return new Settings(options, more);
  }

  private static String utf8(Host host) {
    for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String value = host.variable(variable).orElse("");
      if (value.matches("(?i).*\\.utf-?8.*")) {
        return value;
      }
    }
    return "C.UTF-8";
  }

  /** The same with one more option. */
  Settings with(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new Settings(more, environment);
  }
}
