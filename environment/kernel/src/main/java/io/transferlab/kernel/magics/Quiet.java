package io.transferlab.kernel.magics;

import java.util.AbstractList;
import java.util.List;

/** A list that a magic returns to who assigns it, but that is not shown as a result. */
final class Quiet extends AbstractList<String> {
  private final List<String> list;

  Quiet(List<String> list) {
    this.list = List.copyOf(list);
  }

  @Override
  public String get(int index) {
    return list.get(index);
  }

  @Override
  public int size() {
    return list.size();
  }
}
