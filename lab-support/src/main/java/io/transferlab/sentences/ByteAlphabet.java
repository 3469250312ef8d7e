package io.transferlab.sentences;

import java.nio.charset.StandardCharsets;

/**
 * A letter for each byte, as GPT-2 has it: those of Latin-1 that print stand for themselves, the
 * others for letters from U+0100 on, so that vocabularies are text without blanks.
 */
final class ByteAlphabet {
  private static final char[] LETTERS = letters();

  private ByteAlphabet() {}

  private static char[] letters() {
    char[] letters = new char[256];
    char next = 256;
    for (int b = 0; b < letters.length; b++) {
      boolean prints = b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xff && b != 0xad;
      letters[b] = prints ? (char) b : next++;
    }
    return letters;
  }

  /**
   * The letter of a byte.
   *
   * @param value from 0 to 255
   */
  static char letter(int value) {
    return LETTERS[value];
  }

  /** The bytes of a text in UTF-8; half of a pair of surrogates is a question mark. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
