package io.transferlab.classroom;

/**
 * How a student did one exercise.
 *
 * @param exercise such as "3.1"
 * @param points what it is worth
 * @param state how it went
 * @param message what the student is told; empty if it passed
 * @param seconds that it took
 * @param code what the student wrote
 */
public record Mark(
    String exercise, int points, State state, String message, double seconds, String code) {
  /** How an exercise went. */
  public enum State {
    /** The check holds. */
    PASSED("passed"),
    /** The check does not hold, or the code does not compile. */
    FAILED("failed"),
    /** It was not attempted. */
    OPEN("open"),
    /** The notebook has no cell for it. */
    MISSING("missing"),
    /** It had to be stopped, or it ended the program. */
    STOPPED("stopped");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /**
     * The word for tables.
     *
     * @return one word
     */
    public String word() {
      return word;
    }
  }

  /**
   * The points that it earned: all or none.
   *
   * @return points
   */
  public int got() {
    return state == State.PASSED ? points : 0;
  }
}
