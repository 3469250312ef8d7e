package io.transferlab.sentences;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The kinds of characters that BERT's tokenizer tells apart, from a table of the reference: Java's
 * own kinds differ, and change with its version.
 */
final class BertCharacters {
  private static final String TABLE = "bert-characters.txt";
  private static final Map<String, BitSet> KINDS = read();
  private static final BitSet CONTROL = kind("control");
  private static final BitSet MARK = kind("mark");
  private static final BitSet IDEOGRAPH = kind("ideograph");
  private static final BitSet SPACE = kind("space");
  private static final BitSet PUNCTUATION = kind("punctuation");

  private BertCharacters() {}

  private static BitSet kind(String name) {
    return Objects.requireNonNull(KINDS.get(name), name);
  }

  private static Map<String, BitSet> read() {
    Map<String, BitSet> kinds = new LinkedHashMap<>();
    try (InputStream in =
        Objects.requireNonNull(BertCharacters.class.getResourceAsStream(TABLE), TABLE)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] words = line.split(" ");
        BitSet set = new BitSet();
        for (int i = 1; i < words.length; i++) {
          String[] ends = words[i].split("-");
          set.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
        }
        kinds.put(words[0], set);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in the jar
    }
    return kinds;
  }

  /** What cleaning takes out: control and format characters, private ones, U+0000, U+FFFD. */
  static boolean isControl(int c) {
    return CONTROL.get(c);
  }

  /** Marks that stand for nothing alone: accents. */
  static boolean isMark(int c) {
    return MARK.get(c);
  }

  /** What is a word by itself. */
  static boolean isIdeograph(int c) {
    return IDEOGRAPH.get(c);
  }

  static boolean isSpace(int c) {
    return SPACE.get(c);
  }

  static boolean isPunctuation(int c) {
    return PUNCTUATION.get(c);
  }
}
