package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.core.Markup;
import io.transferlab.inspect.Finding;
import io.transferlab.inspect.Inspection;
import io.transferlab.plot.Figure;
import io.transferlab.plot.LookSheets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Contact sheets as PNG files, and a page that shows them all with their words. */
final class LookPage {
  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
          + "img{max-width:100%;height:auto}.serious{font-weight:bold}dd{margin-bottom:1em}";

  private final Path folder;
  private final StringBuilder html = new StringBuilder();
  private int sheets;

  private LookPage(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the sheets: copies, odd labels, others, each class; and {@code index.html}.
   *
   * @param seen what was seen
   * @param folder where to; files of the same names are written over
   * @return the page
   */
  static Path write(Inspection seen, Path folder) {
    LookPage page = new LookPage(folder);
    page.head(seen);
    LookSheets sheets = LookSheets.of(seen);
    sheets.copies().ifPresent(f -> page.add("copies", f));
    sheets.oddLabels().ifPresent(f -> page.add("odd-labels", f));
    sheets.others().ifPresent(f -> page.add("others", f));
    List<String> classes = seen.pictures().classes();
    for (int k = 0; k < classes.size(); k++) {
      try {
        String name = String.format(Locale.ROOT, "class-%02d-%s", k + 1, slug(classes.get(k)));
        page.add(name, sheets.ofClass(classes.get(k)));
      } catch (LabException e) {
        continue; // none of its pictures can be read: the findings say so
      }
    }
    page.html.append("</main>\n");
    Path index = folder.resolve("index.html");
    AtomicFiles.writeText(index, page.html.toString());
    return index;
  }

  private void head(Inspection seen) {
    String title = "A look at " + Markup.escaped(seen.pictures().name());
    html.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>")
        .append(title)
        .append("</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>")
        .append(STYLE)
        .append("</style>\n<main>\n<h1>")
        .append(title)
        .append("</h1>\n<dl>\n");
    for (Finding finding : seen.findings()) {
      html.append("<dt class=\"")
          .append(finding.weight())
          .append("\">")
          .append(Markup.escaped(finding.weight() + ": " + finding.what()))
          .append(".</dt>\n<dd>")
          .append(finding.advice().isEmpty() ? "" : Markup.escaped(finding.advice()) + ".")
          .append("</dd>\n");
    }
    html.append("</dl>\n");
  }

  private void add(String name, Figure figure) {
    figure.save(folder.resolve(name + ".png"));
    sheets++;
    html.append("<h2 id=\"sheet-")
        .append(sheets)
        .append("\">")
        .append(Markup.escaped(figure.title()))
        .append("</h2>\n<img src=\"")
        .append(name)
        .append(".png\" alt=\"")
        .append(Markup.escaped(figure.alternative()))
        .append("\" width=\"")
        .append(figure.image().getWidth())
        .append("\">\n");
  }

  /** As {@link RunFiles#slug}, at most 40 letters: a file system takes no more than 255. */
  private static String slug(String className) {
    String slug = RunFiles.slug(className);
    return slug.substring(0, Math.min(40, slug.length()));
  }
}
