package io.transferlab.predict;

import java.lang.ref.Cleaner;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a network, opened when it is first needed, kept for the next time, and closed when
 * another is asked for or nobody has its holder any more. Opening one for each picture would let
 * the process grow: what native buffers leave behind is not always used again. For several threads,
 * one at a time.
 *
 * @param <T> the pass
 */
final class KeptOpen<T extends AutoCloseable> {
  private static final Cleaner CLEANER = Cleaner.create();

  /** What is closed at the end: it must not know its holder. */
  private static final class Held implements Runnable {
    private @Nullable AutoCloseable pass;

    @Override
    public synchronized void run() {
      if (pass != null) {
        try {
          pass.close();
        } catch (Exception e) { // no pass declares one
          throw new IllegalStateException(e);
        }
        pass = null;
      }
    }
  }

  private final Held held = new Held();
  private @Nullable T pass;
  private @Nullable Object key;

  KeptOpen() {
    CLEANER.register(this, held);
  }

  /**
   * Uses the pass.
   *
   * @param which another one closes that which is open
   * @param opener makes it; must not know this holder
   * @param use what is done with it; what it gives must not depend on it
   * @return what the use gives
   */
  synchronized <R> R use(Object which, Supplier<T> opener, Function<T, R> use) {
    T open = pass;
    if (open == null || !Objects.equals(which, key)) {
      pass = null;
      held.run();
      open = opener.get();
      held.pass = open;
      pass = open;
      key = which;
    }
    return use.apply(open);
  }
}
