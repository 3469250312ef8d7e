package io.transferlab.kernel.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JavaScannerTest {
  private static JavaScanner atEnd(String source) {
    return new JavaScanner(source).advanceTo(source.length());
  }

  @Test
  void countsBracketsOfCodeOnly() {
    assertEquals(2, atEnd("f(new int[] {1, // )\n \"}\" /* ] */, '}'").depth());
    assertTrue(atEnd("f)").mismatched());
    assertTrue(atEnd("(]").mismatched());
    assertFalse(atEnd("([{}])").mismatched());
  }

  @Test
  void knowsTextBlocks() {
    assertTrue(atEnd("\"\"\"\n \"quoted\" \\\"\"\" still").inMultiline());
    assertTrue(atEnd("\"\"\"\n x\"\"\"").inCode());
    assertTrue(atEnd("\"\"").inCode());
  }

  @Test
  void knowsEscapes() {
    assertTrue(atEnd("\"a\\\"b").inLiteral());
    assertTrue(atEnd("'\\''").inCode());
  }

  @Test
  void aStringEndsWithItsLine() {
    assertTrue(atEnd("\"open\n").inCode());
  }

  @Test
  void knowsWhereAStatementMayStart() {
    assertTrue(atEnd("").atStatementStart());
    assertTrue(atEnd("int a;\n").atStatementStart());
    assertTrue(atEnd("class A { int b = 1; }\n").atStatementStart());
    assertFalse(atEnd("int a = 5").atStatementStart());
    assertFalse(atEnd("for (int i = 0;").atStatementStart());
    assertFalse(atEnd("/* a;").atStatementStart());
  }
}
