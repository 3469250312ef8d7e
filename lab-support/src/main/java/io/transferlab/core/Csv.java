package io.transferlab.core;

/** Fields of a CSV file (RFC 4180). */
public final class Csv {
  private Csv() {}

  /**
   * A field as it stands in a line.
   *
   * @param text any text
   * @return the text, in quotes where it holds commas, quotes or line ends
   */
  public static String field(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
