package io.transferlab.kernel.launch;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts the course kernel where Jupyter finds it, and never over another's.
 *
 * @param data Jupyter's data folder that gets it
 * @param searched every data folder in which a kernel of this name would be taken
 * @param name of the kernel, in small letters
 * @param replace whether another kernel of this name may be replaced
 */
record Installation(Path data, Set<Path> searched, String name, boolean replace) {
  /** JupyterLab's extension that shows the alternative texts of figures. */
  private static final String ALTERNATIVES = "transferlab-alt";

  /**
   * Checks a name as Jupyter does, but for those that begin with a dot or a dash.
   *
   * @return in small letters, as Jupyter writes it: Java and java are one kernel
   */
  static String name(String typed) {
    if (!typed.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw Refusal.usage(
          "kernel install: expected a name of letters (a to z), digits, dots, dashes and"
              + " underscores after --name, found '"
              + typed.replaceAll("\\p{Cntrl}", "")
              + "'");
    }
    return typed.toLowerCase(Locale.ROOT);
  }

  /** The folder of the kernel. */
  Path folder() {
    return data.resolve("kernels").resolve(name);
  }

  /** Refuses to write over or beside a kernel of another make. */
  void check() {
    Set<Path> all = new LinkedHashSet<>(searched);
    all.add(data);
    for (Path each : all) {
      for (Path folder : named(each.resolve("kernels"))) {
        check(folder);
      }
    }
  }

  private List<Path> named(Path kernels) {
    if (!Files.isDirectory(kernels)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(kernels)) {
      return folders
          .filter(each -> each.getFileName().toString().toLowerCase(Locale.ROOT).equals(name))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(); // Jupyter cannot read it either
    }
  }

  private void check(Path folder) {
    String found = folder.getFileName().toString();
    boolean ours = KernelSpec.isOurs(folder);
    if (!ours && !replace) {
      throw Refusal.failed(
          "kernel install: another kernel named "
              + found
              + " is in "
              + folder
              + ": choose a name with --name NAME, or replace it with --replace");
    } else if (Files.isSymbolicLink(folder)) {
      throw Refusal.failed(
          "kernel install: "
              + folder
              + " is a link, which Jupyter does not replace: remove it, or choose a name with"
              + " --name NAME");
    } else if (!ours && !found.equals(name)) {
      // Jupyter would take now the one and now the other.
      throw Refusal.failed(
          "kernel install: "
              + folder
              + " has the same name for Jupyter and would stay: remove that folder, or choose a"
              + " name with --name NAME");
    }
  }

  /**
   * Writes the kernel.
   *
   * @param course whose figures' words JupyterLab shall show
   * @return what is to be said
   */
  List<String> write(KernelSpec spec, Course course, Host host) {
    check();
    List<String> said = new ArrayList<>();
    try {
      spec.write(folder(), host);
      said.add("the kernel \"" + spec.shown() + "\" is in " + folder());
    } catch (IOException e) {
      throw Refusal.failed(
          "kernel install: cannot write the kernelspec to "
              + folder()
              + " ("
              + reason(e)
              + "); --user needs no rights");
    }
    try {
      giveAlternatives(course);
    } catch (IOException e) {
      // The kernel works without it.
      said.add(
          "the figures' alternative texts could not be added to JupyterLab: cannot write to "
              + data.resolve("labextensions"));
    }
    return said;
  }

  /** JupyterLab and Notebook 7 that look into this data folder show the figures' words. */
  void giveAlternatives(Course course) throws IOException {
    Path from =
        course
            .root()
            .resolve("environment")
            .resolve("jupyter")
            .resolve("labextensions")
            .resolve(ALTERNATIVES);
    Path into = data.resolve("labextensions").resolve(ALTERNATIVES);
    if (!Files.isDirectory(from) || isCopied(from, into)) {
      return;
    }
    Folders.replace(into, made -> Folders.copy(from, made));
  }

  private static boolean isCopied(Path from, Path into) throws IOException {
    Path script = Path.of("static", "alt.js");
    Path there = into.resolve(script);
    return Files.isRegularFile(there) && Files.mismatch(from.resolve(script), there) < 0;
  }

  /** Why a file could not be written, without the name of a Java exception. */
  static String reason(IOException e) {
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "access denied";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : "is the disk full, or the folder not yours?";
  }
}
