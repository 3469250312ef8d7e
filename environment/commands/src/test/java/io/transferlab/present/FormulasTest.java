package io.transferlab.present;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.authoring.Cell;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulasTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "$p$; <mi>p</mi>",
        "$10^{-3}$; <msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>",
        "$x_{max}$; <msub><mi>x</mi><mrow><mi>max</mi></mrow></msub>",
        "$b'_j$; <msubsup><mi>b</mi><mi>j</mi><mo>′</mo></msubsup>",
        "$\\sqrt{p\\,(1-p)}$; <msqrt><mrow><mi>p</mi><mspace"
            + " width=\"0.2em\"/><mo>(</mo><mn>1</mn><mo>−</mo><mi>p</mi><mo>)</mo></mrow></msqrt>",
        "$\\log \\sigma(\\text{true})$;"
            + " <mi>log</mi><mi>σ</mi><mo>(</mo><mtext>true</mtext><mo>)</mo>",
      })
  void drawsWhatTheLabsUse(String tex, String math) {
    assertEquals("a <math><mrow>" + math + "</mrow></math> b", Formulas.drawn("a " + tex + " b"));
  }

  @Test
  void codeIsNoFormula() {
    assertEquals("`$a$` and\n```\n$b$\n```", Formulas.drawn("`$a$` and\n```\n$b$\n```"));
    assertTrue(Formulas.drawn("$$x$$").startsWith("<math display=\"block\">"));
  }

  @Test
  void saysWhatItDoesNotKnow() {
    String said = assertThrows(LabException.class, () -> Formulas.drawn("$\\oint x$")).getMessage();
    assertTrue(said.contains("\\oint"), said);
  }

  @Test
  void everyFormulaOfTheLabsCanBeDrawn() {
    List<Path> labs = NotebookFile.in(SlidesTest.LABS.resolve("solutions"));
    assertFalse(labs.isEmpty());
    for (Path lab : labs) {
      NotebookFile.load(lab).cells().stream()
          .filter(Cell::isMarkdown)
          .forEach(cell -> Formulas.drawn(cell.source()));
    }
  }
}
