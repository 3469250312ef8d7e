package io.transferlab.kernel.completion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What can follow at the cursor. */
public final class Completer {
  private static final Pattern MAGIC = Pattern.compile("(?s)(?:.*\\n)?[ \\t]*(%%?\\w*)");
  private static final Pattern IMPORT = Pattern.compile("\\s*import\\s.*", Pattern.DOTALL);

  private static final Pattern DECLARED =
      Pattern.compile(
          "(?<![\\w.])(?!return\\b|new\\b|else\\b|throw\\b|import\\b)[\\w.]+(?:<[^;=()]*>)?(?:\\[\\])*"
              + "\\s+([A-Za-z_]\\w*)\\s*(?=[=;:(,){]|implements\\b|extends\\b)");

  private final SourceCodeAnalysis analysis;
  private final List<String> magics;

  /**
   * @param magics the names of line magics with {@code %} and of cell magics with {@code %%}
   */
  public Completer(SourceCodeAnalysis analysis, List<String> magics) {
    this.analysis = analysis;
    this.magics = magics;
  }

  /**
   * Suggestions, the likely ones first.
   *
   * @param start where the text begins that they replace
   * @param end where it ends
   */
  public record Completions(List<String> matches, int start, int end) {}

  private record Scored(String text, boolean fits) {}

  /** Completes the code at the cursor. */
  public Completions complete(String code, int cursor) {
    Matcher magic = MAGIC.matcher(code.substring(0, cursor));
    if (magic.matches()) {
      List<String> names = magics.stream().filter(m -> m.startsWith(magic.group(1))).toList();
      return new Completions(names, magic.start(1), cursor);
    }
    List<Integer> starts = Statements.starts(code, cursor);
    int start = starts.get(starts.size() - 1);
    Map<String, Scored> found = new TreeMap<>();
    int anchor = suggest(code.substring(start), cursor - start, found) + start;
    if (starts.size() > 1) {
      // Variables of statements above in the same cell are not known yet: in a block they are.
      String above = block(code, starts);
      Map<String, Scored> inBlock = new TreeMap<>();
      String block = above + code.substring(start);
      int shift = start - above.length();
      int blockAnchor = suggest(block, cursor - shift, inBlock) + shift;
      if (found.isEmpty() || blockAnchor == anchor) {
        anchor = blockAnchor;
        inBlock.forEach(found::putIfAbsent);
      }
      anchor = declaredAbove(above, code, cursor, anchor, found);
    }
    return new Completions(ordered(found), Math.max(0, anchor), cursor);
  }

  /** JShell offers the members of local variables, but not their names. */
  private static int declaredAbove(
      String above, String code, int cursor, int anchor, Map<String, Scored> found) {
    int start = cursor;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    String begun = code.substring(start, cursor);
    boolean member = start > 0 && code.charAt(start - 1) == '.';
    if (begun.isEmpty() || member || !found.isEmpty() && anchor != start) {
      return anchor;
    }
    Matcher declared = DECLARED.matcher(above);
    while (declared.find()) {
      String name = declared.group(1);
      if (name.startsWith(begun)) {
        found.putIfAbsent(name, new Scored(name, false));
      }
    }
    return start;
  }

  private int suggest(String source, int cursor, Map<String, Scored> found) {
    int[] anchor = {cursor};
    for (Suggestion s : analysis.completionSuggestions(source, cursor, anchor)) {
      // JShell's own names of results.
      if (!s.continuation().startsWith("$")) {
        found.putIfAbsent(s.continuation(), new Scored(s.continuation(), s.matchesType()));
      }
    }
    return anchor[0];
  }

  private static String block(String code, List<Integer> starts) {
    StringBuilder block = new StringBuilder("{ ");
    for (int i = 0; i + 1 < starts.size(); i++) {
      String statement = code.substring(starts.get(i), starts.get(i + 1));
      if (!IMPORT.matcher(statement).matches()) {
        block.append(statement);
      }
    }
    return block.toString();
  }

  /** What fits the expected type first, then variables and methods, then types. */
  private static List<String> ordered(Map<String, Scored> found) {
    List<Scored> all = new ArrayList<>(found.values());
    all.sort(
        Comparator.comparing((Scored s) -> !s.fits())
            .thenComparing(s -> Character.isUpperCase(s.text().charAt(0)))
            .thenComparing(Scored::text));
    return all.stream().map(Scored::text).toList();
  }
}
