package io.transferlab.sentences;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The tokenizer of BERT: words, each cut into the longest pieces known, from its beginning on. J.
 * Devlin, M.-W. Chang, K. Lee, K. Toutanova: BERT, NAACL 2019; M. Schuster, K. Nakajima: Japanese
 * and Korean voice search, ICASSP 2012.
 */
final class WordPiece implements SubwordTokenizer {
  private static final int USUAL_LONGEST = 100;

  private final BertWords words;
  private final Map<String, Integer> begin = new HashMap<>();
  private final Map<String, Integer> inside = new HashMap<>();
  private final String[] pieces;
  private final String prefix;
  private final int longestPiece;
  private final int unknown;
  private final int longestWord;
  private final AddedTokens added;
  private final TokenizerFile.Around around;

  private WordPiece(TokenizerFile file) {
    Map<?, ?> model = file.model();
    prefix = model.get("continuing_subword_prefix") instanceof String p ? p : "##";
    longestWord =
        model.get("max_input_chars_per_word") instanceof Double d
            ? file.number(d, "model.max_input_chars_per_word")
            : USUAL_LONGEST;
    words = BertWords.of(file, longestWord);
    Map<String, Integer> vocabulary = file.vocabulary();
    int longest = 0;
    for (Map.Entry<String, Integer> entry : vocabulary.entrySet()) {
      String piece = entry.getKey();
      begin.put(piece, entry.getValue());
      if (piece.startsWith(prefix)) {
        inside.put(piece.substring(prefix.length()), entry.getValue());
      }
      longest = Math.max(longest, piece.length());
    }
    longestPiece = longest;
    String unk = model.get("unk_token") instanceof String u ? u : "[UNK]";
    Integer id = vocabulary.get(unk);
    if (id == null) {
      throw file.wrong("model.unk_token", "a piece of its vocabulary", unk);
    }
    unknown = id;
    added = AddedTokens.of(file.added());
    pieces = file.pieces(vocabulary);
    around = file.around();
  }

  static WordPiece of(TokenizerFile file) {
    return new WordPiece(file);
  }

  @Override
  public int[] pieces(String text, int most) {
    Pieces out = new Pieces(most);
    int at = 0;
    AddedTokens.Search search = added.search(text);
    while (!out.isFull()) {
      AddedTokens.Hit hit = search.next(at);
      int end = hit == null ? text.length() : hit.start();
      words.tell(text, at, end, word -> cut(word, out));
      if (hit == null) {
        break;
      }
      out.add(hit.id());
      at = hit.end();
    }
    return out.array();
  }

  /** The longest piece that fits, again and again; a word that cannot be made up is unknown. */
  private boolean cut(StringBuilder word, Pieces out) {
    int mark = out.mark();
    if (word.codePointCount(0, word.length()) > longestWord) {
      out.add(unknown);
      return !out.isFull();
    }
    int start = 0;
    while (start < word.length()) {
      Map<String, Integer> known = start == 0 ? begin : inside;
      int end = Math.min(word.length(), start + longestPiece);
      Integer id = null;
      for (; end > start && id == null; end--) {
        id = known.get(word.substring(start, end));
      }
      if (id == null) {
        out.reset(mark);
        out.add(unknown);
        return !out.isFull();
      }
      out.add(id);
      start = end + 1;
    }
    return !out.isFull();
  }

  @Override
  public Encoding wrap(int[] ids, boolean cut) {
    return around.wrap(ids, cut);
  }

  @Override
  public int specials() {
    return around.count();
  }

  @Override
  public int size() {
    return pieces.length;
  }

  @Override
  public String piece(int id) {
    return pieces[id];
  }

  @Override
  public boolean begins(int id) {
    return !pieces[id].startsWith(prefix);
  }

  /** Numbers of pieces, as they come: more than wanted of the last word, until asked for. */
  private static final class Pieces {
    private final int most;
    private int[] ids = new int[32];
    private int count;

    Pieces(int most) {
      this.most = most;
    }

    void add(int id) {
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, 2 * count);
      }
      ids[count++] = id;
    }

    int mark() {
      return count;
    }

    void reset(int mark) {
      count = mark;
    }

    boolean isFull() {
      return count >= most;
    }

    int[] array() {
      return Arrays.copyOf(ids, Math.min(most, count));
    }
  }
}
