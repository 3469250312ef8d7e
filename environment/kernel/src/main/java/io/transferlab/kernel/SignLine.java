package io.transferlab.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.transferlab.kernel.display.DisplayMessages;
import java.util.UUID;

/**
 * One line of the running cell in which libraries say how far they are. A cell has one display for
 * it, however often one begins anew, and in the end there is nothing in it: Jupyter can empty a
 * display, but not remove it.
 */
final class SignLine {
  private final Kernel kernel;
  private boolean running;
  private String id;
  private String shown = "";

  SignLine(Kernel kernel) {
    this.kernel = kernel;
  }

  /** A cell begins. */
  synchronized void begin() {
    running = true;
    id = null;
    shown = "";
  }

  /** A cell has ended; what works on behind it shows nothing more. */
  synchronized void end() {
    show("");
    running = false;
  }

  synchronized void show(String line) {
    if (!running || line.equals(shown)) {
      return;
    }
    DisplayData data = new DisplayData();
    data.putText(line);
    shown = line;
    if (id == null) {
      id = UUID.randomUUID().toString();
      kernel.publish("display_data", DisplayMessages.of(data, id));
    } else {
      kernel.publish("update_display_data", DisplayMessages.of(data, id));
    }
  }
}
