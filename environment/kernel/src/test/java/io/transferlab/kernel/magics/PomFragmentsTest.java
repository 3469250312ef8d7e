package io.transferlab.kernel.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.kernel.errors.CellException;
import org.junit.jupiter.api.Test;

class PomFragmentsTest {
  @Test
  void gathersLooseAndNestedPieces() throws CellException {
    String pom =
        PomFragments.complete(
            "<repository><id>r</id></repository>"
                + "<dependencies><dependency><a/></dependency></dependencies>"
                + "<dependency><b/></dependency>");
    assertTrue(pom.contains("<repositories><repository><id>r</id></repository></repositories>"));
    assertTrue(
        pom.contains(
            "<dependencies><dependency><a/></dependency><dependency><b/></dependency>"
                + "</dependencies>"));
  }

  @Test
  void keepsAWholePom() throws CellException {
    assertEquals("<project/>", PomFragments.complete("<project/>"));
  }

  @Test
  void refusesWhatIsNoXml() {
    assertThrows(CellException.class, () -> PomFragments.complete("<dependency>"));
    assertThrows(
        CellException.class, () -> PomFragments.complete("<!DOCTYPE a SYSTEM \"file:///x\">"));
  }
}
