package io.transferlab.present;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.authoring.NotebookFile;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TeachingPageTest {
  @Test
  void everyLabHasAPageWithAllThatAnInstructorReads() {
    for (Path path : NotebookFile.in(SlidesTest.LABS.resolve("solutions"))) {
      String page = TeachingPage.of(NotebookFile.load(path), SlidesTest.LABS);
      for (String section :
          new String[] {"Objectives", "Times", "What to know", "Wrong answers", "The questions"}) {
        assertTrue(page.contains("<h2>" + section), path + ": " + section);
      }
      assertFalse(page.contains("src="), path.toString());
      int stars = page.indexOf("**");
      assertEquals(-1, stars, () -> path + page.substring(stars - 60, stars + 60));
    }
  }

  @Test
  void tellsTimesAndWrongAnswersAndPreparedResults() {
    String page =
        TeachingPage.of(
            NotebookFile.load(SlidesTest.LABS.resolve("solutions/03-fine-tuning.ipynb")),
            SlidesTest.LABS);
    assertTrue(
        Pattern.compile("From scratch</td>\\s*<td class=\"n\">0\\.[5-9]").matcher(page).find(),
        page);
    assertTrue(page.contains("<em>block5_conv3 is frozen</em>"), page);
    assertTrue(
        page.contains("Reference.load(&quot;3&quot;)") || page.contains("Reference.load(\"3\")"));
    assertTrue(page.contains("Chosen and tested"), page);
    assertTrue(page.contains("<h2>Answers"), page);
  }

  @Test
  void proseBecomesHtml() {
    assertEquals(
        "<ol>\n<li>a <strong>b</strong>\nmore</li>\n<li><em>c</em></li>\n</ol>\n",
        Prose.html("1. a **b**\nmore\n2. *c*"));
    assertEquals(
        "<p><code>a &lt; b</code> and x, <a href=\"https://e.org/\">y</a></p>\n",
        Prose.html("`a < b` and [x](../y.html), [y](https://e.org/)"));
    assertEquals("<h3>T</h3>\n<p>a</p>\n", Prose.html("# T\n\n![a figure](images/f.png)\n\na"));
    assertTrue(Prose.html("| a | b |\n|---|---|\n| 1 | 2 |").contains("<td>2</td>"));
  }
}
