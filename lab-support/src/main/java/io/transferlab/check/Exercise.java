package io.transferlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties that an exercise asks for, collected while its check runs. A property that does
 * not hold throws nothing, so that its hint can still follow it.
 */
public final class Exercise {
  private final List<Expectation> expectations = new ArrayList<>();

  Exercise() {}

  /**
   * Starts with a number.
   *
   * @param name what the number is, to be read after "expected"
   * @param value the student's number
   * @return the number's checks
   */
  public NumberCheck that(String name, double value) {
    return add(new NumberCheck(name, value));
  }

  /**
   * Starts with a number in a box, such as a {@code Double} of a list.
   *
   * @param name what the number is, to be read after "expected"
   * @param value the student's number; null counts as not a number
   * @return the number's checks
   */
  public NumberCheck that(String name, @Nullable Number value) {
    return that(name, value == null ? Double.NaN : value.doubleValue());
  }

  /**
   * Starts with a row of numbers.
   *
   * @param name what the numbers are, to be read after "expected"
   * @param values the student's numbers
   * @return the checks of the row
   */
  public NumbersCheck that(String name, double @Nullable [] values) {
    return add(new NumbersCheck(name, values));
  }

  /**
   * Starts with a value of another kind.
   *
   * @param <T> the value's type
   * @param name what the value is, to be read after "expected"
   * @param value the student's value
   * @return the value's checks
   */
  public <T> ValueCheck<T> that(String name, @Nullable T value) {
    return add(new ValueCheck<>(name, value));
  }

  /**
   * Expects a statement to hold.
   *
   * @param statement to be read after "expected that": "fc1 is frozen"
   * @param holds whether it does
   * @return the check, for a hint
   */
  public ValueCheck<Boolean> holds(String statement, boolean holds) {
    return add(new ValueCheck<Boolean>("that", "that it is not so", holds))
        .satisfies(statement, Boolean::booleanValue);
  }

  private <E extends Expectation> E add(E expectation) {
    expectations.add(expectation);
    return expectation;
  }

  Optional<String> failure() {
    return expectations.stream().flatMap(e -> e.failure().stream()).findFirst();
  }

  boolean isEmpty() {
    return expectations.isEmpty();
  }
}
