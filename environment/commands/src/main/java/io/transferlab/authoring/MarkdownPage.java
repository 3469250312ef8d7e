package io.transferlab.authoring;

/**
 * A page of HTML from the Markdown that lies beside the labs: a notebook server sends Markdown as
 * plain text of an unnamed encoding, HTML as a page.
 */
public final class MarkdownPage {
  private static final String STYLE =
      "body{font-family:sans-serif;line-height:1.5;max-width:60em;margin:2em auto;padding:0 1em}"
          + "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em}"
          + "img{max-width:100%}figure{margin:1em 0}";

  private MarkdownPage() {}

  /** Plain HTML, whose first heading is the page's title. */
  private static final class Titled implements Markdown.Dress {
    private String title = "";

    @Override
    public String heading(int level, String words) {
      title = title.isEmpty() ? words.replaceAll("<[^>]+>", "") : title;
      return Markdown.Dress.super.heading(level, words);
    }
  }

  /**
   * Writes a page.
   *
   * @param markdown the text
   * @return a whole HTML document that names its encoding, UTF-8
   */
  public static String of(String markdown) {
    Titled titled = new Titled();
    String body = Markdown.dressed(titled).of(markdown);
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>"
        + titled.title
        + "</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }
}
