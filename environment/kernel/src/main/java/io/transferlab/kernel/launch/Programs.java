package io.transferlab.kernel.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other programs: where they are, and what they say. */
final class Programs {
  private static final long PATIENCE_SECONDS = 120;

  private final Host host;

  Programs(Host host) {
    this.host = host;
  }

  /**
   * The program of this name on the PATH.
   *
   * @param name without .exe and the like
   */
  Optional<Path> find(String name) {
    return all(name).stream().findFirst();
  }

  /** All programs of this name on the PATH, in its order. */
  private List<Path> all(String name) {
    List<Path> all = new ArrayList<>();
    for (String folder : host.variable("PATH").orElse("").split(host.isWindows() ? ";" : ":", -1)) {
      for (String ending : host.isWindows() ? List.of(".exe", ".bat", ".cmd") : List.of("")) {
        try {
          // An empty entry is the folder of now, which may be anybody's.
          Path path = Path.of(folder.replace("\"", ""), name + ending);
          if (path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path)) {
            all.add(path);
          }
        } catch (InvalidPathException e) {
          // no folder at all
        }
      }
    }
    return all;
  }

  /** What it writes to standard output; nothing if it fails or says nothing in two minutes. */
  Optional<String> ask(List<String> command) {
    return ask(command, Map.of());
  }

  /** The same, with more variables. */
  Optional<String> ask(List<String> command, Map<String, String> environment) {
    Path answer = null;
    try {
      answer = Files.createTempFile("lab-answer", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(answer.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0
          ? Optional.of(new String(Files.readAllBytes(answer), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      delete(answer);
    }
  }

  private static void delete(Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }

  /** The Python that the first line of the jupyter script names: its own. */
  private Optional<Path> pythonOfJupyter() {
    return find("jupyter")
        .flatMap(
            script -> {
              try (BufferedReader lines = Files.newBufferedReader(script)) {
                String first = Objects.requireNonNullElse(lines.readLine(), "");
                return first.startsWith("#!/")
                    ? Optional.of(Path.of(first.substring(2).strip()))
                    : Optional.empty();
              } catch (IOException | InvalidPathException e) { // a program, no script
                return Optional.empty();
              }
            });
  }

  /**
   * A Python that has these modules: of the environment that is active, then the first on the PATH
   * that has them, which need not be the first.
   */
  Optional<Path> python(String... modules) {
    List<Path> candidates = new ArrayList<>();
    host.folder("LAB_PYTHON").ifPresent(candidates::add);
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      host.folder(variable)
          .map(
              folder ->
                  host.isWindows()
                      ? folder.resolve(
                          variable.equals("VIRTUAL_ENV") ? "Scripts/python.exe" : "python.exe")
                      : folder.resolve("bin/python"))
          .ifPresent(candidates::add);
    }
    for (String name : List.of("python3", "python", "py")) {
      candidates.addAll(all(name));
    }
    pythonOfJupyter().ifPresent(candidates::add);
    if (!host.isWindows()) {
      candidates.add(Path.of("/usr/bin/python3"));
    }
    List<String> question = new ArrayList<>();
    question.add("-c");
    question.add(
        "import sys, importlib.util as u;"
            + " sys.exit(any(u.find_spec(m) is None for m in sys.argv[1:]))");
    question.addAll(List.of(modules));
    for (Path candidate : candidates) {
      List<String> command = new ArrayList<>(List.of(candidate.toString()));
      command.addAll(question);
      if (Files.exists(candidate) && ask(command).isPresent()) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Runs it with our input and output until it ends; an end of ours is an end of it. */
  static int run(ProcessBuilder builder) {
    try {
      Process process = builder.inheritIO().start();
      Thread hook =
          new Thread(
              () -> {
                try {
                  // Ctrl-C has reached it too: it may have something to keep and to say.
                  if (!process.waitFor(1, TimeUnit.SECONDS)) {
                    process.destroy();
                  }
                  process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      Runtime.getRuntime().addShutdownHook(hook);
      int status = process.waitFor();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the process is ending: the hook runs
      }
      return status;
    } catch (IOException e) {
      throw Refusal.failed("cannot start " + builder.command().get(0) + ": is it there and whole?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }
}
