package io.transferlab.kernel.execution;

import io.transferlab.kernel.source.Part;

/** What an evaluator asks of the magics room. */
public interface MagicRunner {
  /** Runs a magic that stands alone. */
  Outcome line(Part.LineMagic magic) throws Exception;

  /** Runs a magic that takes the whole cell. */
  Outcome cell(Part.CellMagic magic) throws Exception;
}
