package io.transferlab.kernel.source;

import java.util.ArrayList;
import java.util.List;

/** The arguments of a magic. */
final class Arguments {
  private Arguments() {}

  /** Splits at white space; double or single quotes keep it, a backslash keeps a quote. */
  static List<String> split(String text) {
    List<String> args = new ArrayList<>();
    StringBuilder arg = new StringBuilder();
    char quote = 0;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escapes =
          c == '\\' && i + 1 < text.length() && "\"'".indexOf(text.charAt(i + 1)) >= 0;
      if (escapes) {
        arg.append(text.charAt(++i));
        begun = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          arg.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (Character.isWhitespace(c)) {
        if (begun) {
          args.add(arg.toString());
          arg.setLength(0);
          begun = false;
        }
      } else {
        arg.append(c);
        begun = true;
      }
    }
    if (begun) {
      args.add(arg.toString());
    }
    return List.copyOf(args);
  }
}
