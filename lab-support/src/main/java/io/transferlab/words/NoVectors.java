package io.transferlab.words;

import io.transferlab.core.LabException;
import io.transferlab.words.text.ForeignFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Why a file is not one of word vectors, as exactly as its beginning tells. */
final class NoVectors {
  private static final String WANTED = "word vectors (GloVe, word2vec or fastText) in ";
  private static final int LOOKED_AT = 4096;
  private static final int SHOWN = 40;

  private NoVectors() {}

  /** Kinds that the first bytes tell for certain, before anything in them looks like numbers. */
  static void refuseOtherKinds(byte[] head, int length, String name) {
    byte[] start = Arrays.copyOf(head, Math.min(length, LOOKED_AT));
    ForeignFile foreign = ForeignFile.of(start).orElse(null);
    if (foreign != null) {
      throw LabException.of(WANTED + name, foreign.kind(), foreign.next());
    }
    if (isUtf16(start)) {
      throw LabException.of(
          WANTED + name,
          "text in UTF-16",
          "save it as UTF-8, for instance by iconv -f utf-16 -t utf-8");
    }
  }

  static LabException refusal(byte[] head, int length, String name) {
    byte[] start = Arrays.copyOf(head, Math.min(length, LOOKED_AT));
    if (length == 0) {
      return LabException.of(WANTED + name, "an empty file", "fetch it again");
    }
    if (isBinary(start, 0, start.length)) {
      return LabException.of(
          WANTED + name,
          "binary data of a kind that is not known here",
          "save the vectors as text or in word2vec's format (in gensim: save_word2vec_format)");
    }
    return ofText(new String(start, StandardCharsets.UTF_8), name);
  }

  private static LabException ofText(String text, String name) {
    if (text.indexOf('\n') < 0 && text.strip().indexOf('\r') >= 0) {
      return LabException.of(
          WANTED + name,
          "lines that end in CR alone, as on old Macs",
          "convert the line ends, for instance by tr '\\r' '\\n'");
    }
    String[] lines = text.split("\n");
    int number = 0;
    while (number < lines.length && lines[number].isBlank()) {
      number++;
    }
    if (number == lines.length) {
      return LabException.of(WANTED + name, "blank lines only", "fetch it again");
    }
    boolean header = lines[number].strip().matches("\\d+\\s+\\d+");
    if (header && number + 1 == lines.length) {
      return LabException.of(
          WANTED + name, "a header without a word after it", "fetch it again: it is cut off");
    }
    number += header ? 1 : 0;
    String line = lines[number].strip();
    String found =
        "in line "
            + (number + 1)
            + " \""
            + (line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line)
            + "\"";
    if (line.matches(".*\\d,\\d+\\s.*\\d,\\d+.*")) {
      return LabException.of(
          WANTED + name, found + ", numbers with a comma", "write them with a point: 0.5, not 0,5");
    }
    if (line.matches(".*[;,|]\\s*[-+]?\\d.*")) {
      return LabException.of(
          WANTED + name,
          found + ", fields with a comma or semicolon between them",
          "separate word and numbers by spaces or tabs");
    }
    return LabException.of(
        WANTED + name,
        found + ", which is not a word and its numbers",
        "check that it is the file you mean");
  }

  static boolean isBlank(byte[] bytes, int from, int length) {
    for (int i = from; i < length; i++) {
      if (bytes[i] != '\n' && bytes[i] != '\r' && !FloatText.isGap(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether some bytes are no text: control characters, or not UTF-8. */
  static boolean isBinary(byte[] bytes, int from, int length) {
    int to = Math.min(length, from + LOOKED_AT);
    for (int i = from; i < to; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ' && "\t\n\r\f\u000B".indexOf(bytes[i]) < 0) {
        return true;
      }
    }
    // A character may be cut in two at the end.
    for (int cut = 0; cut < 4 && to - cut >= from; cut++) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - cut - from));
        return false;
      } catch (CharacterCodingException e) {
        // one byte less
      }
    }
    return true;
  }

  private static boolean isUtf16(byte[] start) {
    if (start.length < 4) {
      return false;
    }
    int mark = (start[0] & 0xFF) << 8 | start[1] & 0xFF;
    int[] zeros = new int[2];
    for (int i = 0; i < start.length; i++) {
      zeros[i % 2] += start[i] == 0 ? 1 : 0;
    }
    int half = start.length / 2;
    boolean everyOther =
        Math.max(zeros[0], zeros[1]) > 0.8 * half && Math.min(zeros[0], zeros[1]) == 0;
    return mark == 0xFFFE || mark == 0xFEFF || everyOther;
  }
}
