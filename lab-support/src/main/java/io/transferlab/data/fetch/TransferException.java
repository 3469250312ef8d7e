package io.transferlab.data.fetch;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why an attempt at an address failed, and whether another is worth it. */
final class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What to do next. */
  enum Then {
    /** The same address again, later. */
    AGAIN,
    /** Another address: this one will not get better. */
    NEXT_ADDRESS,
    /** Nothing: the trouble is on this machine. */
    STOP
  }

  private final Then then;
  private final @Nullable Duration wait;

  TransferException(Then then, String message, @Nullable Throwable cause) {
    this(then, message, null, cause);
  }

  TransferException(Then then, String message, @Nullable Duration wait, @Nullable Throwable cause) {
    super(message, cause);
    this.then = then;
    this.wait = wait;
  }

  Then then() {
    return then;
  }

  /** How long the server asked us to wait, or null. */
  @Nullable Duration serverWait() {
    return wait;
  }
}
