package io.transferlab.authoring;

import java.util.ArrayList;
import java.util.List;

/**
 * The comments of a code cell, apart from its code: texts in quotes are code, and what looks like a
 * comment inside them too. Comments that follow each other on lines of their own are one piece.
 */
final class JavaComments {
  private final String source;
  private final List<Piece> pieces = new ArrayList<>();
  private int at;
  private int done;

  private JavaComments(String source) {
    this.source = source;
  }

  static List<Piece> cut(String source) {
    JavaComments comments = new JavaComments(source);
    comments.run();
    return comments.pieces;
  }

  private void run() {
    while (at < source.length()) {
      if (source.startsWith("\"\"\"", at)) {
        skip("\"\"\"");
      } else if (source.charAt(at) == '"' || source.charAt(at) == '\'') {
        skip(source.substring(at, at + 1));
      } else if (source.startsWith("/*", at)) {
        int end = source.indexOf("*/", at + 2);
        at = end < 0 ? source.length() : end + 2;
      } else if (source.startsWith("//", at)) {
        comment();
      } else {
        at++;
      }
    }
    fixed(source.length());
  }

  /** Past a text in these quotes; a backslash keeps the next character from ending it. */
  private void skip(String quote) {
    at += quote.length();
    while (at < source.length() && !source.startsWith(quote, at)) {
      boolean line = source.charAt(at) == '\n' && quote.length() == 1;
      if (line) {
        return; // not closed: the kernel will say so
      }
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(source.length(), at + quote.length());
  }

  private void comment() {
    int lineStart = source.lastIndexOf('\n', at - 1) + 1;
    String before = source.substring(lineStart, at);
    String indent = before + "// ";
    int start = afterMark(at);
    int end = lineEnd(at);
    StringBuilder words = new StringBuilder(source.substring(start, end));
    if (before.isBlank()) {
      while (source.startsWith("\n" + indent, end)) {
        int next = end + 1 + indent.length();
        end = lineEnd(next);
        words.append('\n').append(source, next, end);
      }
    }
    String text = words.toString();
    if (Piece.hasWords(text) && text.equals(text.stripTrailing())) {
      fixed(start);
      pieces.add(Piece.comment(text, before.isBlank() ? indent : ""));
      done = end;
    }
    at = end;
  }

  private int afterMark(int from) {
    int start = from + 2;
    return start < source.length() && source.charAt(start) == ' ' ? start + 1 : start;
  }

  private int lineEnd(int from) {
    int end = source.indexOf('\n', from);
    return end < 0 ? source.length() : end;
  }

  private void fixed(int until) {
    if (until > done) {
      pieces.add(Piece.code(source.substring(done, until)));
      done = until;
    }
  }
}
