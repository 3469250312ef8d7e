package io.transferlab.kernel.errors;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/**
 * What the compiler has against a snippet.
 *
 * @param start where what it is about begins, as an offset in the snippet
 * @param position the place itself: of {@code a.b(c)} the point; equal to start for a mere name
 * @param end where it ends
 * @param code the compiler's own name of the kind of error
 * @param message without the names of classes that JShell makes, and of packages
 */
public record Problem(int start, int position, int end, String code, String message) {
  private static final String UNRESOLVED = "compiler.err.cant.resolve";
  private static final Pattern SYMBOL = Pattern.compile("(?m)^ *symbol: +(\\w+) (.+)$");
  private static final Pattern NO_PACKAGE = Pattern.compile("package (\\w+) does not exist");
  private static final Pattern NOT_APPLICABLE =
      Pattern.compile("(?:method|constructor) \\S+ in \\w+ ?(\\S*) cannot be applied");
  private static final Pattern QUALIFIED =
      Pattern.compile("\\b(?:[a-z_]\\w*\\.)+([A-Z]\\w*(?:\\.[A-Z]\\w*)*)");

  /**
   * A name that is not defined.
   *
   * @param kind variable, method or class
   * @param name without the arguments of a method
   * @param text as the compiler writes it
   */
  public record Missing(String kind, String name, String text) {}

  /** What the compiler says of a text of which the snippet begins at the given offset. */
  public static Problem of(Diag diag, int offset) {
    return new Problem(
        (int) diag.getStartPosition() - offset,
        (int) diag.getPosition() - offset,
        (int) diag.getEndPosition() - offset,
        diag.getCode(),
        readable(diag.getMessage(Locale.ROOT)));
  }

  /** The name, if all that is wrong is that it is not defined where cells define names. */
  public Optional<Missing> missing() {
    if (code.startsWith(UNRESOLVED) && start == position) {
      Matcher symbol = SYMBOL.matcher(message);
      if (symbol.find()) {
        String text = symbol.group(2).strip();
        return Optional.of(new Missing(symbol.group(1), text.replaceAll("[(<].*", ""), text));
      }
    }
    Matcher type = NO_PACKAGE.matcher(message);
    // In an import the point stands behind a package, and there it is one.
    return type.matches() && Character.isUpperCase(type.group(1).charAt(0))
        ? Optional.of(new Missing("class", type.group(1), type.group(1)))
        : Optional.empty();
  }

  /** The name, if it stands behind a point and what is before that has no such member. */
  public Optional<Missing> missingMember() {
    return code.startsWith(UNRESOLVED) && start < position ? symbol() : Optional.empty();
  }

  private Optional<Missing> symbol() {
    Matcher symbol = SYMBOL.matcher(message);
    if (!symbol.find()) {
      return Optional.empty();
    }
    String text = symbol.group(2).strip();
    return Optional.of(new Missing(symbol.group(1), text.replaceAll("[(<].*", ""), text));
  }

  /** The class whose method or constructor was called with other arguments than it takes. */
  public Optional<String> misusedClass() {
    Matcher call = NOT_APPLICABLE.matcher(message);
    return call.find() ? Optional.of(call.group(1)) : Optional.empty();
  }

  /** Whether only the place is right to point at: the error is about what is not there. */
  boolean isAtPoint() {
    return code.equals("compiler.err.missing.ret.stmt");
  }

  private static String readable(String message) {
    String text = Frames.readable(message).replaceAll("(?m)\\R *location: \\w+ *$", "").strip();
    Map<String, Set<String>> packages = new HashMap<>();
    Matcher names = QUALIFIED.matcher(text);
    while (names.find()) {
      packages.computeIfAbsent(names.group(1), n -> new HashSet<>()).add(names.group());
    }
    // Two classes of one name keep their packages.
    return QUALIFIED
        .matcher(text)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    packages.get(m.group(1)).size() == 1 ? m.group(1) : m.group()));
  }
}
