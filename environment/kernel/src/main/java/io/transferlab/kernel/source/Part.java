package io.transferlab.kernel.source;

import java.util.List;

/** A piece of a cell, as {@link CellParser} cuts it. */
public sealed interface Part {

  /**
   * Java.
   *
   * @param line the line of the cell, from 1, on which it begins
   */
  record Code(String source, int line) implements Part {}

  /** A line magic that stands alone: {@code %name args...}. */
  record LineMagic(String name, String rest, int line) implements Part {
    /** The arguments, split at white space outside quotes. */
    public List<String> args() {
      return Arguments.split(rest);
    }
  }

  /** A cell magic: {@code %%name args...} and all that follows. */
  record CellMagic(String name, String rest, String body) implements Part {
    /** The arguments, split at white space outside quotes. */
    public List<String> args() {
      return Arguments.split(rest);
    }
  }
}
