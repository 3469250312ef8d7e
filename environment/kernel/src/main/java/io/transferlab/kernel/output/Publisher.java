package io.transferlab.kernel.output;

import com.google.gson.JsonObject;
import io.transferlab.kernel.connection.Channel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sends everything that is published, in order, from one thread of its own. Printed text is
 * gathered for a moment, so that a loop of 50,000 lines makes a few messages.
 */
public final class Publisher {
  private static final long GATHER_MILLIS = 50;
  private static final int LARGE_TEXT = 64 * 1024;
  private static final int MOST_QUEUED_CHARS = 8 * 1024 * 1024;

  private final Deque<Item> queue = new ArrayDeque<>();
  private int queuedChars;
  private boolean sending;

  private static final class Item {
    final String type;
    final JsonObject parent;
    final JsonObject content;
    final String stream;
    final StringBuilder text;
    final long due;

    Item(String type, JsonObject parent, JsonObject content) {
      this.type = type;
      this.parent = parent;
      this.content = content;
      this.stream = null;
      this.text = null;
      this.due = 0;
    }

    Item(String stream, JsonObject parent) {
      this.type = "stream";
      this.parent = parent;
      this.content = null;
      this.stream = stream;
      this.text = new StringBuilder();
      this.due = System.nanoTime() + GATHER_MILLIS * 1_000_000;
    }

    JsonObject toContent() {
      if (text == null) {
        return content;
      }
      JsonObject printed = new JsonObject();
      printed.addProperty("name", stream);
      printed.addProperty("text", text.toString());
      return printed;
    }
  }

  /**
   * Begins to send.
   *
   * @param channel the publishing socket, from now on used by this publisher's thread alone
   */
  public void start(Channel channel) {
    Thread thread = new Thread(() -> run(channel), "kernel-publisher");
    thread.setDaemon(true);
    thread.start();
  }

  /** Queues a message; text queued before it is sent before it. */
  public synchronized void publish(String type, JsonObject parent, JsonObject content) {
    queue.addLast(new Item(type, parent, content));
    notifyAll();
  }

  /**
   * Queues printed text. Waits while a great deal of it is unsent, as a pipe would.
   *
   * @param stream {@code stdout} or {@code stderr}
   */
  public synchronized void text(String stream, JsonObject parent, String text) {
    boolean interrupted = false;
    while (queuedChars > MOST_QUEUED_CHARS) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    Item last = queue.peekLast();
    if (last == null || !stream.equals(last.stream) || last.parent != parent) {
      last = new Item(stream, parent);
      queue.addLast(last);
      notifyAll();
    } else if (last.text.length() > LARGE_TEXT) {
      notifyAll();
    }
    last.text.append(text);
    queuedChars += text.length();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when all that was queued has been handed to ZeroMQ, or after the time given. */
  public synchronized void flush(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!queue.isEmpty() || sending) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      notifyAll();
      wait(left);
    }
  }

  private void run(Channel channel) {
    while (true) {
      Item item = next();
      try {
        channel.publish(item.type, item.parent, item.toContent());
      } catch (RuntimeException | Error e) {
        // Whatever it was: without this thread the notebook would see nothing any more.
        if (item.text == null) {
          text("stderr", item.parent, "An output could not be sent: " + e + System.lineSeparator());
        }
      }
      synchronized (this) {
        sending = false;
        notifyAll();
      }
    }
  }

  private synchronized Item next() {
    while (true) {
      Item first = queue.peekFirst();
      long wait = 0;
      if (first != null) {
        boolean gathering =
            first.text != null && queue.size() == 1 && first.text.length() < LARGE_TEXT;
        wait = gathering ? (first.due - System.nanoTime()) / 1_000_000 : 0;
        if (wait <= 0) {
          queue.removeFirst();
          queuedChars -= first.text == null ? 0 : first.text.length();
          sending = true;
          return first;
        }
      }
      try {
        wait(wait);
      } catch (InterruptedException e) {
        // Nobody interrupts this thread; the loop looks again.
      }
    }
  }
}
