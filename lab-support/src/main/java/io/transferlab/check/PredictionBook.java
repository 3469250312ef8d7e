package io.transferlab.check;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Keeps predictions in a folder, a file for each lab. Where the folder cannot be written they are
 * kept in memory, which is said once.
 */
final class PredictionBook {
  /** Names another folder than the notebook's own; a lab that is only executed leaves no trace. */
  private static final String FOLDER = "LAB_PREDICTIONS";

  /** A kernel is a process of its own, started in the notebook's folder. */
  static final PredictionBook SESSION = new PredictionBook(folder(), Check::isStrict);

  private final Path folder;
  private final BooleanSupplier strict;

  /** Of labs whose file cannot be written. */
  private final Map<Integer, Predictions> memory = new HashMap<>();

  PredictionBook(Path folder, BooleanSupplier strict) {
    this.folder = folder;
    this.strict = strict;
  }

  private static Path folder() {
    String named = System.getenv(FOLDER);
    return Path.of(named == null || named.isBlank() ? "predictions" : named);
  }

  synchronized void guess(String label, double value) {
    attempt(
        () -> {
          int lab = Prediction.lab(label);
          if (Double.isNaN(value)) {
            unanswered(lab, label);
            return;
          }
          accept(label, value);
          Prediction kept = change(lab, label, prediction -> prediction.withGuess(value));
          String late = kept.isChangedAfterwards() ? " (the result was there already)" : "";
          System.out.println("✓ " + label + ": you expect " + kept.text(value) + late);
        });
  }

  private void unanswered(int lab, String label) {
    Prediction earlier = current(lab).labelled(label);
    System.out.println(
        "○ "
            + label
            + ": "
            + (earlier.guesses().isEmpty()
                ? "no guess yet; write a number in the place of Double.NaN"
                : "your earlier guess stays, " + earlier.text(earlier.guess())));
    // Kept although there is no guess: the table names it.
    change(lab, label, prediction -> prediction);
  }

  synchronized void observe(String label, double value) {
    attempt(
        () -> {
          int lab = Prediction.lab(label);
          boolean asked = current(lab).all().stream().anyMatch(p -> p.label().equals(label));
          if (Double.isNaN(value) || !asked) {
            // A run that was stopped before there was a result; a cell that is run by itself.
            return;
          }
          accept(label, value);
          Prediction kept = change(lab, label, prediction -> prediction.withResult(value));
          if (!Double.isNaN(kept.guess())) {
            System.out.println(label + ": " + Predictions.compared(kept));
          }
        });
  }

  /** The predictions of a lab, of its file or from memory. */
  synchronized Predictions current(int lab) {
    Predictions kept = memory.get(lab);
    if (kept != null) {
      return kept;
    }
    Path file = PredictionFile.in(folder, lab);
    if (!Files.exists(file)) {
      return Predictions.none(lab);
    }
    try {
      return PredictionFile.read(file);
    } catch (LabException e) {
      return withoutDamaged(lab, file, e);
    }
  }

  private Predictions withoutDamaged(int lab, Path file, LabException damage) {
    try {
      Path aside = PredictionFile.setAside(file);
      System.out.println(
          "Your predictions begin anew. " + damage.getMessage() + " It is now " + aside + ".");
    } catch (IOException e) {
      // Not to be written over: it may be readable for somebody else.
      memory.put(lab, Predictions.none(lab));
      System.out.println(
          "Your predictions are kept until the kernel stops. " + damage.getMessage());
    }
    return Predictions.none(lab);
  }

  private static void accept(String label, double value) {
    Optional<String> trouble =
        Double.isFinite(value)
            ? Quantity.of(label).trouble(value)
            : Optional.of("expected a number, found " + Found.number(value));
    trouble.ifPresent(
        words -> {
          throw new Refused("✗ " + label + ": " + words);
        });
  }

  private Prediction change(int lab, String label, UnaryOperator<Prediction> change) {
    Predictions before = current(lab);
    Prediction changed = change.apply(before.labelled(label));
    Predictions after = before.with(changed);
    boolean inMemory = memory.containsKey(lab);
    if (inMemory) {
      memory.put(lab, after);
    } else if (!after.equals(before)) {
      write(lab, after);
    }
    return changed;
  }

  private void write(int lab, Predictions predictions) {
    try {
      PredictionFile.write(PredictionFile.in(folder, lab), predictions);
    } catch (LabException e) {
      memory.put(lab, predictions);
      System.out.println("Your predictions are kept until the kernel stops. " + e.getMessage());
    }
  }

  /** Says in a line what is wrong; throws it only if the checks are strict. */
  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (Refused e) {
      say(String.valueOf(e.getMessage()));
    } catch (LabException e) {
      say("✗ " + Found.oneLine(String.valueOf(e.getMessage())));
    }
  }

  private void say(String line) {
    System.out.println(line);
    if (strict.getAsBoolean()) {
      throw LabException.of(
          "predictions that can be kept (the checks are strict)",
          line,
          "mend it, or unset LAB_STRICT");
    }
  }

  /** A value that its label does not allow. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String line) {
      super(line, null, false, false);
    }
  }
}
