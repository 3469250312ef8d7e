package io.transferlab.book;

import static io.transferlab.core.Markup.escaped;

import io.transferlab.authoring.Glossary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The terms of the course, from A to Z, each with the place that introduces it. */
final class GlossaryPage {
  private GlossaryPage() {}

  static Page of(List<Glossary.Term> terms, Map<String, String> titles) {
    Anchors anchors = new Anchors();
    Prose prose = new Prose(anchors, LabPage::linked);
    StringBuilder out = new StringBuilder();
    out.append("<h1>Glossary</h1>\n<p class=\"lead\">What the labs' words mean, and where each is");
    out.append(" introduced.</p>\n<dl class=\"terms\">\n");
    for (Glossary.Term term : terms) {
      out.append("<div><dt id=\"").append(anchors.of(term.term())).append("\">");
      out.append(prose.inline(term.term())).append("</dt>\n<dd>");
      out.append(prose.inline(term.means())).append("</dd>\n<dd class=\"small\"><a href=\"");
      out.append(term.lab()).append(".html#cell-").append(escaped(term.cell())).append("\">");
      out.append(escaped(titles.getOrDefault(term.lab(), term.lab()))).append("</a>");
      new TreeMap<>(term.in())
          .forEach(
              (language, word) ->
                  out.append(" · ")
                      .append(Words.nameOf(language))
                      .append(": <span lang=\"")
                      .append(escaped(language))
                      .append("\">")
                      .append(escaped(word))
                      .append("</span>"));
      out.append("</dd></div>\n");
    }
    return Page.plain("glossary.html", "Glossary", out.append("</dl>\n").toString());
  }
}
