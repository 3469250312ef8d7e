package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MarkdownPageTest {
  private static String body(String markdown) {
    String page = MarkdownPage.of(markdown);
    return page.substring(page.indexOf("<body>\n") + 7, page.indexOf("</body>"));
  }

  @Test
  void namesItsEncodingAndTitle() {
    String page = MarkdownPage.of("# A & B\n");
    assertTrue(page.contains("<meta charset=\"utf-8\">"), page);
    assertTrue(page.contains("<title>A &amp; B</title>"), page);
  }

  @Test
  void marksHeadingsParagraphsAndLists() {
    assertEquals(
        "<h2>T</h2>\n<p>\none\ntwo\n</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n",
        body("## T\n\none\ntwo\n\n- a\n- b\n"));
  }

  @Test
  void marksTables() {
    assertEquals(
        "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1 ± 2</td><td></td></tr>\n</table>\n",
        body("| a | b |\n|---|--:|\n| 1 ± 2 | |\n"));
  }

  @Test
  void marksWordsAndEscapesTheRest() {
    assertEquals(
        "<p>\n<code>a&lt;b</code> <strong>c <code>d</code></strong> <a href=\"e.json\">f</a>"
            + " <img src=\"g.png\" alt=\"h\"> &lt;i&gt;\n</p>\n",
        body("`a<b` **c `d`** [f](e.json) ![h](g.png) <i>\n<!-- BEGIN x -->\n"));
  }
}
