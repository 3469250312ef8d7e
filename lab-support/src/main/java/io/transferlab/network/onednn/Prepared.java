package io.transferlab.network.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was prepared for the shapes seen last. A few are enough: full batches, the last batch of an
 * epoch, the same two for evaluation.
 *
 * @param <K> the shape
 * @param <V> what is prepared for it
 */
public final class Prepared<K, V extends AutoCloseable> {
  private static final int MOST = 4;

  private final Map<K, V> latest = new LinkedHashMap<>(8, 0.75f, true);
  private final Function<K, V> prepare;

  /**
   * Nothing is prepared yet.
   *
   * @param prepare prepares for a shape
   */
  public Prepared(Function<K, V> prepare) {
    this.prepare = prepare;
  }

  /**
   * What is prepared for a shape; at most four are kept, the eldest is closed.
   *
   * @param shape the shape
   * @return of that shape, valid until others have been asked for
   */
  public V get(K shape) {
    V found = latest.get(shape);
    if (found == null) {
      if (latest.size() >= MOST) {
        K eldest = latest.keySet().iterator().next();
        close(latest.remove(eldest));
      }
      found = prepare.apply(shape);
      latest.put(shape, found);
    }
    return found;
  }

  private static void close(AutoCloseable old) {
    try {
      old.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
