package io.transferlab.kernel.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

/** What System.in becomes: every line is asked of the front end. */
public final class ConsoleInput extends InputStream {
  private final Asker asker;
  private byte[] line = new byte[0];
  private int at;

  /** Asks for one line. */
  @FunctionalInterface
  public interface Asker {
    /**
     * @return the line without its end
     * @throws IllegalStateException if the front end allows no input
     * @throws InterruptedException if the cell is interrupted meanwhile
     */
    String ask() throws InterruptedException;
  }

  /**
   * @param asker asked when a line is needed
   */
  public ConsoleInput(Asker asker) {
    this.asker = asker;
  }

  @Override
  public synchronized int read() throws IOException {
    fill();
    return line[at++] & 0xff;
  }

  @Override
  public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    fill();
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, bytes, offset, count);
    at += count;
    return count;
  }

  @Override
  public synchronized int available() {
    return line.length - at;
  }

  /** Forgets what a cell left unread. */
  public synchronized void forget() {
    line = new byte[0];
    at = 0;
  }

  private void fill() throws IOException {
    if (at < line.length) {
      return;
    }
    try {
      line = (asker.ask() + "\n").getBytes(StandardCharsets.UTF_8);
      at = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the cell was interrupted");
    }
  }
}
