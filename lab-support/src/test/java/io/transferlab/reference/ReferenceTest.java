package io.transferlab.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;

class ReferenceTest {
  @Test
  void everyResultThatIsNamedCanBeLoaded() {
    for (String lab : Reference.labs()) {
      Reference prepared = Reference.load(lab);
      assertFalse(prepared.names().isEmpty(), lab);
      for (String name : prepared.names()) {
        String what = name.replaceAll("^\\w+\\(\"|\"\\)$", "");
        if (name.startsWith("history")) {
          assertFalse(prepared.history(what).epochs().isEmpty(), name);
        } else if (name.startsWith("table")) {
          assertTrue(prepared.table(what).rowCount() > 0, name);
        } else if (name.startsWith("curve")) {
          assertTrue(prepared.curve(what).seeds() > 1, name);
        } else {
          assertFalse(prepared.printed(what).isBlank(), name);
        }
      }
    }
  }

  @Test
  void allResultsTogetherAreSmall() throws Exception {
    int bytes = 0;
    for (String lab : Reference.labs()) {
      String file = (lab.length() == 1 ? "0" : "") + lab + ".json";
      try (InputStream in = Reference.class.getResourceAsStream(file)) {
        bytes += in.readAllBytes().length;
      }
    }
    assertTrue(bytes < 200_000, bytes + " bytes");
  }

  @Test
  void aTableKnowsItsNumbers() {
    var table = Reference.load("03").table("Chosen and tested");
    assertEquals(
        List.of(ColumnType.STRING, ColumnType.DOUBLE, ColumnType.DOUBLE, ColumnType.DOUBLE),
        table.columns().stream().map(c -> c.type()).toList());
    assertEquals("from scratch", table.stringColumn("run").get(0));
  }

  @Test
  void saysWhatThereIs() {
    String said = assertThrows(LabException.class, () -> Reference.load("1")).getMessage();
    assertTrue(said.contains("'1'") && said.contains("2, 3, 4"), said);
    assertThrows(LabException.class, () -> Reference.load("three"));
    Reference prepared = Reference.load("3");
    String table = assertThrows(LabException.class, () -> prepared.table("Chosen")).getMessage();
    assertTrue(table.contains("Chosen and tested"), table);
    assertThrows(LabException.class, () -> prepared.history("nobody"));
    assertThrows(LabException.class, () -> prepared.printed(""));
    assertThrows(LabException.class, () -> prepared.curve("Sketch_Objects"));
  }
}
