package io.transferlab.kernel.source;

/**
 * Walks through Java source character by character and knows at every point whether it is in code,
 * a comment or a literal, and how deep in brackets.
 *
 * <p>Our own in place of the compiler's scanner, because it must also walk through text that is not
 * Java yet: half-typed cells, and cells with magics.
 */
public final class JavaScanner {
  private enum State {
    CODE,
    LINE_COMMENT,
    BLOCK_COMMENT,
    STRING,
    CHARACTER,
    TEXT_BLOCK
  }

  private final String source;
  private final StringBuilder open = new StringBuilder();
  private State state = State.CODE;
  private int position;
  private char last;
  private boolean assigning;
  private boolean mismatched;

  /**
   * @param source Java, complete or not
   */
  public JavaScanner(String source) {
    this.source = source;
  }

  /** Walks on to the given place. */
  public JavaScanner advanceTo(int end) {
    while (position < Math.min(end, source.length())) {
      step();
    }
    return this;
  }

  /** Goes to the given place without looking at what is between: a statement ended before it. */
  public void skipTo(int end) {
    position = end;
    last = ';';
    assigning = false;
  }

  /** Where it is. */
  public int position() {
    return position;
  }

  /** Whether it is in code, not in a comment or a literal. */
  public boolean inCode() {
    return state == State.CODE;
  }

  /** Whether it is in a string, character or text block. */
  public boolean inLiteral() {
    return state == State.STRING || state == State.CHARACTER || state == State.TEXT_BLOCK;
  }

  /** Whether it is in something that a later line can end: a block comment or a text block. */
  public boolean inMultiline() {
    return state == State.BLOCK_COMMENT || state == State.TEXT_BLOCK;
  }

  /** How many brackets are open. */
  public int depth() {
    return open.length();
  }

  /** Whether a bracket was closed that was not open. */
  public boolean mismatched() {
    return mismatched;
  }

  /** The last character of code that is not white space; 0 at the start. */
  public char last() {
    return last;
  }

  /** Whether a new statement may start here: outside brackets, after a complete statement. */
  public boolean atStatementStart() {
    return inCode()
        && depth() == 0
        && (last == 0 || last == ';' || last == '}' && !assigning || mismatched);
  }

  private void step() {
    char c = source.charAt(position);
    switch (state) {
      case LINE_COMMENT -> leaveIf(c == '\n');
      case BLOCK_COMMENT -> {
        if (source.startsWith("*/", position)) {
          position++;
          state = State.CODE;
        }
      }
      case STRING, CHARACTER -> {
        if (c == '\\') {
          position++;
        } else if (c == '\n' || c == (state == State.STRING ? '"' : '\'')) {
          state = State.CODE;
        }
      }
      case TEXT_BLOCK -> {
        if (c == '\\') {
          position++;
        } else if (source.startsWith("\"\"\"", position)) {
          position += 2;
          state = State.CODE;
        }
      }
      default -> code(c);
    }
    position++;
  }

  private void leaveIf(boolean ends) {
    if (ends) {
      state = State.CODE;
    }
  }

  private void code(char c) {
    if (source.startsWith("//", position)) {
      state = State.LINE_COMMENT;
      return;
    }
    if (source.startsWith("/*", position)) {
      position++;
      state = State.BLOCK_COMMENT;
      return;
    }
    if (source.startsWith("\"\"\"", position)) {
      position += 2;
      state = State.TEXT_BLOCK;
    } else if (c == '"') {
      state = State.STRING;
    } else if (c == '\'') {
      state = State.CHARACTER;
    } else if (c == '(' || c == '[' || c == '{') {
      open.append(c);
    } else if (c == ')' || c == ']' || c == '}') {
      close(c);
    } else if (depth() == 0 && c == ';') {
      assigning = false;
    } else if (depth() == 0 && c == '=') {
      assigning = true;
    }
    if (!Character.isWhitespace(c)) {
      last = c;
    }
  }

  private void close(char c) {
    int top = open.length() - 1;
    char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
    if (top >= 0 && open.charAt(top) == wanted) {
      open.setLength(top);
    } else {
      mismatched = true;
    }
  }
}
