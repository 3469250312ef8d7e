package io.transferlab.kernel.launch;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The labs in a Jupyter that is started for them. */
final class FrontEnds {
  private final Host host;
  private final Course course;
  private final PrintStream says;
  private final Programs programs;

  FrontEnds(Host host, Course course, PrintStream says) {
    this.host = host;
    this.course = course;
    this.says = says;
    this.programs = new Programs(host);
  }

  /** Opens this person's labs. */
  int start(List<String> words) {
    List<String> options = new ArrayList<>();
    boolean solutions = false;
    String language = LabsFolder.language(host);
    int port = 8888;
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "--no-browser" -> options.add(word);
        case "--solutions" -> solutions = true;
        case "--language" -> language = rest.hasNext() ? rest.next() : "";
        case "--port" -> port = port(rest.hasNext() ? rest.next() : "");
        case "--" -> rest.forEachRemaining(options::add);
        case "--gpu" ->
            throw Refusal.failed(
                "start: --gpu needs the launcher for bash, on Linux: environment/lab start --gpu");
        default -> {
          if (!word.startsWith("--port=")) {
            throw Refusal.usage(
                "start: unknown option "
                    + word
                    + "; known are --port N, --no-browser, --solutions, --language CODE, and --"
                    + " before options for Jupyter itself");
          }
          port = port(word.substring("--port=".length()));
        }
      }
    }
    List<String> line = jupyter();
    Path data = new Kernels(host, course, says, says).own();
    Path labs = LabsFolder.of(host);
    new LabsFolder(course.root().resolve("notebooks"), labs, says).fill(solutions, language);
    say("your labs are in " + labs + "; what you save there stays yours");
    line.addAll(List.of("--notebook-dir=" + labs, "--port=" + port, "-y"));
    // Jupyter refuses to run as root unless told that it is meant (containers).
    if (host.family() == Host.Family.UNIX && System.getProperty("user.name").equals("root")) {
      line.add("--allow-root");
    }
    if (!language.isEmpty() && !language.equals("en")) {
      line.add("--NotebookApp.default_url=/tree/" + language);
    }
    line.addAll(options);
    say("the labs are starting; Ctrl-C ends them");
    ProcessBuilder builder = new ProcessBuilder(line);
    Path ours = course.root().resolve("environment").resolve("jupyter");
    before(builder, "JUPYTER_PATH", data.toString());
    before(builder, "JUPYTER_PATH", ours.toString());
    before(builder, "JUPYTER_CONFIG_PATH", ours.toString());
    builder.environment().put("LAB_DEVICE", "cpu");
    // Jupyter brings a Python debugger along that otherwise warns at every start.
    builder.environment().put("PYDEVD_DISABLE_FILE_VALIDATION", "1");
    return Programs.run(builder);
  }

  private static int port(String typed) {
    if (!typed.matches("\\d{1,5}") || Integer.parseInt(typed) > 65535) {
      throw Refusal.usage("start: expected a port number up to 65535 after --port, found " + typed);
    }
    return Integer.parseInt(typed);
  }

  /** The Jupyter that is there: Notebook, or JupyterLab. */
  private List<String> jupyter() {
    Path program =
        host.folder("LAB_JUPYTER")
            .or(() -> programs.find("jupyter"))
            .orElseThrow(
                () ->
                    Refusal.failed(
                        "start: there is no jupyter on the PATH: install JupyterLab"
                            + " (jupyter.org/install), or activate the environment that has it"));
    boolean notebook =
        programs.find("jupyter-notebook").isPresent() || programs.find("jupyter-lab").isEmpty();
    return new ArrayList<>(List.of(program.toString(), notebook ? "notebook" : "lab"));
  }

  /** Executes notebooks. */
  int run(List<String> words) {
    if (words.isEmpty()) {
      throw Refusal.usage(
          "run: expected one notebook or more, for example: environment/lab run"
              + " notebooks/00-start-here.ipynb");
    }
    for (String word : words) {
      if (word.equals("--gpu")) {
        throw Refusal.failed(
            "run: --gpu needs the launcher for bash, on Linux: environment/lab run --gpu");
      } else if (word.startsWith("-") && !word.startsWith("--timeout=")) {
        throw Refusal.usage("run: unknown option " + word + "; known is --timeout=SECONDS");
      } else if (!word.startsWith("-") && !Files.isRegularFile(host.absolute(word))) {
        throw Refusal.failed("run: there is no notebook " + word);
      }
    }
    Path python =
        programs
            .python("nbconvert", "nbclient")
            .orElseThrow(
                () ->
                    Refusal.failed(
                        "run: there is no Python with nbconvert and nbclient: install JupyterLab,"
                            + " or activate the environment that has it (or name its Python in"
                            + " LAB_PYTHON)"));
    Kernels kernels = new Kernels(host, course, says, says);
    Path data = kernels.own();
    List<String> line =
        new ArrayList<>(
            List.of(
                python.toString(),
                course
                    .root()
                    .resolve("environment")
                    .resolve("lib")
                    .resolve("run_notebook.py")
                    .toString(),
                "--into",
                kernels.build().resolve("notebooks").toString()));
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line);
    before(builder, "JUPYTER_PATH", data.toString());
    builder.environment().put("LAB_DEVICE", "cpu");
    builder.environment().put("PYDEVD_DISABLE_FILE_VALIDATION", "1");
    return Programs.run(builder);
  }

  /** Makes what start and run need. */
  int setUp() {
    new Kernels(host, course, says, says).own();
    say("ready; start opens the labs");
    return 0;
  }

  private static void before(ProcessBuilder builder, String variable, String folder) {
    builder
        .environment()
        .merge(
            variable,
            folder,
            (old, first) -> old.isEmpty() ? first : first + File.pathSeparator + old);
  }

  private void say(String words) {
    says.println("lab: " + words);
  }
}
