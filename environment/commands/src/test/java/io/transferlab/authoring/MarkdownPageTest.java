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
    String page = MarkdownPage.of("# A & *B*\n\n# C\n");
    assertTrue(page.contains("<meta charset=\"utf-8\">"), page);
    assertTrue(page.contains("<title>A &amp; B</title>"), page);
  }

  @Test
  void isPlainHtml() {
    assertEquals(
        "<h2>T</h2>\n"
            + "<p>one\n"
            + "two <img src=\"g.png\" alt=\"h\"></p>\n"
            + "<ul>\n"
            + "<li>a</li>\n"
            + "<li>b</li>\n"
            + "</ul>\n",
        body("## T\n\none\ntwo ![h](g.png)\n\n- a\n- b\n<!-- BEGIN x -->\n"));
  }
}
