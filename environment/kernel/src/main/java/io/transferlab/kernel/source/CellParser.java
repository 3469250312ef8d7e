package io.transferlab.kernel.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cuts a cell into Java and magics. A {@code %} is a magic only where Java cannot have one: at the
 * start of a statement, or right after an assignment sign.
 */
public final class CellParser {
  private static final Pattern CELL_MAGIC =
      Pattern.compile("\\s*%%([A-Za-z_]\\w*)([^\\n]*)(?:\\n(.*))?", Pattern.DOTALL);
  private static final Pattern LINE_MAGIC =
      Pattern.compile("[ \\t]*%([A-Za-z_]\\w*)([ \\t][^\\n]*)?(?=\\n|$)");
  private static final Pattern INLINE_MAGIC = Pattern.compile("%([A-Za-z_]\\w*)([^\\n]*)");

  private final String cell;
  private final JavaScanner scanner;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder code = new StringBuilder();
  private int codeLine = 1;

  private CellParser(String cell) {
    this.cell = cell;
    this.scanner = new JavaScanner(cell);
  }

  /** The pieces of a cell in order. */
  public static List<Part> parse(String source) {
    String cell = source.replace("\r\n", "\n");
    Matcher whole = CELL_MAGIC.matcher(cell);
    if (whole.matches()) {
      String body = whole.group(3) == null ? "" : whole.group(3);
      return List.of(new Part.CellMagic(whole.group(1), whole.group(2).strip(), body));
    }
    return cell.indexOf('%') < 0
        ? List.of(new Part.Code(cell, 1))
        : new CellParser(cell).parseLines();
  }

  private List<Part> parseLines() {
    Matcher magic = LINE_MAGIC.matcher(cell);
    int start = 0;
    int line = 1;
    while (start < cell.length()) {
      scanner.advanceTo(start);
      int end = cell.indexOf('\n', start);
      end = end < 0 ? cell.length() : end + 1;
      if (scanner.atStatementStart() && magic.region(start, cell.length()).lookingAt()) {
        endCode();
        String rest = magic.group(2) == null ? "" : magic.group(2).strip();
        parts.add(new Part.LineMagic(magic.group(1), rest, line));
        scanner.skipTo(end);
        codeLine = line + 1;
      } else {
        addLine(start, end);
      }
      start = end;
      line++;
    }
    endCode();
    return List.copyOf(parts);
  }

  private void addLine(int start, int end) {
    for (int at = start; at < end; at++) {
      scanner.advanceTo(at);
      boolean assigned =
          scanner.inCode() && scanner.last() == '=' && cell.charAt(at) == '%' && at > start;
      Matcher magic = INLINE_MAGIC.matcher(cell).region(at, end);
      if (assigned && magic.lookingAt()) {
        code.append(cell, start, at).append(call(magic.group(1), magic.group(2)));
        code.append(cell, magic.end(), end);
        scanner.skipTo(end);
        return;
      }
    }
    code.append(cell, start, end);
  }

  private void endCode() {
    if (!code.toString().isBlank()) {
      parts.add(new Part.Code(code.toString(), codeLine));
    }
    code.setLength(0);
  }

  /** An inline magic as the Java call it stands for. */
  private static String call(String name, String rest) {
    String trimmed = rest.strip();
    if (trimmed.endsWith(";")) {
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    }
    String args =
        Arguments.split(trimmed).stream()
            .map(CellParser::literal)
            .collect(Collectors.joining(", "));
    return "lineMagic(" + literal(name) + ", java.util.List.of(" + args + "));";
  }

  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
