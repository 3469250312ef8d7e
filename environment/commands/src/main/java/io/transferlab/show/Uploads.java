package io.transferlab.show;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Takes pictures in: none too large, not too many at once, and nobody sends for ever. */
final class Uploads implements AutoCloseable {
  private static final int CHUNK = 1 << 16;
  private static final int MOMENT_SECONDS = 2;

  private final Limits limits;
  private final AtomicLong room;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "show: watch");
            thread.setDaemon(true);
            return thread;
          });

  Uploads(Limits limits) {
    this.limits = limits;
    this.room = new AtomicLong(limits.allBytes());
  }

  /** What is done with a picture. */
  @FunctionalInterface
  interface Use {
    void with(byte[] picture) throws IOException;
  }

  /**
   * Reads the body of a request, and counts its bytes as taken until it is done with.
   *
   * @param exchange the request; closed if it takes too long to send
   * @param use what is done with the body
   * @throws Refusal if it is empty, too large, or too many others are on the way
   * @throws IOException if it cannot be read, or what its use throws
   */
  void take(HttpExchange exchange, Use use) throws IOException {
    long said = length(exchange);
    if (said > limits.pictureBytes()) {
      throw tooLarge(); // nothing of it is read
    }
    long[] taken = {0};
    try {
      use.with(read(exchange, said, taken));
    } finally {
      room.addAndGet(taken[0]);
    }
  }

  private byte[] read(HttpExchange exchange, long said, long[] taken) throws IOException {
    // A blocked read ends only when its connection does.
    Future<?> tooLate =
        watch.schedule(exchange::close, limits.sending().toMillis(), TimeUnit.MILLISECONDS);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      InputStream in = exchange.getRequestBody();
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (out.size() + (long) n > limits.pictureBytes()) {
          throw tooLarge();
        }
        taken[0] += n;
        if (room.addAndGet(-n) < 0) {
          throw new Refusal(
              Refusal.TOO_MANY, "Too many pictures at once. Next: try again in a moment.");
        }
        out.write(chunk, 0, n);
      }
      if (out.size() < said) {
        throw new IOException("the sender went away");
      }
      if (out.size() == 0) {
        throw new Refusal(Refusal.BAD_REQUEST, "Expected a picture; found nothing.");
      }
      return out.toByteArray();
    } finally {
      tooLate.cancel(false);
    }
  }

  /**
   * Lets the sender of something refused end, for a moment, and keeps nothing: cut off in the
   * middle, it would not read why.
   *
   * @param exchange a request that is answered
   */
  void discard(HttpExchange exchange) {
    Future<?> tooLate = watch.schedule(exchange::close, MOMENT_SECONDS, TimeUnit.SECONDS);
    try {
      InputStream in = exchange.getRequestBody();
      byte[] chunk = new byte[CHUNK];
      int n;
      do {
        n = in.read(chunk);
      } while (n >= 0);
    } catch (IOException e) {
      return; // it ended, or was ended
    } finally {
      tooLate.cancel(false);
    }
  }

  private Refusal tooLarge() {
    long most = limits.pictureBytes() / 1_000_000;
    return new Refusal(
        Refusal.TOO_LARGE,
        "The picture is larger than " + most + " MB. Next: save it smaller, or as JPEG.");
  }

  /** -1 if it comes in pieces. */
  private static long length(HttpExchange exchange) throws Refusal {
    String said = exchange.getRequestHeaders().getFirst("Content-Length");
    try {
      return said == null ? -1 : Long.parseLong(said.trim());
    } catch (NumberFormatException e) {
      throw new Refusal(Refusal.BAD_REQUEST, "Expected a number as Content-Length.");
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
