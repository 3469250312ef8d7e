package io.transferlab.check;

import io.transferlab.core.LabException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a student expects of a result before it is there, and what came out. Kept beside the
 * notebook, in {@code predictions/03.json} for lab 3, so that it outlives the kernel.
 *
 * <pre>{@code
 * Prediction.of("3.2 accuracy from scratch", 0.6);
 * ...
 * Prediction.observed("3.2 accuracy from scratch", scratchTest.meanPerClassAccuracy());
 * }</pre>
 *
 * A label begins with the lab and the question; it is the same for both. Where it speaks of an
 * accuracy, a share, a fraction, a recall, a precision or a probability, values are fractions from
 * 0 to 1 and shown in per cent. Neither method stops a lab: what is wrong is said in one line,
 * unless the checks are strict (see {@link Check}).
 *
 * @param label the lab, the question and a few words
 * @param guesses what was expected, the last one last; may be empty
 * @param result what came out; null if it is not there yet
 */
public record Prediction(String label, List<Guess> guesses, @Nullable Double result) {
  /**
   * One guess.
   *
   * @param value the number, finite
   * @param afterResult whether the result was there already
   */
  public record Guess(double value, boolean afterResult) {}

  /** Room for a few words; the figure and the table have to hold it. */
  private static final int LONGEST_LABEL = 120;

  private static final Pattern LABEL = Pattern.compile("(\\d{1,2})\\.\\d{1,2}[a-z]? \\S.*");

  /**
   * Checks the label and copies the guesses.
   *
   * @param label the lab, the question and a few words
   * @param guesses what was expected, the last one last; may be empty
   * @param result what came out; null if it is not there yet
   * @throws LabException if the label does not begin with the numbers, or a value is not finite
   */
  public Prediction {
    lab(label);
    guesses = guesses == null ? List.of() : List.copyOf(guesses);
    if (!guesses.stream().allMatch(guess -> Double.isFinite(guess.value()))
        || (result != null && !Double.isFinite(result))) {
      throw LabException.of("numbers for " + label, "one that is not finite", "give another");
    }
  }

  /**
   * Keeps a guess. A second one for the same label takes the place of the first, which is kept too;
   * one that comes after the result is marked so.
   *
   * @param what the label, such as "3.2 accuracy from scratch"
   * @param value the guess; NaN stands for none yet
   * @throws LabException only if the checks are strict and the guess cannot be kept
   */
  public static void of(String what, double value) {
    PredictionBook.SESSION.guess(what, value);
  }

  /**
   * Keeps what came out, and says how far from it the guess was, if there is one. Of a label that
   * nobody was asked about nothing is kept.
   *
   * @param what the label, as it was given to {@link #of}
   * @param value the result, finite
   * @throws LabException only if the checks are strict and the result cannot be kept
   */
  public static void observed(String what, double value) {
    PredictionBook.SESSION.observe(what, value);
  }

  /**
   * The guess that counts: the last one from before the result, or else the last one.
   *
   * @return the guess, or NaN if there is none
   */
  public double guess() {
    double value = Double.NaN;
    boolean late = true;
    for (Guess guess : guesses) {
      if (late || !guess.afterResult()) {
        value = guess.value();
        late = guess.afterResult();
      }
    }
    return value;
  }

  /**
   * What came out.
   *
   * @return the result, or NaN if it is not there yet
   */
  public double observed() {
    return result == null ? Double.NaN : result;
  }

  /**
   * Tells whether the values are fractions.
   *
   * @return true for accuracies and other shares, 0 to 1
   */
  public boolean isShare() {
    return Quantity.of(label) == Quantity.SHARE;
  }

  /**
   * Writes a value of this prediction.
   *
   * @param value a guess or a result
   * @return shares as {@code 72.5 %}, other numbers with four digits at most; {@code -} for NaN
   */
  public String text(double value) {
    return Double.isNaN(value) ? "-" : Quantity.of(label).text(value);
  }

  /**
   * Writes a difference of two values of this prediction.
   *
   * @param difference signed
   * @return {@code +2.5 points} for shares, {@code +12} for other numbers; {@code -} for NaN
   */
  public String difference(double difference) {
    return Double.isNaN(difference) ? "-" : Quantity.of(label).difference(difference);
  }

  /** The last guess, if the result was there before it. */
  boolean isChangedAfterwards() {
    return !guesses.isEmpty() && guesses.get(guesses.size() - 1).afterResult();
  }

  Prediction withGuess(double value) {
    double last = guesses.isEmpty() ? Double.NaN : guesses.get(guesses.size() - 1).value();
    if (last == value) {
      return this;
    }
    List<Guess> more = new java.util.ArrayList<>(guesses);
    more.add(new Guess(value, result != null));
    return new Prediction(label, more, result);
  }

  Prediction withResult(double value) {
    return new Prediction(label, guesses, value);
  }

  /** The lab's number, with which a label begins. */
  static int lab(@Nullable String label) {
    String text = label == null ? "" : label;
    Matcher matcher = LABEL.matcher(text);
    if (!matcher.matches() || text.length() > LONGEST_LABEL) {
      throw LabException.of(
          "a label that begins with the lab and the question, then at most "
              + LONGEST_LABEL
              + " letters, such as \"3.2 accuracy from scratch\"",
          label == null ? "nothing (null)" : Found.value(label),
          "leave the text in quotes as the lab has it, and change the number alone");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
