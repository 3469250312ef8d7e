package io.transferlab.kernel.output;

import com.google.gson.JsonObject;
import io.transferlab.kernel.execution.CellThreads;

/**
 * Where the output of cells goes: to the cell that runs, or to the last one that ran for threads
 * that outlive theirs. What an abandoned thread still writes goes nowhere.
 */
public final class CellOutput {
  private final Publisher publisher;
  private volatile JsonObject parent = new JsonObject();
  private volatile boolean silent;
  private volatile Runnable listener = () -> {};

  /**
   * @param publisher sends what is written here
   */
  public CellOutput(Publisher publisher) {
    this.publisher = publisher;
  }

  /**
   * From now on output belongs to this request.
   *
   * @param silent whether the front end wants no output of it
   */
  public void begin(JsonObject parentHeader, boolean silent) {
    this.parent = parentHeader;
    this.silent = silent;
  }

  /** Is told whenever something is written. */
  public void setListener(Runnable listener) {
    this.listener = listener;
  }

  /** Printed text. */
  public void text(String stream, String text) {
    if (!isMuted() && !text.isEmpty()) {
      listener.run();
      publisher.text(stream, parent, text);
    }
  }

  /** Any other output message of the running cell. */
  public void publish(String type, JsonObject content) {
    if (!isMuted()) {
      listener.run();
      publisher.publish(type, parent, content);
    }
  }

  private boolean isMuted() {
    return silent || CellThreads.isAbandoned(Thread.currentThread());
  }
}
