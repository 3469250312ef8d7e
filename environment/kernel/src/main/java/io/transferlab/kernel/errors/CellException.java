package io.transferlab.kernel.errors;

/** An error of a cell that is no exception of its code: it does not compile, a magic is unknown. */
public final class CellException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /**
   * @param failure what the front end shall show
   */
  public CellException(Failure failure) {
    super(failure.message(), null, false, false);
    this.failure = failure;
  }

  /** What the front end shall show. */
  public Failure failure() {
    return failure;
  }
}
