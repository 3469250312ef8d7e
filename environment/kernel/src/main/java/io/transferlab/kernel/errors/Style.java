package io.transferlab.kernel.errors;

/** Colours of error texts, in the escapes that notebooks understand. */
final class Style {
  private static final String END = "\u001b[0m";

  private Style() {}

  static String error(String text) {
    return "\u001b[1;31m" + text + END;
  }

  static String place(String text) {
    return "\u001b[32m" + text + END;
  }

  static String faint(String text) {
    return "\u001b[90m" + text + END;
  }

  static String hint(String text) {
    return "\u001b[34m" + text + END;
  }
}
