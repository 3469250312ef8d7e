package io.transferlab.authoring;

import io.transferlab.core.LabException;
import io.transferlab.core.Markup;
import java.util.Map;
import java.util.Set;

/**
 * Formulas in TeX's notation as MathML, which browsers draw and read out by themselves. Of TeX,
 * what the labs use: letters, numbers, sub- and superscripts, fractions, roots, sums, named
 * functions and {@code \text}. Three letters in a row and more are one name, which is read out as a
 * word. What it does not know it names.
 */
public final class Formula {
  private static final int WORD = 3;
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("cdot", "⋅"),
          Map.entry("times", "×"),
          Map.entry("approx", "≈"),
          Map.entry("sum", "∑"),
          Map.entry("prod", "∏"),
          Map.entry("pm", "±"),
          Map.entry("le", "≤"),
          Map.entry("leq", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("geq", "≥"),
          Map.entry("ne", "≠"),
          Map.entry("in", "∈"),
          Map.entry("to", "→"),
          Map.entry("ldots", "…"),
          Map.entry("dots", "…"),
          Map.entry("lVert", "‖"),
          Map.entry("rVert", "‖"),
          Map.entry("|", "‖"),
          Map.entry("{", "{"),
          Map.entry("}", "}"),
          Map.entry("%", "%"));
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("sigma", "σ"),
          Map.entry("alpha", "α"),
          Map.entry("beta", "β"),
          Map.entry("gamma", "γ"),
          Map.entry("epsilon", "ε"),
          Map.entry("lambda", "λ"),
          Map.entry("mu", "μ"),
          Map.entry("pi", "π"),
          Map.entry("tau", "τ"),
          Map.entry("theta", "θ"),
          Map.entry("Delta", "Δ"),
          Map.entry("infty", "∞"));
  private static final Set<String> FUNCTIONS =
      Set.of("\\log", "\\ln", "\\exp", "\\min", "\\max", "\\cos", "\\sin", "\\arg");
  private static final Map<String, String> SPACES =
      Map.of(",", "0.17em", ";", "0.28em", ":", "0.22em", " ", "0.33em", "quad", "1em", "!", "0em");

  private final String tex;
  private int at;

  private Formula(String tex) {
    this.tex = tex;
  }

  /**
   * Writes a formula.
   *
   * @param tex without the dollar signs
   * @param block true for one on a line of its own
   * @return an element {@code math}
   * @throws LabException if something in it is not known
   */
  public static String of(String tex, boolean block) {
    Formula formula = new Formula(tex.strip());
    String row = formula.row('\0');
    return "<math"
        + (block ? " display=\"block\"" : "")
        + " xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow>"
        + row
        + "</mrow></math>";
  }

  private String row(char end) {
    StringBuilder out = new StringBuilder();
    while (at < tex.length() && tex.charAt(at) != end) {
      if (tex.charAt(at) == ' ') {
        at++;
      } else {
        out.append(scripted());
      }
    }
    if (end != '\0') {
      expect(end);
    }
    return out.toString();
  }

  /** An atom with what hangs below and above it. */
  private String scripted() {
    boolean big = tex.startsWith("\\sum", at) || tex.startsWith("\\prod", at);
    int start = at;
    String base = atom();
    // Behind its scripts: they hang on one element.
    String applied =
        FUNCTIONS.contains(tex.substring(start, at).strip()) ? "<mo>&#x2061;</mo>" : "";
    String below = "";
    String above = "";
    while (at < tex.length() && (tex.charAt(at) == '_' || tex.charAt(at) == '^')) {
      boolean low = tex.charAt(at++) == '_';
      String script = atom();
      below = low ? script : below;
      above = low ? above : script;
    }
    while (at < tex.length() && tex.charAt(at) == '\'') {
      at++;
      above += "<mo>′</mo>";
      if (at < tex.length() && tex.charAt(at) == '_') {
        at++;
        below = atom();
      }
    }
    above = above.isEmpty() ? "" : "<mrow>" + above + "</mrow>";
    String kind = big ? "under" : "sub";
    String scripted =
        !below.isEmpty() && !above.isEmpty()
            ? tagged(big ? "munderover" : "msubsup", base + below + above)
            : !below.isEmpty()
                ? tagged("m" + kind, base + below)
                : !above.isEmpty() ? tagged(big ? "mover" : "msup", base + above) : base;
    return scripted + applied;
  }

  private String atom() {
    if (at >= tex.length()) {
      throw wrong("its end");
    }
    char c = tex.charAt(at);
    if (c == '{') {
      at++;
      return tagged("mrow", row('}'));
    }
    if (c == '\\') {
      return command();
    }
    if (Character.isDigit(c)) {
      int start = at;
      while (at < tex.length() && (Character.isDigit(tex.charAt(at)) || isPoint())) {
        at++;
      }
      return tagged("mn", tex.substring(start, at));
    }
    if (Character.isLetter(c)) {
      return tagged("mi", name());
    }
    at++;
    String sign = c == '-' ? "−" : c == '*' ? "∗" : String.valueOf(c);
    return c == '|' || c == '/' ? "<mo stretchy=\"false\">" + sign + "</mo>" : operator(sign);
  }

  private String name() {
    int start = at;
    while (at < tex.length() && Character.isLetter(tex.charAt(at))) {
      at++;
    }
    at = at - start < WORD ? start + 1 : at;
    return tex.substring(start, at);
  }

  private boolean isPoint() {
    return tex.charAt(at) == '.' && at + 1 < tex.length() && Character.isDigit(tex.charAt(at + 1));
  }

  private static String operator(String sign) {
    return tagged("mo", Markup.escaped(sign));
  }

  private String command() {
    int start = ++at;
    while (at < tex.length() && Character.isLetter(tex.charAt(at))) {
      at++;
    }
    if (at == start && at < tex.length()) {
      at++;
    }
    String name = tex.substring(start, at);
    skipSpace();
    if (name.equals("frac")) {
      return tagged("mfrac", atom() + atom());
    }
    if (name.equals("sqrt")) {
      return tagged("msqrt", atom());
    }
    if (name.equals("text") || name.equals("mathrm")) {
      expect('{');
      int end = tex.indexOf('}', at);
      if (end < 0) {
        throw wrong("no } behind \\text{");
      }
      String words = tex.substring(at, end);
      at = end + 1;
      return tagged("mtext", Markup.escaped(words));
    }
    if (name.equals("left") || name.equals("right")) {
      return atom();
    }
    if (OPERATORS.containsKey(name)) {
      return operator(OPERATORS.get(name));
    }
    if (LETTERS.containsKey(name)) {
      return tagged("mi", LETTERS.get(name));
    }
    if (FUNCTIONS.contains("\\" + name)) {
      return tagged("mi", name);
    }
    if (SPACES.containsKey(name)) {
      return "<mspace width=\"" + SPACES.get(name) + "\"></mspace>";
    }
    throw wrong("\\" + name);
  }

  private void skipSpace() {
    while (at < tex.length() && tex.charAt(at) == ' ') {
      at++;
    }
  }

  private void expect(char wanted) {
    if (at >= tex.length() || tex.charAt(at) != wanted) {
      throw wrong("no " + wanted);
    }
    at++;
  }

  private LabException wrong(String what) {
    return LabException.of(
        "a formula of what the labs' pages can show, in $" + tex + "$",
        what,
        "write it otherwise, or add it to Formula");
  }

  private static String tagged(String tag, String inside) {
    return "<" + tag + ">" + inside + "</" + tag + ">";
  }
}
