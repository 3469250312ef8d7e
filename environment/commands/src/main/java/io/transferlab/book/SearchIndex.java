package io.transferlab.book;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;

/** The words of all sections, as a script: scripts load from a folder too, where JSON does not. */
final class SearchIndex {
  private final List<List<String>> rows = new ArrayList<>();

  void add(String page, String language, String lab, String heading, String text) {
    rows.add(List.of(page, language, lab, heading, text));
  }

  String script() {
    StringBuilder out = new StringBuilder("window.bookIndex = [\n");
    Gson gson = new Gson();
    for (int i = 0; i < rows.size(); i++) {
      out.append(gson.toJson(rows.get(i))).append(i + 1 < rows.size() ? ",\n" : "\n");
    }
    return out.append("];\n").toString();
  }
}
