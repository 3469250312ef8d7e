package io.transferlab.book;

import io.transferlab.core.Markup;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java with its parts marked for colours. */
final class JavaCode {
  private static final Pattern PART =
      Pattern.compile(
          "(?<c>//[^\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<s>\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+')"
              + "|(?<k>\\b(?:abstract|boolean|break|byte|case|catch|char|class|continue|default|do"
              + "|double|else|enum|extends|false|final|finally|float|for|if|implements|import"
              + "|instanceof|int|interface|long|new|null|package|private|protected|public|record"
              + "|return|short|static|super|switch|this|throw|throws|true|try|var|void|while)\\b)"
              + "|(?<t>\\b[A-Z][A-Za-z0-9_]*[a-z][A-Za-z0-9_]*\\b)"
              + "|(?<n>\\b\\d[\\w.]*)");
  private static final String[] KINDS = {"c", "s", "k", "t", "n"};

  private JavaCode() {}

  /** Escaped text with {@code span}s of the classes c, s, k, t and n. */
  static String marked(String code) {
    StringBuilder out = new StringBuilder();
    Matcher part = PART.matcher(code);
    int done = 0;
    while (part.find()) {
      out.append(Markup.escaped(code.substring(done, part.start())));
      for (String kind : KINDS) {
        if (part.group(kind) != null) {
          out.append("<span class=\"").append(kind).append("\">");
          out.append(Markup.escaped(part.group())).append("</span>");
        }
      }
      done = part.end();
    }
    return out.append(Markup.escaped(code.substring(done))).toString();
  }
}
