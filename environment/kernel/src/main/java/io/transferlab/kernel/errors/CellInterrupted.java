package io.transferlab.kernel.errors;

/**
 * Thrown into the code of a cell that was interrupted. An Error, so that a cell that catches
 * Exception is still stopped.
 */
public final class CellInterrupted extends Error {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace: it says where the cell was hit, which is an accident. */
  public CellInterrupted() {
    super("the cell was interrupted", null, false, false);
  }
}
