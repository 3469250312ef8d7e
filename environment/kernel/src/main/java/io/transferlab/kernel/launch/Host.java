package io.transferlab.kernel.launch;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The system that this runs on, as Java sees it.
 *
 * @param family whose customs it follows
 * @param name as it calls itself
 * @param arch of this Java, as {@code os.arch} says it: on a processor of ARM a Java for x64 may
 *     run, too
 * @param java the home of this JDK
 * @param version of Java: 17, 21, ...
 * @param names how file names are written in bytes, on command lines and in files of arguments
 * @param home the person's folder
 * @param here the folder in which this was typed
 * @param variables of the environment; those that are empty are taken for unset
 */
record Host(
    Family family,
    String name,
    String arch,
    Path java,
    int version,
    Charset names,
    Path home,
    Path here,
    Map<String, String> variables) {

  /** The customs for folders and programs. */
  enum Family {
    WINDOWS,
    MAC,
    UNIX
  }

  static Host current() {
    return of(System.getProperties(), System.getenv());
  }

  static Host of(Properties properties, Map<String, String> variables) {
    String name = properties.getProperty("os.name", "");
    Family family =
        name.startsWith("Windows")
            ? Family.WINDOWS
            : name.startsWith("Mac") ? Family.MAC : Family.UNIX;
    Map<String, String> copy =
        family == Family.WINDOWS ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new TreeMap<>();
    variables.forEach(
        (key, value) -> {
          if (!value.isBlank()) {
            copy.put(key, value);
          }
        });
    return new Host(
        family,
        name,
        properties.getProperty("os.arch", ""),
        Path.of(properties.getProperty("java.home")),
        Runtime.Version.parse(properties.getProperty("java.version")).feature(),
        charset(properties),
        Path.of(
            family == Family.WINDOWS
                ? properties.getProperty("user.home")
                : copy.getOrDefault("HOME", properties.getProperty("user.home"))),
        Path.of(properties.getProperty("user.dir")),
        copy);
  }

  private static Charset charset(Properties properties) {
    String name = properties.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  Optional<String> variable(String variable) {
    return Optional.ofNullable(variables.get(variable));
  }

  /** The folder that a variable names, absolute; {@code ~/} is the home. */
  Optional<Path> folder(String variable) {
    return variable(variable).map(this::absolute);
  }

  Path absolute(String typed) {
    String path = typed.strip();
    if (path.equals("~")) {
      return home;
    }
    return path.startsWith("~/") || path.startsWith("~\\")
        ? home.resolve(path.substring(2)).normalize()
        : here.resolve(path).normalize();
  }

  boolean isWindows() {
    return family == Family.WINDOWS;
  }

  /** The program java of this JDK. */
  Path javaProgram() {
    return java.resolve("bin").resolve(isWindows() ? "java.exe" : "java");
  }

  /** The compiler, which a runtime (JRE) lacks. */
  Path compiler() {
    return java.resolve("bin").resolve(isWindows() ? "javac.exe" : "javac");
  }

  /** ND4J's name of this system, as in {@code nd4j-native-...-windows-x86_64-onednn.jar}. */
  Optional<String> platform() {
    String machine =
        switch (arch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> "";
        };
    String system =
        switch (family) {
          case WINDOWS -> "windows";
          case MAC -> "macosx";
          case UNIX -> name.equals("Linux") ? "linux" : "";
        };
    boolean published =
        !machine.isEmpty()
            && !system.isEmpty()
            && !(family == Family.WINDOWS && machine.equals("arm64"));
    return published ? Optional.of(system + "-" + machine) : Optional.empty();
  }

  /** What helps where ND4J has no library for this Java. */
  String platformCure() {
    return family == Family.WINDOWS && arch.equals("aarch64")
        ? "install a JDK for x64, which Windows runs on this processor too, let JAVA_HOME name it"
            + " and build again"
        : "use a 64-bit JDK on Windows, macOS or Linux";
  }
}
