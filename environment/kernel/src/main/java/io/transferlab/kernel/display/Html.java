package io.transferlab.kernel.display;

/** HTML of texts that are not HTML. */
public final class Html {
  private Html() {}

  /** The text with the characters replaced that HTML takes for its own. */
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
