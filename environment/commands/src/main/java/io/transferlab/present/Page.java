package io.transferlab.present;

import io.transferlab.core.Markup;

/** A page of HTML that needs nothing beside it. */
final class Page {
  private static final String STYLE =
      "body{font-family:sans-serif;line-height:1.5;max-width:60em;margin:2em auto;padding:0 1em;"
          + "color:#222;background:#fff}"
          + "table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #999;"
          + "padding:.2em .6em;text-align:left;vertical-align:top}td.n{text-align:right}"
          + "pre{background:#f4f4f4;padding:.6em;overflow-x:auto;font-size:1.05em}"
          + "code{background:#f4f4f4}@media print{pre{white-space:pre-wrap}}";

  private Page() {}

  static String of(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
        + Markup.escaped(title)
        + "</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + tagged("h1", Markup.escaped(title))
        + body
        + "</body>\n</html>\n";
  }

  static String tagged(String tag, String inside) {
    return "<" + tag + ">" + inside + "</" + tag.replaceAll(" .*", "") + ">\n";
  }
}
