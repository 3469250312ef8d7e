package io.transferlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found under a name, and the properties that it should have. */
abstract sealed class Expectation permits NumberCheck, NumbersCheck, ValueCheck {
  private static final class Property {
    private final String sentence;
    private final boolean holds;
    private String hint = "";

    Property(String sentence, boolean holds) {
      this.sentence = sentence;
      this.holds = holds;
    }
  }

  private final String name;
  private final String found;
  private final List<Property> properties = new ArrayList<>();

  Expectation(String name, String found) {
    this.name = name;
    this.found = found;
  }

  /** Adds a property that follows the name in a sentence, such as {@code to be there}. */
  final void property(String expected, boolean holds) {
    properties.add(new Property("expected " + name + " " + expected, holds));
  }

  /** Adds a value that is wanted, such as {@code 5} or {@code at least 3}, whatever the name is. */
  final void wanted(String value, boolean holds) {
    properties.add(new Property(name + ": expected " + value, holds));
  }

  final void addHint(String hint) {
    // One hint serves all properties named since the last hint.
    for (Property property : properties) {
      if (property.hint.isEmpty()) {
        property.hint = hint;
      }
    }
  }

  /** Says what is wrong with the first property that does not hold. */
  final Optional<String> failure() {
    return properties.stream()
        .filter(property -> !property.holds)
        .findFirst()
        .map(
            property ->
                property.sentence
                    + ", found "
                    + found
                    + (property.hint.isEmpty() ? "" : ". Hint: " + property.hint));
  }
}
