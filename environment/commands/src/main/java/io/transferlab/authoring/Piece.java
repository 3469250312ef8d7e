package io.transferlab.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a cell: words for a translator, or what stays as it is (marks, code, space).
 *
 * @param kind what the words are, for the translator; empty for what stays
 * @param text the part; a comment without its marks
 * @param indent what stands before each further line of a comment of several lines
 */
record Piece(String kind, String text, String indent) {
  private static final Pattern MARK =
      Pattern.compile("^(\\s*(?:#{1,6} +|[-*+] +|\\d+[.)] +|> ?)?)(.*)$", Pattern.DOTALL);
  private static final Pattern FENCE = Pattern.compile("^ {0,3}(```|~~~).*$");
  private static final Pattern RULE = Pattern.compile("\\|[-:| ]+\\|?");
  private static final Pattern SILENT =
      Pattern.compile("`[^`]*`|\\$\\$[^$]*\\$\\$|\\$[^$]*\\$|\\]\\([^)]*\\)|[a-z]+://\\S+");
  private static final Pattern LETTERS = Pattern.compile("\\p{L}{2}");

  private static Piece fixed(String text) {
    return new Piece("", text, "");
  }

  boolean isFixed() {
    return kind.isEmpty();
  }

  /** Cuts a cell; the pieces, put together, are its source. */
  static List<Piece> of(Cell cell) {
    if (cell.isMarkdown()) {
      return prose(cell.source());
    }
    return cell.isCode() ? JavaComments.cut(cell.source()) : List.of(fixed(cell.source()));
  }

  /** Puts pieces together, with other words for those of translators. */
  static String join(List<Piece> pieces, UnaryOperator<String> translated) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      String words = piece.isFixed() ? piece.text() : translated.apply(piece.text());
      out.append(piece.indent().isEmpty() ? words : words.replace("\n", "\n" + piece.indent()));
    }
    return out.toString();
  }

  /** Headings, paragraphs, items of lists and rows of tables; fenced code stays. */
  private static List<Piece> prose(String markdown) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    String fence = null;
    String[] lines = markdown.split("(?<=\n)");
    for (String line : lines) {
      Matcher matcher = FENCE.matcher(line.stripTrailing());
      boolean marks = matcher.matches();
      if (fence != null || marks) {
        end(paragraph, pieces);
        pieces.add(fixed(line));
        fence = fence == null ? matcher.group(1) : marks ? null : fence;
        continue;
      }
      boolean begins =
          line.isBlank() || line.startsWith("|") || !MARK.matcher(line).replaceAll("$1").isEmpty();
      if (begins) {
        end(paragraph, pieces);
      }
      paragraph.append(line);
      if (line.isBlank() || line.startsWith("|") || line.startsWith("#")) {
        end(paragraph, pieces);
      }
    }
    end(paragraph, pieces);
    return pieces;
  }

  private static void end(StringBuilder paragraph, List<Piece> pieces) {
    String block = paragraph.toString();
    paragraph.setLength(0);
    if (block.isEmpty()) {
      return;
    }
    Matcher parts = MARK.matcher(block);
    String mark = parts.matches() ? parts.group(1) : "";
    String words = block.substring(mark.length()).stripTrailing();
    if (RULE.matcher(words).matches() || !hasWords(words)) {
      pieces.add(fixed(block));
      return;
    }
    if (!mark.isEmpty()) {
      pieces.add(fixed(mark));
    }
    pieces.add(new Piece(kind(mark, words), words, ""));
    String rest = block.substring(mark.length() + words.length());
    if (!rest.isEmpty()) {
      pieces.add(fixed(rest));
    }
  }

  private static String kind(String mark, String words) {
    if (mark.startsWith("#")) {
      return "heading";
    }
    if (words.startsWith("|")) {
      return "row of a table";
    }
    if (words.startsWith("![")) {
      return "picture: the words in brackets are read out in its place";
    }
    return mark.isBlank() ? "paragraph" : "item of a list";
  }

  /** Tells whether there is anything to translate beside code, formulas and addresses. */
  static boolean hasWords(String text) {
    return LETTERS.matcher(SILENT.matcher(text).replaceAll("]")).find();
  }

  /** A comment of a code cell. */
  static Piece comment(String words, String indent) {
    return new Piece("comment in the code", words, indent);
  }

  /** What is no words. */
  static Piece code(String text) {
    return fixed(text);
  }
}
