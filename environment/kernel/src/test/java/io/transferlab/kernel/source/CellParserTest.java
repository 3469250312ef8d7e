package io.transferlab.kernel.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellParserTest {
  @Test
  void cutsMagicsOutOfCode() {
    List<Part> parts = CellParser.parse("int a = 1;\n%jars x.jar \"y z.jar\"\na + 1\n");
    assertEquals(
        List.of(
            new Part.Code("int a = 1;\n", 1),
            new Part.LineMagic("jars", "x.jar \"y z.jar\"", 2),
            new Part.Code("a + 1\n", 3)),
        parts);
    assertEquals(List.of("x.jar", "y z.jar"), ((Part.LineMagic) parts.get(1)).args());
  }

  @Test
  void takesTheWholeCellForACellMagic() {
    assertEquals(
        List.of(new Part.CellMagic("time", "-n 2", "int a;\n%no")),
        CellParser.parse("\n%%time -n 2\nint a;\n%no"));
    assertEquals(List.of(new Part.CellMagic("time", "", "")), CellParser.parse("%%time"));
  }

  @Test
  void turnsAMagicAfterAnAssignmentIntoACall() {
    Part.Code code =
        (Part.Code)
            CellParser.parse("List<String> l = %jars C:/all/my/*.jar \"a\\\"b\";\nl").get(0);
    assertEquals(
        "List<String> l = lineMagic(\"jars\","
            + " java.util.List.of(\"C:/all/my/*.jar\", \"a\\\"b\"));\nl",
        code.source());
  }

  @Test
  void aMagicWithACommentSignDoesNotOpenAComment() {
    List<Part> parts = CellParser.parse("%jars /opt/*.jar\n%jars /usr/*.jar\nint a;");
    assertEquals(3, parts.size());
  }

  @Test
  void magicsMayFollowABlock() {
    assertEquals(3, CellParser.parse("void f() { }\n%time f()\nint a;").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int c = a\n%b;",
        "f(a,\n%b)",
        "String s = \"\"\"\n%time x\n\"\"\";",
        "/*\n%time x\n*/",
        "// a\\\nint a = 5 // x\n%b;",
        "a %= b;",
        "char c = '%'; int d = 7 %b;",
        "int x = switch (a) { default -> 4; }\n%b;",
        "String s = \"%time\";"
      })
  void leavesPercentSignsOfJavaAlone(String source) {
    assertEquals(List.of(new Part.Code(source, 1)), CellParser.parse(source));
  }

  @Test
  void readsWindowsLineEnds() {
    assertEquals(
        List.of(new Part.LineMagic("time", "a", 1), new Part.Code("b\n", 2)),
        CellParser.parse("%time a\r\nb\r\n"));
  }
}
