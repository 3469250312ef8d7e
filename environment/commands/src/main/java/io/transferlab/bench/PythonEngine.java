package io.transferlab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;

/** A peer in Python, in a process of its own, which sleeps until it is asked. */
final class PythonEngine implements Engine {
  private static final int SIGNALS = 128;
  private static final long PATIENCE_MILLIS = 240_000;

  private final Process process;
  private final Path errors;
  private final BufferedReader answers;
  private final PrintStream questions;
  private final String name;

  private PythonEngine(Process process, Path errors) throws IOException {
    this.process = process;
    this.errors = errors;
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    name = answer("ready ");
  }

  /**
   * Starts one.
   *
   * @param folder where the scripts are put
   * @param threads it may use
   * @param work as the script calls it, and its arguments
   * @throws IOException with the reason, if it is not there
   */
  static PythonEngine start(String python, Path folder, int threads, List<String> work)
      throws IOException {
    for (String script : List.of("page_peers.py", "peers.py", "training_torch.py")) {
      if (!Files.exists(folder.resolve(script))) {
        try (InputStream in = PythonEngine.class.getResourceAsStream(script)) {
          Files.copy(in, folder.resolve(script));
        }
      }
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                python,
                folder.resolve("page_peers.py").toString(),
                work.get(0),
                String.valueOf(threads)));
    command.addAll(work.subList(1, work.size()));
    Path errors = Files.createTempFile(folder, "peer", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    for (String variable : List.of("OMP", "OPENBLAS", "MKL")) {
      builder.environment().put(variable + "_NUM_THREADS", String.valueOf(threads));
    }
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException("absent: there is no program " + python, e);
    }
    return new PythonEngine(process, errors);
  }

  private String answer(String begin) throws IOException {
    Timer timer = new Timer(true);
    boolean[] late = new boolean[1];
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            late[0] = true;
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
          }
        },
        PATIENCE_MILLIS);
    try {
      // A library's own words may come before it.
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(begin)) {
          return line.substring(begin.length());
        }
      }
    } finally {
      timer.cancel();
    }
    throw new IOException(
        late[0] ? "did not answer within " + PATIENCE_MILLIS / 1000 + " s" : why());
  }

  private String why() throws IOException {
    int status;
    try {
      status = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    List<String> lines =
        new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    if (status > SIGNALS) {
      return "crashed (signal " + (status - SIGNALS) + ")";
    }
    return last.matches("(ModuleNotFound|Import|FileNotFound)Error: .*")
        ? "absent: " + last.substring(last.indexOf(' ') + 1)
        : "ended with status " + status + (last.isEmpty() ? "" : ": " + last);
  }

  @Override
  public Took once() throws IOException {
    questions.println("once");
    String[] words = answer("took ").split(" ");
    return new Took(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    questions.close();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
