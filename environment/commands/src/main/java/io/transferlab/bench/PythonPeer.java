package io.transferlab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Python that runs a script in a process of its own. It ends, with all that it has started, when
 * it is closed, is late, or whoever waits for it is interrupted.
 */
final class PythonPeer implements AutoCloseable {
  private static final int SIGNALS = 128;

  private final TemporaryFolder folder;
  private final Duration patience;
  private final ChildProcess child;
  private final PrintStream questions;

  /** Line by line; an empty one is the end. */
  private final BlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();

  private PythonPeer(TemporaryFolder folder, Duration patience, ChildProcess child) {
    this.folder = folder;
    this.patience = patience;
    this.child = child;
    questions = new PrintStream(child.process().getOutputStream(), true, StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "what Python says");
    reader.setDaemon(true);
    reader.start();
  }

  static PythonPeer start(PythonScript script, List<String> arguments) throws IOException {
    TemporaryFolder folder = TemporaryFolder.of("bench-peer");
    try {
      for (String file : script.files()) {
        try (InputStream in = PythonPeer.class.getResourceAsStream(file)) {
          Files.copy(Objects.requireNonNull(in, file), folder.resolve(file));
        }
      }
      List<String> command = new ArrayList<>();
      command.add(script.python());
      command.add(folder.resolve(script.files().get(0)).toString());
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors(folder).toFile());
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      if (script.threads() != null) {
        for (String variable : List.of("OMP", "OPENBLAS", "MKL")) {
          builder.environment().put(variable + "_NUM_THREADS", script.threads().toString());
        }
        // Waiting threads sleep, as on our side: spinning, the two would disturb each other.
        builder.environment().put("OMP_WAIT_POLICY", "passive");
      }
      return new PythonPeer(folder, script.patience(), started(builder, script.python()));
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static ChildProcess started(ProcessBuilder builder, String python) throws PeerException {
    try {
      return ChildProcess.start(builder);
    } catch (IOException e) {
      throw PeerException.absent("there is no program " + python);
    }
  }

  private static Path errors(TemporaryFolder folder) {
    return folder.resolve("errors.txt");
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(child.process().getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(Optional.of(line));
      }
    } catch (IOException e) {
      // it has ended
    }
    said.add(Optional.empty());
  }

  void ask(String question) {
    questions.println(question);
  }

  /**
   * Waits for a line.
   *
   * @param begin its beginning; others, the words of a library, may come before it
   * @return the rest of it
   * @throws PeerException if it does not come, and why
   */
  String answer(String begin) throws IOException {
    return answer(begin, patience);
  }

  String answer(String begin, Duration time) throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    String late = "did not answer within " + time.toSeconds() + " s";
    Optional<String> line = next(deadline, late);
    while (line.isPresent()) {
      if (line.get().startsWith(begin)) {
        return line.get().substring(begin.length());
      }
      line = next(deadline, late);
    }
    said.add(line); // for whoever asks once more
    throw new PeerException(why(status(deadline, late)));
  }

  /**
   * Waits for its end.
   *
   * @return the last line
   * @throws PeerException if it is late or fails, and why
   */
  String last() throws IOException {
    questions.close();
    long deadline = System.nanoTime() + patience.toNanos();
    String late = "did not end within " + patience.toSeconds() + " s";
    String last = "";
    for (Optional<String> line = next(deadline, late);
        line.isPresent();
        line = next(deadline, late)) {
      last = line.get().isBlank() ? last : line.get().strip();
    }
    int status = status(deadline, late);
    if (status != 0) {
      throw new PeerException(why(status));
    }
    return last;
  }

  private Optional<String> next(long deadline, String late) throws PeerException {
    try {
      Optional<String> line = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return inTime(line, line != null, late);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private int status(long deadline, String late) throws PeerException {
    Process process = child.process();
    try {
      boolean over = process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return inTime(over ? process.exitValue() : 0, over, late);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private <T> T inTime(T value, boolean came, String late) throws PeerException {
    if (child.isTold()) {
      throw new CancellationException("Interrupted.");
    }
    if (!came) {
      close();
      throw new PeerException(late);
    }
    return value;
  }

  private CancellationException interrupted() {
    close();
    Thread.currentThread().interrupt();
    return new CancellationException("Interrupted.");
  }

  private String why(int status) throws IOException {
    if (status > SIGNALS) {
      return "crashed (signal " + (status - SIGNALS) + ")";
    }
    String last =
        new String(Files.readAllBytes(errors(folder)), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .reduce("", (before, line) -> line.strip());
    return last.matches("(ModuleNotFound|Import|FileNotFound)Error: .*")
        ? PeerException.absent(last.substring(last.indexOf(' ') + 1)).getMessage()
        : "ended with status " + status + (last.isEmpty() ? "" : ": " + last);
  }

  @Override
  public void close() {
    child.close();
    folder.close();
  }
}
