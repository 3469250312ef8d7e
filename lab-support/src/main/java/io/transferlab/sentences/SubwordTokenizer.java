package io.transferlab.sentences;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Cuts a text into pieces of words that a network knows by number, as the tokenizer with which the
 * network was trained. For any number of threads.
 */
public interface SubwordTokenizer {
  /**
   * A text as a network reads it.
   *
   * @param ids the numbers of the pieces, those of special tokens around them included
   * @param types which text of a pair each belongs to: 0 throughout for one text
   * @param cut whether the text had more pieces than there was room for
   */
  record Encoding(int[] ids, int[] types, boolean cut) {}

  /**
   * The pieces of a text, without special tokens around them.
   *
   * @param text any text
   * @param most how many are wanted at most; what lies behind is not looked at
   * @return their numbers, in the order of the text
   */
  int[] pieces(String text, int most);

  /**
   * Puts the special tokens around pieces.
   *
   * @param pieces numbers of pieces
   * @param cut whether there were more
   * @return what the network reads, longer by {@link #specials}
   */
  Encoding wrap(int[] pieces, boolean cut);

  /**
   * How many tokens {@link #wrap} adds.
   *
   * @return 0 or more
   */
  int specials();

  /**
   * How many numbers there are.
   *
   * @return one more than the largest number of a piece
   */
  int size();

  /**
   * What a number stands for.
   *
   * @param id 0 to size - 1
   * @return the piece as the tokenizer's file writes it, for instance {@code ##ing}
   */
  String piece(int id);

  /**
   * Whether a piece begins a word.
   *
   * @param id 0 to size - 1
   * @return false for what continues one
   */
  boolean begins(int id);

  /**
   * A text as a network reads it.
   *
   * @param text any text
   * @param most how long it may be, special tokens included; the end of a longer one is cut off
   * @return the encoding
   */
  default Encoding encode(String text, int most) {
    int room = Math.max(0, most - specials());
    int[] pieces = pieces(text, room == Integer.MAX_VALUE ? room : room + 1);
    boolean cut = pieces.length > room;
    return wrap(cut ? Arrays.copyOf(pieces, room) : pieces, cut);
  }

  /**
   * Reads a tokenizer.
   *
   * @param file a {@code tokenizer.json} of Hugging Face, or OpenAI's {@code vocab.json} with
   *     {@code merges.txt} beside it
   * @return the tokenizer
   * @throws LabException if it cannot be read, is something else, or works in a way that is not
   *     known here
   */
  static SubwordTokenizer read(Path file) {
    if (OpenAiFiles.isVocabulary(file)) {
      return BytePairs.of(OpenAiFiles.read(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  /**
   * Reads a tokenizer.
   *
   * @param in a {@code tokenizer.json} of Hugging Face; not closed
   * @param name what it is called in messages
   * @return the tokenizer
   * @throws LabException as {@link #read(Path)}
   */
  static SubwordTokenizer read(InputStream in, String name) {
    TokenizerFile file = TokenizerFile.read(in, name);
    return switch (file.kind()) {
      case "WordPiece" -> WordPiece.of(file);
      case "BPE" -> BytePairs.of(file);
      default -> throw file.wrong("model.type", "WordPiece or BPE", file.kind());
    };
  }
}
