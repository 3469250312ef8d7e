package io.transferlab.present;

import io.transferlab.authoring.Formula;
import io.transferlab.core.LabException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labs' formulas, written between dollars, as MathML, which browsers draw themselves: a slide
 * then needs no MathJax.
 */
final class Formulas {
  /** Code stays as it is: a dollar in it is a dollar. */
  private static final Pattern PART =
      Pattern.compile("(?s)```.*?```|`[^`\n]*`|\\$\\$(.+?)\\$\\$|\\$([^$\n]+)\\$");

  private Formulas() {}

  /**
   * Puts MathML in the place of the formulas.
   *
   * @param markdown a cell's text
   * @return the text with elements {@code math} in it
   * @throws LabException if a formula holds what is not known
   */
  static String drawn(String markdown) {
    return PART.matcher(markdown)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(
                    part.group(1) != null
                        ? Formula.of(part.group(1), true)
                        : part.group(2) != null ? Formula.of(part.group(2), false) : part.group()));
  }
}
