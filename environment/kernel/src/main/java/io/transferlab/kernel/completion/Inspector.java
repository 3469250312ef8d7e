package io.transferlab.kernel.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** Signatures and documentation of what is at the cursor. */
public final class Inspector {
  private static final Pattern METHOD =
      Pattern.compile(
          "(?:.*[ .])?([\\w$]+)(?:<.*>)?\\.(?:<.*>)?([\\w$]+)\\((.*)\\).*", Pattern.DOTALL);
  private static final Pattern CONSTRUCTOR = Pattern.compile("([\\w$.]+)(?:<.*>)?\\((.*)\\).*");

  private final SourceCodeAnalysis analysis;
  private final SourceIndex sources;

  /**
   * @param sources of libraries; those of the JDK JShell finds itself
   */
  public Inspector(SourceCodeAnalysis analysis, SourceIndex sources) {
    this.analysis = analysis;
    this.sources = sources;
  }

  /** What is known of the name at the cursor; empty if nothing. */
  public Optional<String> inspect(String code, int cursor) {
    int end = nameEnd(code, cursor);
    int start = Statements.startBefore(code, end);
    String before = code.substring(start, Math.max(start, end));
    if (before.isBlank()) {
      return Optional.empty();
    }
    // Methods are found after an open parenthesis, which the user need not have typed.
    List<Documentation> found = analysis.documentation(before + "(", before.length() + 1, true);
    if (found.isEmpty()) {
      found = analysis.documentation(before, before.length(), true);
    }
    List<String> texts = new ArrayList<>();
    for (Documentation d : found) {
      String doc = d.javadoc() == null ? fromSources(d.signature()) : JavadocText.of(d.javadoc());
      texts.add(
          readable(d.signature()) + (doc.isEmpty() ? "" : "\n" + doc.indent(4).stripTrailing()));
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", texts));
  }

  /** A variable's type without the packages, {@code counts: Map<String, Integer>}. */
  private static String readable(String signature) {
    int colon = signature.indexOf(':');
    return colon < 0
        ? signature
        : signature.substring(0, colon)
            + ": "
            + signature.substring(colon + 1).replaceAll("\\b(?:[a-z_]\\w*\\.)+", "");
  }

  /** The end of the name that the cursor is in, or of the one whose call it is in. */
  private static int nameEnd(String code, int cursor) {
    int at = Math.min(cursor, code.length());
    boolean inName = at < code.length() && Character.isJavaIdentifierPart(code.charAt(at));
    boolean afterName = at > 0 && Character.isJavaIdentifierPart(code.charAt(at - 1));
    if (inName || afterName) {
      while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
        at++;
      }
      return at;
    }
    int depth = 0;
    for (int i = at - 1; i >= 0; i--) {
      char c = code.charAt(i);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth < 0) {
        return i;
      }
      if (c == ';' && depth == 0) {
        break;
      }
    }
    return at;
  }

  private String fromSources(String signature) {
    Matcher method = METHOD.matcher(signature);
    if (method.matches()) {
      return comment(method.group(1), method.group(1), method.group(2), method.group(3));
    }
    Matcher constructor = CONSTRUCTOR.matcher(signature);
    if (constructor.matches()) {
      String type = constructor.group(1);
      String simple = type.substring(type.lastIndexOf('.') + 1);
      return comment(type, simple, simple, constructor.group(2));
    }
    String type = signature.replaceAll("<.*", "").strip();
    return comment(type, type.substring(type.lastIndexOf('.') + 1), "", "");
  }

  private String comment(String file, String type, String member, String parameters) {
    List<String> wanted = types(parameters);
    return sources
        .find(file)
        .flatMap(
            found ->
                SourceComments.read(found.text()).stream()
                    .filter(c -> c.type().equals(type) && c.member().equals(member))
                    .filter(c -> simple(c.parameters()).equals(wanted))
                    .map(SourceComments.Comment::text)
                    .findFirst())
        .orElse("");
  }

  /** The types in a list of parameters of a signature. */
  private static List<String> types(String parameters) {
    List<String> types = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int depth = 0;
    for (char c : parameters.toCharArray()) {
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (depth == 0 && c != '>') {
        plain.append(c);
      }
    }
    for (String parameter : plain.toString().split(",")) {
      if (!parameter.isBlank()) {
        types.add(parameter.strip().split("\\s+")[0]);
      }
    }
    return simple(types);
  }

  /** Types as they are written and as a signature shows them differ in packages and generics. */
  private static List<String> simple(List<String> types) {
    return types.stream()
        .map(t -> t.replaceAll("<.*>", "").replace("...", "[]"))
        .map(t -> t.substring(t.lastIndexOf('.') + 1))
        .toList();
  }
}
