package io.transferlab.check;

/**
 * How an exercise or a question of the quiz went.
 *
 * @param id the exercise, such as "3.2", or the question's number
 * @param state passed, failed or not attempted
 * @param message what was expected and found, and the hint; empty unless failed or of a question
 */
record Outcome(String id, State state, String message) {
  enum State {
    PASSED("✓", "passed"),
    FAILED("✗", ""),
    NOT_ATTEMPTED("○", "not attempted yet");

    private final String mark;
    private final String words;

    State(String mark, String words) {
      this.mark = mark;
      this.words = words;
    }
  }

  static Outcome passed(String id) {
    return new Outcome(id, State.PASSED, "");
  }

  static Outcome failed(String id, String message) {
    return new Outcome(id, State.FAILED, message);
  }

  static Outcome notAttempted(String id) {
    return new Outcome(id, State.NOT_ATTEMPTED, "");
  }

  /** The one line that the student reads. */
  String line() {
    String words = state == State.FAILED ? message : state.words;
    return state.mark + " Exercise " + id + ": " + words;
  }

  /** The one line on an answer of the quiz. */
  String answer() {
    return state.mark + " Question " + id + ": " + message;
  }
}
