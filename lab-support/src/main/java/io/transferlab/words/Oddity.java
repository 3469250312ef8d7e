package io.transferlab.words;

/** Everything unusual that a file of word vectors can hold, and the rule for each. */
enum Oddity {
  BYTE_ORDER_MARK("byte order mark skipped"),
  BLANK("blank lines skipped"),
  CARRIAGE_RETURN("lines ending in CR LF read without the CR"),
  TOO_FEW("lines with too few numbers dropped"),
  NOT_NUMBERS("lines with something that is no number dropped"),
  NOT_FINITE("vectors with NaN or infinity dropped"),
  NO_WORD("vectors without a word dropped"),
  DUPLICATE("duplicate words dropped, the first kept"),
  NOT_UTF8("words that are not UTF-8 kept, with U+FFFD"),
  SPACES("words with spaces kept"),
  WHITE_SPACE("words with other white space kept"),
  ZEROS("vectors of zeros kept"),
  UNKNOWN("vectors for unknown words (<unk>) kept"),
  NO_LINE_END("last line without a line end kept"),
  CUT_OFF("last word cut off, dropped");

  private final String text;

  Oddity(String text) {
    this.text = text;
  }

  /** What it is and what is done about it, to be read after a number. */
  String text() {
    return text;
  }
}
