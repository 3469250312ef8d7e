package io.transferlab.notebook;

import io.transferlab.core.ProgressScreen;
import io.transferlab.core.Terminal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The line of {@link io.transferlab.core.Progress}: below the running cell of a notebook, or the
 * last line of a terminal. Made by the service loader.
 */
public final class SignLine implements ProgressScreen {
  private record Words(String text) implements Showable {
    @Override
    public Map<String, Object> mimeBundle() {
      return Map.of("text/plain", text);
    }
  }

  private @Nullable String id;
  private int width;

  /** Nothing shown yet. */
  public SignLine() {
    // For the service loader.
  }

  @Override
  public boolean isThere() {
    return Notebook.isRunning() || Terminal.isThere();
  }

  @Override
  public synchronized void show(String line) {
    Optional<Screen> found = Screen.find();
    if (found.isPresent()) {
      try {
        inNotebook(found.get(), line);
      } catch (ReflectiveOperationException | LinkageError e) {
        id = null; // A kernel of another make: work goes on unseen.
      }
    } else if (Terminal.isThere()) {
      // Not on standard output, where a command's JSON stands alone.
      System.err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      System.err.print(line.isEmpty() ? "\r" : "");
      System.err.flush();
      width = line.length();
    }
  }

  /** In a notebook the line has a place of its own. */
  @Override
  public boolean mayStay() {
    return Notebook.isRunning();
  }

  private void inNotebook(Screen screen, String line) throws ReflectiveOperationException {
    if (screen.sign(line)) {
      return;
    }
    if (id != null) {
      screen.update(id, new Words(line));
    } else if (!line.isEmpty()) {
      id = screen.display(new Words(line));
    }
    // The next work may be another cell's.
    id = line.isEmpty() ? null : id;
  }
}
