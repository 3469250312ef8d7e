package io.transferlab.authoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Headings, sections and pictures of the prose: what a reader with a screen reader goes by. */
final class StructureRules {
  private static final Pattern HEADING = Pattern.compile("^ {0,3}(#{1,6})\\s+(.*?)\\s*#*$");
  private static final Pattern FENCE = Pattern.compile("^ {0,3}(```|~~~).*$");
  private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]]*)\\]\\s*[(\\[]");
  private static final Pattern HTML_IMAGE =
      Pattern.compile("<img\\b[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern HTML_ALT =
      Pattern.compile("\\balt\\s*=\\s*(\"[^\"]*\\S[^\"]*\"|'[^']*\\S[^']*')");
  private static final List<String> SECTIONS = List.of("objectives", "time");

  private record Heading(int cell, int level, String text) {}

  private StructureRules() {}

  static List<Problem> check(NotebookFile notebook) {
    List<Problem> problems = new ArrayList<>();
    List<Heading> headings = new ArrayList<>();
    for (Cell cell : notebook.cells()) {
      if (cell.isMarkdown()) {
        for (String line : prose(cell.source())) {
          Matcher heading = HEADING.matcher(line);
          if (heading.matches()) {
            headings.add(new Heading(cell.number(), heading.group(1).length(), heading.group(2)));
          }
        }
        problems.addAll(images(notebook, cell));
      }
    }
    problems.addAll(title(notebook, headings));
    problems.addAll(levels(notebook, headings));
    problems.addAll(sections(notebook, headings));
    return problems;
  }

  private static List<Problem> title(NotebookFile notebook, List<Heading> headings) {
    List<Heading> titles = headings.stream().filter(heading -> heading.level() == 1).toList();
    if (titles.isEmpty()) {
      return List.of(
          new Problem(notebook.path(), 0, "it has no title", "begin with one heading '# ...'"));
    }
    return titles.stream()
        .skip(1)
        .map(
            title ->
                new Problem(
                    notebook.path(),
                    title.cell(),
                    "a second title '# " + title.text() + "'",
                    "make it a section with '##'"))
        .toList();
  }

  private static List<Problem> levels(NotebookFile notebook, List<Heading> headings) {
    List<Problem> problems = new ArrayList<>();
    // Without a title, one complaint is enough.
    int above = headings.stream().anyMatch(heading -> heading.level() == 1) ? 0 : 1;
    for (Heading heading : headings) {
      if (heading.level() > above + 1) {
        problems.add(
            new Problem(
                notebook.path(),
                heading.cell(),
                "the heading '" + heading.text() + "' skips a level",
                "give it " + (above + 1) + " '#'"));
      }
      above = heading.level();
    }
    return problems;
  }

  private static List<Problem> sections(NotebookFile notebook, List<Heading> headings) {
    List<Problem> problems = new ArrayList<>();
    for (String section : SECTIONS) {
      boolean there =
          headings.stream()
              .map(heading -> heading.text().toLowerCase(Locale.ROOT))
              .anyMatch(text -> text.equals(section) || text.startsWith(section + " "));
      if (!there) {
        String name = section.substring(0, 1).toUpperCase(Locale.ROOT) + section.substring(1);
        problems.add(
            new Problem(
                notebook.path(),
                0,
                "it has no section '" + name + "'",
                "add a heading '## " + name + "' near the top"));
      }
    }
    return problems;
  }

  private static List<Problem> images(NotebookFile notebook, Cell cell) {
    List<Problem> problems = new ArrayList<>();
    String text = String.join("\n", prose(cell.source()));
    Matcher image = IMAGE.matcher(text);
    while (image.find()) {
      if (image.group(1).isBlank()) {
        problems.add(
            withoutWords(notebook, cell, "write what it shows between the brackets: ![words]"));
      }
    }
    Matcher html = HTML_IMAGE.matcher(text);
    while (html.find()) {
      if (!HTML_ALT.matcher(html.group()).find()) {
        problems.add(withoutWords(notebook, cell, "add alt=\"what it shows\" to the img"));
      }
    }
    return problems;
  }

  private static Problem withoutWords(NotebookFile notebook, Cell cell, String cure) {
    return new Problem(notebook.path(), cell.number(), "a picture has no alternative text", cure);
  }

  /** The lines that are not inside a fenced block of code, where '#' is a comment. */
  private static List<String> prose(String markdown) {
    List<String> lines = new ArrayList<>();
    String fence = null;
    for (String line : markdown.split("\n", -1)) {
      Matcher matcher = FENCE.matcher(line);
      boolean marks = matcher.matches();
      if (fence == null && marks) {
        fence = matcher.group(1);
      } else if (fence != null && marks && matcher.group(1).equals(fence)) {
        fence = null;
      } else if (fence == null) {
        lines.add(line);
      }
    }
    return lines;
  }
}
