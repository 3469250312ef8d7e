package io.transferlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found under a name, and the properties that it should have. */
abstract sealed class Expectation permits NumberCheck, NumbersCheck, ValueCheck {
  private static final class Property {
    private final String expected;
    private final boolean holds;
    private String hint = "";

    Property(String expected, boolean holds) {
      this.expected = expected;
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

  final void property(String expected, boolean holds) {
    properties.add(new Property(expected, holds));
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
                "expected "
                    + name
                    + " "
                    + property.expected
                    + ", found "
                    + found
                    + (property.hint.isEmpty() ? "" : ". Hint: " + property.hint));
  }
}
