package io.transferlab.show;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The browser of whoever sits at this machine. */
public final class Browser {
  private Browser() {}

  /**
   * Opens a page.
   *
   * @param address its address
   * @param environment where {@code BROWSER} may name a program, as a shell would run it
   * @param system the name of the operating system
   * @return what was started, which says nothing itself; empty if nothing could be
   */
  public static Optional<Process> open(
      String address, Map<String, String> environment, String system) {
    return run(command(address, environment, system));
  }

  static List<String> command(String address, Map<String, String> environment, String system) {
    // Several may be named, the one to be tried first at the front.
    String named = environment.getOrDefault("BROWSER", "").split(":", 2)[0].strip();
    boolean mac = system.startsWith("Mac");
    String program = named.isEmpty() ? mac ? "open" : "xdg-open" : named;
    String script = program.contains("%s") ? program.replace("%s", "\"$1\"") : program + " \"$1\"";
    // A session of its own: Ctrl-C ends the page, not the browser with all that is open in it.
    return mac
        ? List.of("sh", "-c", script, "sh", address)
        : List.of("setsid", "sh", "-c", script, "sh", address);
  }

  static Optional<Process> run(List<String> command) {
    try {
      return Optional.of(
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
