package io.transferlab.words;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Words and their numbers, both ways. Own code because a {@code HashMap<String, Integer>} of
 * 400,000 words takes 50 MB and half a second; this takes 10 MB and comes from the cache file as it
 * is: the words' UTF-8 one after the other, where each starts, and an open-addressing hash table.
 */
final class Vocabulary {
  private static final int EMPTY = -1;

  private byte[] text;
  private int[] starts;
  private int[] table;
  private int size;

  private Vocabulary(byte[] text, int[] starts, int[] table, int size) {
    this.text = text;
    this.starts = starts;
    this.table = table;
    this.size = size;
  }

  static Vocabulary empty() {
    int[] table = new int[64];
    Arrays.fill(table, EMPTY);
    return new Vocabulary(new byte[256], new int[33], table, 0);
  }

  /** As written by {@link #text}, {@link #starts} and {@link #table}. */
  static Vocabulary of(byte[] text, int[] starts, int[] table) {
    return new Vocabulary(text, starts, table, starts.length - 1);
  }

  /** Adds a word; returns false if it is there already. */
  boolean add(byte[] bytes, int from, int length) {
    int slot = slot(bytes, from, length);
    if (table[slot] != EMPTY) {
      return false;
    }
    int start = starts[size];
    if (start + length > text.length) {
      text =
          Arrays.copyOf(
              text, Math.max(start + length, Math.addExact(text.length, text.length / 2)));
    }
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length + starts.length / 2);
    }
    System.arraycopy(bytes, from, text, start, length);
    table[slot] = size;
    starts[++size] = start + length;
    if (size * 2 > table.length) {
      grow();
    }
    return true;
  }

  boolean add(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    return add(bytes, 0, bytes.length);
  }

  private void grow() {
    table = new int[table.length * 2];
    Arrays.fill(table, EMPTY);
    for (int i = 0; i < size; i++) {
      table[slot(text, starts[i], starts[i + 1] - starts[i])] = i;
    }
  }

  /** The slot of a word, or the empty one where it would go. */
  private int slot(byte[] bytes, int from, int length) {
    int hash = 0x811C9DC5; // FNV-1a, then mixed: neighbours in the alphabet must not cluster
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ (bytes[i] & 0xFF)) * 0x01000193;
    }
    hash ^= hash >>> 15;
    hash *= 0x2C1B3C6D;
    hash ^= hash >>> 13;
    int mask = table.length - 1;
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      int word = table[slot];
      if (word == EMPTY
          || Arrays.equals(text, starts[word], starts[word + 1], bytes, from, from + length)) {
        return slot;
      }
    }
  }

  int size() {
    return size;
  }

  /** The number of a word, or -1. */
  int index(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    return table[slot(bytes, 0, bytes.length)];
  }

  String word(int index) {
    return new String(
        text, starts[index], starts[index + 1] - starts[index], StandardCharsets.UTF_8);
  }

  /** The first words, decoded when they are asked for. */
  List<String> words(int count) {
    return new Words(this, count);
  }

  byte[] text() {
    return Arrays.copyOf(text, starts[size]);
  }

  int[] starts() {
    return Arrays.copyOf(starts, size + 1);
  }

  int[] table() {
    return table;
  }

  /** Gives back what growing left over. */
  void trim() {
    text = text();
    starts = starts();
  }

  private static final class Words extends AbstractList<String> implements RandomAccess {
    private final Vocabulary vocabulary;
    private final int count;

    Words(Vocabulary vocabulary, int count) {
      this.vocabulary = vocabulary;
      this.count = count;
    }

    @Override
    public String get(int index) {
      return vocabulary.word(java.util.Objects.checkIndex(index, count));
    }

    @Override
    public int size() {
      return count;
    }

    @Override
    public boolean contains(Object word) {
      return indexOf(word) >= 0;
    }

    @Override
    public int indexOf(Object word) {
      int index = word instanceof String text ? vocabulary.index(text) : -1;
      return index < count ? index : -1;
    }
  }
}
