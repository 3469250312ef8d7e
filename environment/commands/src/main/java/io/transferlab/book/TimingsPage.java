package io.transferlab.book;

import static io.transferlab.core.Markup.escaped;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long each lab takes: what it says itself, and what the notebooks' tests measured. */
final class TimingsPage {
  private static final Pattern MEASURED =
      Pattern.compile(
          "solutions/(\\S+)\\.ipynb\\s+([0-9.]+)\\s+([0-9.]+)[!"
              + " ]\\s*(\\d+)\\s+(\\d+|-)\\s+(\\d+|-)");

  private record Measured(String seconds, String silence, String cell, String peak) {}

  private TimingsPage() {}

  static Page of(Map<String, String> times, Map<String, String> titles, Path file) {
    Map<String, Measured> measured = read(file);
    StringBuilder out = new StringBuilder("<h1>Timings</h1>\n<p class=\"lead\">");
    out.append("How long the labs take, for planning a session.</p>\n");
    if (!measured.isEmpty()) {
      out.append("<h2 id=\"measured\">Measured</h2>\n<p>All cells of the author's notebook, from");
      out.append(" top to bottom, on the machine that made these pages. <em>Silence</em> is the");
      out.append(" longest time in which a running cell showed nothing.</p>\n");
      out.append(Scroll.open("", "Measured times")).append("<table>\n<thead><tr>");
      for (String head :
          new String[] {
            "Lab", "All cells", "Longest silence", "in code cell", "Memory of the kernel"
          }) {
        out.append("<th scope=\"col\">").append(head).append("</th>");
      }
      out.append("</tr></thead>\n<tbody>\n");
      titles.forEach(
          (lab, title) -> {
            Measured of = measured.get(lab);
            if (of != null) {
              out.append("<tr><th scope=\"row\">").append(escaped(title)).append("</th><td>");
              out.append(of.seconds()).append(" s</td><td>").append(of.silence());
              out.append(" s</td><td>").append(of.cell()).append("</td><td>");
              out.append(of.peak())
                  .append(of.peak().equals("-") ? "" : " MiB")
                  .append("</td></tr>\n");
            }
          });
      out.append("</tbody></table></div>\n");
    }
    out.append("<h2 id=\"said\">As the labs say</h2>\n");
    titles.forEach(
        (lab, title) -> {
          out.append("<h3><a href=\"").append(lab).append(".html\">").append(escaped(title));
          out.append("</a></h3>\n<p>").append(times.getOrDefault(lab, "")).append("</p>\n");
        });
    return Page.plain("timings.html", "Timings", out.toString());
  }

  private static Map<String, Measured> read(Path file) {
    Map<String, Measured> measured = new HashMap<>();
    if (!Files.isRegularFile(file)) {
      return measured;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        Matcher row = MEASURED.matcher(line.strip());
        if (row.matches()) {
          measured.put(
              row.group(1), new Measured(row.group(2), row.group(3), row.group(4), row.group(5)));
        }
      }
      return measured;
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }
}
