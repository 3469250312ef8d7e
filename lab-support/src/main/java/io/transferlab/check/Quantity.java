package io.transferlab.check;

import io.transferlab.core.Sizes;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a label speaks of: a share of a whole, or any other number. */
enum Quantity {
  SHARE {
    @Override
    String text(double value) {
      return Sizes.percent(value);
    }

    @Override
    String difference(double difference) {
      return difference == 0 ? "0 points" : Sizes.points(difference);
    }

    @Override
    Optional<String> trouble(double value) {
      if (value >= 0 && value <= 1) {
        return Optional.empty();
      }
      String found = "expected a fraction from 0 to 1, found " + Found.number(value);
      boolean percent = value >= 2 && value <= 100;
      return Optional.of(
          percent ? found + ": did you mean " + Found.number(value / 100) + "?" : found);
    }
  },

  NUMBER {
    @Override
    String text(double value) {
      return Found.number(value);
    }

    @Override
    String difference(double difference) {
      return (difference > 0 ? "+" : "") + Found.number(difference);
    }

    @Override
    Optional<String> trouble(double value) {
      return Math.abs(value) <= LARGEST
          ? Optional.empty()
          : Optional.of("expected a number of 15 digits at most, found " + value);
    }
  };

  private static final double LARGEST = 1e15;

  /** The beginnings of the words, in the languages of the labs: English, Spanish, Catalan. */
  private static final Pattern SHARES =
      Pattern.compile(
          "\\b(accurac|share|fraction|recall|precisi|probabili"
              + "|exactitud|proporci|fracci|exhaustivi)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  static Quantity of(String label) {
    return SHARES.matcher(label).find() ? SHARE : NUMBER;
  }

  abstract String text(double value);

  abstract String difference(double difference);

  /** What is wrong with a finite value, if anything is. */
  abstract Optional<String> trouble(double value);
}
