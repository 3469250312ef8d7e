package io.transferlab.authoring;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links to files: they lead to a file that is there, and that a notebook server shows as a page.
 */
final class LinkRules {
  private static final Pattern LINK = Pattern.compile("(!?)\\[[^\\]]*\\]\\(([^)#\\s]+)[^)]*\\)");
  private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");

  private LinkRules() {}

  static List<Problem> check(NotebookFile notebook) {
    List<Problem> problems = new ArrayList<>();
    for (Cell cell : notebook.cells()) {
      Matcher link = LINK.matcher(cell.isMarkdown() ? cell.source() : "");
      while (link.find()) {
        String target = link.group(2);
        if (ADDRESS.matcher(target).matches()) {
          continue;
        }
        if (!isThere(notebook, target)) {
          problems.add(
              new Problem(
                  notebook.path(),
                  cell.number(),
                  "a link leads to " + target + ", which is not there",
                  "name a file that is, as seen from the notebook"));
        } else if (target.endsWith(".md")) {
          problems.add(
              new Problem(
                  notebook.path(),
                  cell.number(),
                  "a link leads to " + target + ", which Jupyter shows as raw text",
                  "link to the page that build makes of it, " + target.replaceAll("md$", "html")));
        }
      }
    }
    return problems;
  }

  private static boolean isThere(NotebookFile notebook, String target) {
    try {
      return Files.exists(notebook.path().resolveSibling(target));
    } catch (InvalidPathException e) {
      return false; // no file can have this name
    }
  }
}
