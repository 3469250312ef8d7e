package io.transferlab.words;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * A word of a file as valid UTF-8.
 *
 * @param bytes its UTF-8
 * @param oddities what is unusual about it
 */
record Tidy(byte[] bytes, Set<Oddity> oddities) {
  private static final byte[] UNKNOWN = {'<', 'u', 'n', 'k', '>'};
  private static final int NEXT_LINE = 0x85;

  static Tidy of(byte[] file, int start, int end) {
    byte[] word = Arrays.copyOfRange(file, start, end);
    boolean plain = true;
    for (byte b : word) {
      plain &= b > ' '; // ASCII without white space; other bytes are negative
    }
    if (plain) {
      boolean isUnknown = Arrays.equals(word, UNKNOWN);
      return new Tidy(word, isUnknown ? EnumSet.of(Oddity.UNKNOWN) : Set.of());
    }
    EnumSet<Oddity> oddities = EnumSet.noneOf(Oddity.class);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(word)).toString();
    } catch (CharacterCodingException e) {
      oddities.add(Oddity.NOT_UTF8);
      text = new String(word, StandardCharsets.UTF_8);
      word = text.getBytes(StandardCharsets.UTF_8);
    }
    if (text.indexOf(' ') >= 0) {
      oddities.add(Oddity.SPACES);
    }
    if (text.codePoints().anyMatch(Tidy::isOtherWhiteSpace)) {
      oddities.add(Oddity.WHITE_SPACE);
    }
    return new Tidy(word, oddities);
  }

  private static boolean isOtherWhiteSpace(int c) {
    return c != ' ' && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE);
  }
}
