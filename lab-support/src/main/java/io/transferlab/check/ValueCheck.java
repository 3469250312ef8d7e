package io.transferlab.check;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Properties of any other value.
 *
 * @param <T> the value's type
 */
public final class ValueCheck<T> extends Expectation {
  private final @Nullable T value;

  ValueCheck(String name, @Nullable T value) {
    this(name, Found.value(value), value);
  }

  ValueCheck(String name, String found, @Nullable T value) {
    super(name, found);
    this.value = value;
  }

  /**
   * Expects an equal value.
   *
   * @param expected the value
   * @return this check
   */
  public ValueCheck<T> isEqualTo(@Nullable T expected) {
    wanted(Found.value(expected), Objects.equals(value, expected));
    return this;
  }

  /**
   * Expects that there is a value.
   *
   * @return this check
   */
  public ValueCheck<T> isPresent() {
    property("to be there", value != null);
    return this;
  }

  /**
   * Expects a property of the value.
   *
   * @param property the property in words, to be read after the name: "sorted by likeness"
   * @param holds whether a value has it; a value that is null never has it
   * @return this check
   */
  public ValueCheck<T> satisfies(String property, Predicate<? super T> holds) {
    property(property, value != null && holds.test(value));
    return this;
  }

  /**
   * Tells what to look at if one of the properties named so far does not hold.
   *
   * @param hint a short sentence
   * @return this check
   */
  public ValueCheck<T> hint(String hint) {
    addHint(hint);
    return this;
  }
}
