package io.transferlab.present;

import io.transferlab.core.LabException;
import io.transferlab.core.Markup;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labs' formulas, written between dollars, as MathML, which browsers draw themselves: a slide
 * then needs no MathJax. Knows what the labs use: letters, numbers, signs, {@code ^} and {@code _},
 * braces, roots, words, Greek letters and names of functions.
 */
final class Formulas {
  /** Code stays as it is: a dollar in it is a dollar. */
  private static final Pattern PART =
      Pattern.compile("(?s)```.*?```|`[^`\n]*`|\\$\\$(.+?)\\$\\$|\\$([^$\n]+)\\$");

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("cdot", "·"),
          Map.entry("times", "×"),
          Map.entry("approx", "≈"),
          Map.entry("le", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("pm", "±"),
          Map.entry("sum", "∑"),
          Map.entry("in", "∈"));
  private static final Map<String, String> LETTERS =
      Map.of("sigma", "σ", "mu", "μ", "tau", "τ", "alpha", "α", "beta", "β", "lambda", "λ");
  private static final Pattern FUNCTION = Pattern.compile("log|ln|exp|min|max|sin|cos");

  private final String tex;
  private int at;

  private Formulas(String tex) {
    this.tex = tex;
  }

  /**
   * Puts MathML in the place of the formulas.
   *
   * @param markdown a cell's text
   * @return the text with elements {@code math} in it
   * @throws LabException if a formula holds what is not known
   */
  static String drawn(String markdown) {
    Matcher part = PART.matcher(markdown);
    StringBuilder out = new StringBuilder();
    while (part.find()) {
      String shown =
          part.group(1) != null
              ? math(part.group(1), " display=\"block\"")
              : part.group(2) != null ? math(part.group(2), "") : part.group();
      part.appendReplacement(out, Matcher.quoteReplacement(shown));
    }
    return part.appendTail(out).toString();
  }

  private static String math(String tex, String display) {
    Formulas formula = new Formulas(tex.strip());
    String inside = formula.row('\0');
    return "<math" + display + ">" + inside + "</math>";
  }

  /** All up to a closing brace, or to the end. */
  private String row(char end) {
    StringBuilder row = new StringBuilder();
    while (at < tex.length() && tex.charAt(at) != end) {
      if (Character.isWhitespace(tex.charAt(at))) {
        at++;
      } else {
        row.append(scripted(atom()));
      }
    }
    at++;
    return "<mrow>" + row + "</mrow>";
  }

  /** An atom with what stands above and below it. */
  private String scripted(String base) {
    String below = "";
    String above = "";
    while (at < tex.length() && "_^'".indexOf(tex.charAt(at)) >= 0) {
      char mark = tex.charAt(at++);
      if (mark == '_') {
        below = atom();
      } else {
        above = mark == '^' ? atom() : "<mo>′</mo>";
      }
    }
    if (below.isEmpty() && above.isEmpty()) {
      return base;
    }
    String tag = below.isEmpty() ? "msup" : above.isEmpty() ? "msub" : "msubsup";
    return "<" + tag + ">" + base + below + above + "</" + tag + ">";
  }

  private String atom() {
    char c = tex.charAt(at);
    if (c == '{') {
      at++;
      return row('}');
    }
    if (c == '\\') {
      return command();
    }
    int from = at++;
    if (Character.isDigit(c)) {
      while (at < tex.length() && (Character.isDigit(tex.charAt(at)) || isPoint(at))) {
        at++;
      }
      return "<mn>" + tex.substring(from, at) + "</mn>";
    }
    if (Character.isLetter(c)) {
      // A word such as place or grade is one name.
      while (at < tex.length() && Character.isLetter(tex.charAt(at))) {
        at++;
      }
      return "<mi>" + tex.substring(from, at) + "</mi>";
    }
    return "<mo>" + Markup.escaped(c == '-' ? "−" : String.valueOf(c)) + "</mo>";
  }

  private boolean isPoint(int place) {
    return tex.charAt(place) == '.'
        && place + 1 < tex.length()
        && Character.isDigit(tex.charAt(place + 1));
  }

  private String command() {
    at++;
    int from = at;
    while (at < tex.length() && Character.isLetter(tex.charAt(at))) {
      at++;
    }
    String name = tex.substring(from, at);
    if (name.isEmpty()) {
      // "\," and the like: a little room.
      at++;
      return "<mspace width=\"0.2em\"/>";
    }
    if (name.equals("sqrt")) {
      return "<msqrt>" + atom() + "</msqrt>";
    }
    if (name.equals("text")) {
      int end = tex.indexOf('}', at);
      String words = end < 0 ? "" : tex.substring(at + 1, end);
      at = end < 0 ? tex.length() : end + 1;
      return "<mtext>" + Markup.escaped(words) + "</mtext>";
    }
    if (FUNCTION.matcher(name).matches()) {
      return "<mi>" + name + "</mi>";
    }
    if (LETTERS.containsKey(name)) {
      return "<mi>" + LETTERS.get(name) + "</mi>";
    }
    if (SIGNS.containsKey(name)) {
      return "<mo>" + SIGNS.get(name) + "</mo>";
    }
    throw LabException.of(
        "a formula of signs that slides can show",
        "\\" + name + " in $" + tex + "$",
        "write it in words, or teach it to io.transferlab.present.Formulas");
  }
}
