package io.transferlab.core;

/** Texts as parts of HTML, SVG and other XML. */
public final class Markup {
  private Markup() {}

  /**
   * Makes a text one that can stand between tags and in the quotes of an attribute.
   *
   * @param text any text
   * @return the text with the characters replaced that markup takes for its own
   */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
