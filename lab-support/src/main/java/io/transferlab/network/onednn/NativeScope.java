package io.transferlab.network.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/** Native objects that live and end together: those made last end first. */
final class NativeScope implements AutoCloseable {
  private final Deque<Pointer> all = new ArrayDeque<>();

  <P extends Pointer> P add(P pointer) {
    all.push(pointer);
    return pointer;
  }

  @Override
  public void close() {
    while (!all.isEmpty()) {
      all.pop().close();
    }
  }
}
