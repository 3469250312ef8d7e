package io.transferlab.data.fetch;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer, one piece at a time, with a limit on how long a piece may take: the JDK's
 * own streams wait for a silent server for ever.
 */
final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  private static final Object END = new Object();

  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private final Duration stall;
  private volatile Flow.@Nullable Subscription subscription;

  Body(Duration stall) {
    this.stall = stall;
  }

  @Override
  public void onSubscribe(Flow.Subscription s) {
    subscription = s;
    s.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    arrived.add(pieces);
  }

  @Override
  public void onError(Throwable t) {
    arrived.add(t);
  }

  @Override
  public void onComplete() {
    arrived.add(END);
  }

  /** The next pieces; null at the end. */
  @SuppressWarnings("unchecked") // what onNext put there
  @Nullable List<ByteBuffer> next() throws IOException, InterruptedException {
    Object found = arrived.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
    if (found == null) {
      throw new HttpTimeoutException("nothing came for " + stall.toSeconds() + " s");
    }
    if (found == END) {
      return null;
    }
    if (found instanceof Throwable t) {
      throw t instanceof IOException e ? e : new IOException(t);
    }
    Objects.requireNonNull(subscription).request(1); // a piece comes after it
    return (List<ByteBuffer>) found;
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
