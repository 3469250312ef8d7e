package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * Expected: what markdown-it-py 4.2.0 writes, but for ends of lines, figures, formulas, items apart
 * from each other, and how tables and code are marked.
 */
class MarkdownTest {
  private static String html(String markdown) {
    return Markdown.dressed(new Markdown.Dress() {}).of(markdown);
  }

  @Test
  void headingsAndParagraphs() {
    assertEquals("<h1>A &amp; <em>B</em></h1>\n<p>one\ntwo</p>\n", html("# A & *B* #\none\ntwo\n"));
    assertEquals("<blockquote><p>a\nb</p></blockquote>\n", html("> a\n> b\n"));
  }

  @Test
  void listsWithAndWithoutIndentation() {
    assertEquals(
        "<p>t</p>\n<ul>\n<li>a\nmore</li>\n<li>b\nless</li>\n</ul>\n<p>p</p>\n",
        html("t\n- a\n  more\n\n- b\nless\n\np\n"));
    assertEquals(
        "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n<h2>c</h2>\n", html("3. a\n4. b\n## c"));
    assertEquals(
        "<ul>\n<li>a</li>\n</ul>\n<pre><code>b</code></pre>\n", html("- a\n```\nb\n```\n"));
  }

  @Test
  void tables() {
    assertEquals(
        "<table>\n"
            + "<thead><tr><th scope=\"col\">a</th><th scope=\"col\" style=\"text-align:"
            + " right\">b</th></tr></thead>\n"
            + "<tbody>\n"
            + "<tr><td>1 ± 2</td><td style=\"text-align: right\"></td></tr>\n"
            + "</tbody>\n"
            + "</table>\n",
        html("| a | b |\n|---|--:|\n| 1 ± 2 | |\n"));
  }

  @Test
  void wordsAndWhatIsEscaped() {
    assertEquals(
        "<p><code>a&lt;b</code> <strong>c <code>d</code></strong> <a href=\"e.json\">f</a> <img"
            + " src=\"g.png\" alt=\"h\"> &lt;i&gt; *</p>\n",
        html("`a<b` **c `d`** [f](e.json) ![h](g.png) <i> \\*\n<!-- BEGIN x -->\n"));
    assertEquals("<p>" + Formula.of("x", false) + " 5$</p>\n", html("$x$ 5$"));
    assertEquals(
        "<figure><img src=\"a.png\" alt=\"b\"></figure>\n" + Formula.of("y", true) + "\n",
        html("![b](a.png)\n\n$$y$$\n"));
  }

  @Test
  void codeIsKept() {
    assertEquals(
        "<pre><code>a &lt; *b*\n\n# c</code></pre>\n<p>d</p>\n",
        html("```java\na < *b*\n\n# c\n```\nd"));
  }
}
