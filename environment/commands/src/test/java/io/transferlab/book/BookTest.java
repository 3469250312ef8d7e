package io.transferlab.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookTest {
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAADklEQVR42mNk+M9QDwADhgGA";

  @TempDir Path folder;

  private final List<String> cells = new ArrayList<>();

  private void prose(String id, String text, String... tags) {
    cells.add(
        "{\"cell_type\": \"markdown\", \"id\": \"%s\", \"metadata\": {\"tags\": %s}, \"source\": %s}"
            .formatted(id, new Gson().toJson(tags), new Gson().toJson(text)));
  }

  private void code(String id, String text, String outputs) {
    cells.add(
        "{\"cell_type\": \"code\", \"id\": \"%s\", \"metadata\": {}, \"source\": %s, \"execution_count\": 1, \"outputs\": [%s]}"
            .formatted(id, new Gson().toJson(text), outputs));
  }

  private void write(String name) throws IOException {
    Files.createDirectories(folder.resolve("solutions"));
    Files.writeString(
        folder.resolve("solutions").resolve(name),
        "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": [%s]}"
            .formatted(String.join(",", cells)));
    cells.clear();
  }

  private Map<String, byte[]> book(BookOptions options) {
    return Book.of(folder, folder.resolve("none"), options);
  }

  private static String text(Map<String, byte[]> files, String path) {
    return new String(files.get(path), StandardCharsets.UTF_8);
  }

  private void lab() throws IOException {
    prose("title", "# Lab 1: A & B\n\nThe *lead*.");
    prose("time", "## Time\n\nTen minutes. Or so.");
    code("plain", "int x = 1; // one", "{\"output_type\": \"stream\", \"text\": [\"1 < 2\\n\"]}");
    code(
        "solved",
        "int f() {\n"
            + "  // BEGIN SOLUTION\n"
            + "  // STUB: return Check.todo();\n"
            + "  return 42;\n"
            + "  // END SOLUTION\n"
            + "}",
        "{\"output_type\": \"stream\", \"text\": \"passed\"}");
    code(
        "figure",
        "show();",
        "{\"output_type\": \"display_data\", \"data\": {\"image/png\": \"%s\", \"text/plain\": \"w\"}, \"metadata\": {\"image/png\": {\"alt\": \"A \\\"line\\\" rises.\"}}},"
                .formatted(PNG)
            + "{\"output_type\": \"display_data\", \"data\": {\"text/html\":"
            + " \"<table><caption>Runs</caption><tr><td>1</td></tr></table>\"}}");
    prose("notes", "### For the instructor\n\nThe answer.", "instructor");
    prose("next", "## Next\n\n[On](../01-b.ipynb#cell-time), [there](https://example.org/a).");
    write("01-b.ipynb");
  }

  @Test
  void studentsSeeOutputsAndNoSolution() throws IOException {
    lab();
    Map<String, byte[]> files = book(BookOptions.defaults());
    String page = text(files, "01-b.html");
    assertTrue(page.contains("<h1 id=\"lab-1-a-b\">Lab 1: A &amp; B</h1>"), page);
    assertTrue(page.contains("<span class=\"k\">int</span> x = <span class=\"n\">1</span>"), page);
    assertTrue(page.contains("1 &lt; 2</code>"), page);
    assertTrue(page.contains("Check</span>.todo()"), page);
    assertFalse(page.contains("42"), page);
    assertFalse(page.contains("The answer"), page);
    assertTrue(
        page.matches("(?s).*<details class=\"fold\"><summary>What a solution shows.*passed.*"));
    assertTrue(
        page.contains(
            "<img src=\"pictures/01-b/figure-0.png\" alt=\"A &quot;line&quot; rises.\" width=\"2\""
                + " height=\"3\""),
        page);
    assertTrue(files.containsKey("pictures/01-b/figure-0.png"));
    assertTrue(page.contains("tabindex=\"0\" role=\"group\" aria-label=\"Runs\"><table>"), page);
    assertTrue(page.contains("href=\"01-b.html#cell-time\""), page);
    String index = text(files, "search-index.js");
    assertTrue(index.contains("[\"01-b.html#next\",\"en\",\"Lab 1: A \\u0026 B\",\"Next\""), index);
    assertTrue(text(files, "index.html").contains("<p>The <em>lead</em>.</p>"));
    assertTrue(text(files, "index.html").contains("Ten minutes."));
    assertTrue(text(files, "timings.html").contains("Ten minutes. Or so."));
  }

  @Test
  void solutionsAndTheInstructorsCellsComeWhenAskedFor() throws IOException {
    lab();
    String solved = text(book(BookOptions.defaults().withSolutions(true)), "01-b.html");
    assertTrue(solved.contains("<summary>Solution</summary>"), solved);
    assertTrue(solved.contains("<span class=\"n\">42</span>"), solved);
    assertFalse(solved.contains("SOLUTION"), solved);
    assertFalse(solved.contains("The answer"), solved);
    String taught = text(book(BookOptions.defaults().withInstructor(true)), "01-b.html");
    assertTrue(taught.contains("<section class=\"instructor\""), taught);
    assertTrue(taught.contains("The answer"), taught);
    assertFalse(taught.contains("42"), taught);
  }

  @Test
  void linksThatLeadNowhereAreNamed() throws IOException {
    for (String link :
        List.of("gone.ipynb", "01-a.ipynb#gone", "http:///x", "ftp://a/b", "/root")) {
      prose("title", "# Lab\n\n## Time\n\n[a](" + link + ")");
      write("01-a.ipynb");
      LabException wrong =
          assertThrows(LabException.class, () -> book(BookOptions.defaults()), link);
      assertTrue(wrong.getMessage().contains("01-a.html: "), wrong.getMessage());
    }
    prose("title", "# Lab\n\n## Time\n\n![a](https://example.org/a.png)");
    write("01-a.ipynb");
    LabException wrong = assertThrows(LabException.class, () -> book(BookOptions.defaults()));
    assertTrue(wrong.getMessage().contains("is loaded from elsewhere"), wrong.getMessage());
  }

  @Test
  void theGlossaryLeadsToTheCell() throws IOException {
    lab();
    Files.writeString(
        folder.resolve("glossary.json"),
        "{\"terms\": [{\"term\": \"lead\", \"means\": \"What *leads*.\", \"lab\": \"01-b\","
            + " \"cell\": \"title\", \"in\": {\"es\": \"entrada\"}}]}");
    String page = text(book(BookOptions.defaults()), "glossary.html");
    assertTrue(page.contains("<dt id=\"lead\">lead</dt>\n<dd>What <em>leads</em>.</dd>"), page);
    assertTrue(page.contains("href=\"01-b.html#cell-title\""), page);
    assertTrue(page.contains("Español: <span lang=\"es\">entrada</span>"), page);
  }

  @Test
  void measuredTimesAreShown() throws IOException {
    lab();
    Path table =
        Files.writeString(
            folder.resolve("labs.txt"),
            "notebook  seconds  silence cell  peak MiB at end\n"
                + "solutions/01-b.ipynb                            12.3      2.1!   3       450   "
                + " 400\n"
                + "01-b.ipynb                                      10.0      1.0    3       450   "
                + " 400\n");
    String page = text(Book.of(folder, table, BookOptions.defaults()), "timings.html");
    assertTrue(page.contains("<td>12.3 s</td><td>2.1 s</td><td>3</td><td>450 MiB</td>"), page);
  }

  @Test
  void aSiteReplacesItselfAndNothingElse() throws IOException {
    Path site = folder.resolve("site");
    byte[] page = {'x'};
    Site.write(Map.of("a.html", page, "b/c.html", page), site);
    Files.writeString(site.resolve("CNAME"), "example.org");
    Site.write(Map.of("a.html", page), site);
    assertTrue(Files.exists(site.resolve("CNAME")));
    assertFalse(Files.exists(site.resolve("b/c.html")));
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("mine"), "");
    LabException wrong =
        assertThrows(LabException.class, () -> Site.write(Map.of("a.html", page), other));
    assertTrue(wrong.getMessage().contains("name another with --out"), wrong.getMessage());
    assertThrows(LabException.class, () -> book(BookOptions.defaults()), "no labs");
  }

  @Test
  void codeKeepsItsTextWhateverItIs() {
    for (String code :
        List.of(
            "String s = \"a // b\"; // c \"d\"",
            "char c = '\"'; /* x\ny */ int i = 0x1F;",
            "\"\"\"\n  <b> & \"q\"\n\"\"\"",
            "\"open",
            "'",
            "a < b && c > d")) {
      String plain =
          JavaCode.marked(code)
              .replaceAll("</?span[^>]*>", "")
              .replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&quot;", "\"")
              .replace("&amp;", "&");
      assertEquals(code, plain);
    }
    assertEquals(
        "<span class=\"s\">&quot;a // b&quot;</span> <span class=\"c\">// c</span>",
        JavaCode.marked("\"a // b\" // c"));
  }
}
