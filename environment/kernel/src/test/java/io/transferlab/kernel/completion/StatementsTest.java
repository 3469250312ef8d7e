package io.transferlab.kernel.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StatementsTest {
  @Test
  void findsTheStatementOfTheCursor() {
    String code = "int a = 1;\nfor (int i = 0; i < a; i++) { f(); }\nList.of(a)\n  .str";
    assertEquals(code.indexOf("List"), Statements.startBefore(code, code.length()));
    assertEquals(0, Statements.startBefore(code, 5));
    assertEquals(code.indexOf("for"), Statements.startBefore(code, code.indexOf("f()") + 1));
  }
}
