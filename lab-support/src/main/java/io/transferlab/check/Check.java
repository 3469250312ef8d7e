package io.transferlab.check;

import org.jspecify.annotations.Nullable;

/**
 * Checks the exercises of a lab, here on the student's machine. Each check prints one line: passed;
 * or what was expected, what was found and a hint; or not attempted yet.
 *
 * <pre>{@code
 * Check.exercise("3.2", check ->
 *     check.that("accuracy", accuracy(predictions, labels)).isBetween(0.8, 1.0)
 *         .hint("compare each prediction with the label at the same place"));
 * }</pre>
 *
 * A check never throws, whatever the student's code does, unless the checks are strict: with the
 * environment variable {@code LAB_STRICT=1} or the system property {@code lab.strict=true} an
 * exercise that fails, or is not attempted, throws after its line is printed.
 */
public final class Check {
  /** What to do for an exercise's check. */
  @FunctionalInterface
  public interface Body {
    /**
     * Runs the student's code and names the properties of its results.
     *
     * @param check collects the properties
     * @throws Exception whatever the student's code throws; it is reported, not passed on
     */
    void check(Exercise check) throws Exception;
  }

  /**
   * The checks of this notebook. A kernel is a process of its own, so one list for each process is
   * one for each notebook; but for predictions, nothing else in this library is remembered between
   * calls.
   */
  private static final CheckList SESSION = new CheckList(Check::isStrict);

  private Check() {}

  /**
   * Checks one exercise and prints one line.
   *
   * @param id the exercise, such as "3.2"; a second check of the same exercise replaces the first
   * @param body runs the student's code and names the properties of its results
   * @throws io.transferlab.core.LabException only if the checks are strict and this one did not
   *     pass
   */
  public static void exercise(String id, Body body) {
    SESSION.exercise(id, body);
  }

  /**
   * Stands where a student's code will be.
   *
   * @param <T> whatever the place needs, so that {@code return Check.todo();} compiles everywhere
   * @return never
   */
  public static <T> T todo() {
    throw new NotAttempted();
  }

  /**
   * Shows the questions that close a lab. They are answered by {@link #answer}.
   *
   * @param lab the lab's number
   * @param text the questions, as {@link Quiz} reads them
   * @throws io.transferlab.core.LabException if the text is not a quiz
   */
  public static void quiz(int lab, String text) {
    SESSION.quiz(Quiz.of(lab, text));
  }

  /**
   * Answers a question of the quiz and prints one line: right, or why not. As often as one likes;
   * the last answer counts.
   *
   * @param question its number, from 1
   * @param letters such as "b", or "ac" where several choices are right; "" for no answer yet
   * @throws io.transferlab.core.LabException only if the checks are strict and the answer is not
   *     right
   */
  public static void answer(int question, @Nullable String letters) {
    SESSION.answer(question, letters);
  }

  /**
   * Prints how many local checks passed, and which are to mend or were not attempted; then the same
   * of the quiz, if there was one.
   */
  public static void summary() {
    SESSION.summary();
  }

  static boolean isStrict() {
    return "1".equals(System.getenv("LAB_STRICT")) || Boolean.getBoolean("lab.strict");
  }
}
