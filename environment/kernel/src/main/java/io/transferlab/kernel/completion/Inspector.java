package io.transferlab.kernel.completion;

import java.util.List;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** Signatures and documentation of what is at the cursor. */
public final class Inspector {
  private Inspector() {}

  /** What is known of the name at the cursor; empty if nothing. */
  public static Optional<String> inspect(SourceCodeAnalysis analysis, String code, int cursor) {
    int end = Math.min(cursor, code.length());
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    int start = Statements.startBefore(code, Math.max(0, end));
    String name = code.substring(start, end);
    List<Documentation> found = analysis.documentation(name + "(", name.length() + 1, true);
    if (found.isEmpty()) {
      found = analysis.documentation(name, name.length(), true);
    }
    StringBuilder text = new StringBuilder();
    for (Documentation d : found) {
      text.append(d.signature()).append('\n');
      if (d.javadoc() != null) {
        text.append(d.javadoc()).append('\n');
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }
}
