package io.transferlab.check;

import io.transferlab.core.LabException;
import io.transferlab.notebook.Notebook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The exercises checked so far in one notebook, and its quiz. */
final class CheckList {
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final BooleanSupplier strict;
  private @Nullable QuizAnswers quiz;

  CheckList(BooleanSupplier strict) {
    this.strict = strict;
  }

  synchronized void exercise(String id, Check.Body body) {
    Outcome outcome = run(id, body);
    outcomes.put(id, outcome);
    // System.out is looked up each time: a kernel replaces it for every cell.
    System.out.println(outcome.line());
    if (strict.getAsBoolean() && outcome.state() != Outcome.State.PASSED) {
      throw LabException.of(
          "exercise " + id + " to pass (the checks are strict)",
          outcome.state() == Outcome.State.FAILED ? outcome.message() : "not attempted yet",
          "work on the exercise, or unset LAB_STRICT");
    }
  }

  synchronized void quiz(Quiz asked) {
    quiz = new QuizAnswers(asked);
    Notebook.show(asked);
  }

  synchronized void answer(int question, @Nullable String letters) {
    Outcome outcome =
        quiz == null
            ? new Outcome(
                String.valueOf(question),
                Outcome.State.NOT_ATTEMPTED,
                "run the cell with the questions first")
            : quiz.answer(question, letters);
    System.out.println(outcome.answer());
    if (strict.getAsBoolean() && outcome.state() != Outcome.State.PASSED) {
      throw LabException.of(
          "question " + question + " to be answered rightly (the checks are strict)",
          outcome.message(),
          "answer it, or unset LAB_STRICT");
    }
  }

  static Outcome run(String id, Check.Body body) {
    Exercise exercise = new Exercise();
    try {
      body.check(exercise);
    } catch (NotAttempted e) {
      return Outcome.notAttempted(id);
    } catch (InterruptedException e) {
      // Whoever interrupted the cell wants it to end, not only this check.
      Thread.currentThread().interrupt();
      return Outcome.failed(id, "stopped before the check was done");
    } catch (Throwable e) {
      Troubles.passOnInterruption(e);
      if (Troubles.isNotAttempted(e)) {
        return Outcome.notAttempted(id);
      }
      // A property that failed before the error is nearer to its cause.
      return Outcome.failed(id, exercise.failure().orElseGet(() -> Troubles.describe(e)));
    }
    if (exercise.isEmpty()) {
      return Outcome.failed(id, "expected something to check, found nothing");
    }
    Optional<String> failure = exercise.failure();
    return failure.map(message -> Outcome.failed(id, message)).orElseGet(() -> Outcome.passed(id));
  }

  synchronized void summary() {
    System.out.println(
        "Local checks: "
            + in(Outcome.State.PASSED).size()
            + " passed, "
            + open(Outcome.State.FAILED, "to mend")
            + ", "
            + open(Outcome.State.NOT_ATTEMPTED, "not attempted yet")
            + ".");
    if (quiz != null) {
      System.out.println(quiz.summary());
    }
  }

  /** How many are open, and which. */
  private String open(Outcome.State state, String words) {
    List<String> ids = in(state);
    return ids.size() + " " + words + (ids.isEmpty() ? "" : " (" + String.join(", ", ids) + ")");
  }

  private List<String> in(Outcome.State state) {
    return outcomes.values().stream()
        .filter(outcome -> outcome.state() == state)
        .map(Outcome::id)
        .toList();
  }
}
