package io.transferlab.present;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.authoring.Cell;
import io.transferlab.authoring.Formula;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.LabException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormulasTest {
  @Test
  void standsInThePlaceOfTheFormula() {
    assertEquals("a " + Formula.of("x_i", false) + " b", Formulas.drawn("a $x_i$ b"));
    assertEquals(Formula.of("x", true), Formulas.drawn("$$x$$"));
  }

  @Test
  void codeIsNoFormula() {
    assertEquals("`$a$` and\n```\n$b$\n```", Formulas.drawn("`$a$` and\n```\n$b$\n```"));
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
