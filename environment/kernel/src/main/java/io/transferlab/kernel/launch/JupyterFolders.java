package io.transferlab.kernel.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where Jupyter looks for kernels, by the rules of jupyter_core 4 and 5 ({@code paths.py}). */
final class JupyterFolders {
  private static final List<String> NO = List.of("no", "n", "false", "off", "0", "0.0");

  private final Host host;
  private final Programs programs;

  JupyterFolders(Host host, Programs programs) {
    this.host = host;
    this.programs = programs;
  }

  /** This person's data folder. */
  Path user() {
    return host.folder("JUPYTER_DATA_DIR")
        .or(this::platformDirs)
        .orElseGet(
            () ->
                switch (host.family()) {
                  case MAC -> host.home().resolve("Library").resolve("Jupyter");
                  case WINDOWS ->
                      host.folder("APPDATA")
                          .map(data -> data.resolve("jupyter"))
                          .orElseGet(() -> configuration().resolve("data"));
                  case UNIX ->
                      host.folder("XDG_DATA_HOME")
                          .orElseGet(() -> host.home().resolve(".local").resolve("share"))
                          .resolve("jupyter");
                });
  }

  /** Jupyter's choice for those who ask for it (JUPYTER_PLATFORM_DIRS, of jupyter_core 5). */
  private Optional<Path> platformDirs() {
    boolean asked =
        host.variable("JUPYTER_PLATFORM_DIRS")
            .filter(value -> !NO.contains(value.toLowerCase(Locale.ROOT)))
            .isPresent();
    if (!asked) {
      return Optional.empty();
    }
    return switch (host.family()) {
      case MAC ->
          Optional.of(
              host.home().resolve("Library").resolve("Application Support").resolve("Jupyter"));
      case WINDOWS -> host.folder("LOCALAPPDATA").map(data -> data.resolve("Jupyter"));
      case UNIX -> Optional.empty();
    };
  }

  private Path configuration() {
    return host.folder("JUPYTER_CONFIG_DIR").orElseGet(() -> host.home().resolve(".jupyter"));
  }

  /** The data folders of everybody, the one for installing first. */
  List<Path> system() {
    return host.isWindows()
        ? List.of(host.folder("PROGRAMDATA").orElse(Path.of("C:\\ProgramData")).resolve("jupyter"))
        : List.of(Path.of("/usr/local/share/jupyter"), Path.of("/usr/share/jupyter"));
  }

  /**
   * The program {@code jupyter} that this person runs: that of an active environment, as a rule.
   */
  Optional<Path> program() {
    return programs.find("jupyter").or(() -> host.folder("LAB_JUPYTER"));
  }

  /** The data folder of the environment (venv, conda) that is active, or that jupyter is of. */
  Path environment() {
    List<Path> prefixes = new ArrayList<>();
    host.folder("VIRTUAL_ENV").ifPresent(prefixes::add);
    host.folder("CONDA_PREFIX").ifPresent(prefixes::add);
    if (!prefixes.isEmpty()) {
      return data(prefixes.get(0));
    }
    Path jupyter =
        program()
            .orElseThrow(
                () ->
                    Refusal.failed(
                        "install: there is no jupyter on the PATH, so that --sys-prefix says"
                            + " nothing: activate the environment that has it, or name it by"
                            + " --prefix DIR"));
    Path own = data(jupyter.toAbsolutePath().getParent().getParent());
    List<Path> all = said(jupyter);
    return all.contains(own)
        ? own
        : programs
            .ask(
                List.of(
                    jupyter.resolveSibling(host.isWindows() ? "python.exe" : "python3").toString(),
                    "-c",
                    "import sys; print(sys.prefix)"))
            .map(prefix -> data(Path.of(prefix.strip())))
            .filter(all::contains)
            .orElseThrow(
                () ->
                    Refusal.failed(
                        "install: "
                            + jupyter
                            + " does not tell its environment: name it by --prefix DIR"));
  }

  static Path data(Path prefix) {
    return prefix.resolve("share").resolve("jupyter");
  }

  /** Every folder that Jupyter is known to look into. */
  Set<Path> all() {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(user());
    program().map(this::said).ifPresent(folders::addAll);
    host.folder("VIRTUAL_ENV").map(JupyterFolders::data).ifPresent(folders::add);
    host.folder("CONDA_PREFIX").map(JupyterFolders::data).ifPresent(folders::add);
    folders.addAll(system());
    return folders;
  }

  /**
   * The data folders as {@code jupyter --paths --json} says them, without those of JUPYTER_PATH.
   */
  private List<Path> said(Path jupyter) {
    List<Path> ours = new ArrayList<>();
    for (String each :
        host.variable("JUPYTER_PATH").orElse("").split(host.isWindows() ? ";" : ":", -1)) {
      ours.add(host.absolute(each));
    }
    return programs
        .ask(List.of(jupyter.toString(), "--paths", "--json"))
        .map(json -> Json.strings(json, "data").stream().map(host::absolute).toList())
        .orElse(List.of())
        .stream()
        .filter(folder -> !ours.contains(folder))
        .toList();
  }
}
