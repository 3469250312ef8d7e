package io.transferlab.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class PredictedTest {
  private final Predicted predicted =
      new Predicted(
          List.of("a", "b"),
          List.of("a/1", "a/2", "a/3", "b/1"),
          new int[] {0, 0, 0, 1},
          new int[] {1, 0, 1, 0});

  @Test
  void namesThePicturesBehindTheMostConfusedPairs() {
    List<Predicted.Confused> pairs = predicted.mostConfused(5);
    assertEquals(2, pairs.size());
    assertEquals(new Predicted.Confused("a", "b", List.of("a/1", "a/3")), pairs.get(0));
    assertEquals(1, predicted.mostConfused(1).size());
    assertEquals(0.25, predicted.evaluation().accuracy());
  }

  @Test
  void isATable() {
    Table confusion = predicted.evaluation().table();
    assertEquals(List.of("true class", "a", "b"), confusion.columnNames());
    assertEquals(2, confusion.intColumn("b").get(0));
    Table classes = predicted.evaluation().perClass();
    assertEquals(3, classes.intColumn("pictures").get(0));
    assertEquals(1 / 3.0, classes.doubleColumn("accuracy").get(0), 1e-12);
    assertEquals(0, classes.doubleColumn("accuracy").get(1));
  }

  @Test
  void spreadIsThatOfASample() {
    Spread spread = Spread.of(0.8, 0.9, 1.0);
    assertEquals("90.0 ± 10.0 %", spread.toString());
    assertEquals("80.0", Spread.of(0.8).percent());
    assertEquals("0.900 ± 0.100", spread.text(3));
    assertEquals("1", Spread.of(0.8).text(0));
    assertTrue(Double.isNaN(Spread.of(0.8).deviation()));
    assertEquals("0.000 ± 0.000", Spread.of(-0.0004, 0.0001).text(3));
  }
}
