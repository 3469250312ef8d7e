package io.transferlab.sentences;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Byte pair encoding over bytes: any text has pieces, whatever its script. In CLIP's form texts are
 * in small letters, cut into words, numerals and signs, and the last piece of a word shows that it
 * ends one; in GPT-2's the blank before a word belongs to it, and capitals count. R. Sennrich, B.
 * Haddow, A. Birch: ACL 2016, arXiv:1508.07909; A. Radford et al.: 2019; 2021, arXiv:2103.00020.
 *
 * <p>What is a letter, a numeral or a blank is as in the Unicode of this Java: a script that is
 * younger may be cut otherwise than by the reference.
 */
final class BytePairs implements SubwordTokenizer {
  /** A byte that is not in the vocabulary, and nothing stands for such: it is left out. */
  private static final int NONE = -1;

  private static final String BLANK = String.valueOf(ByteAlphabet.letter(' '));

  private final Map<String, Integer> vocabulary;
  private final Merges merges;
  private final String ending;
  private final boolean wholeWords;
  private final UnaryOperator<String> cleaning;
  private final TextCutting cutting;
  private final AddedTokens raw;
  private final AddedTokens cleaned;
  private final TokenizerFile.Around around;
  private final String[] pieces;
  private final int[] bytes = new int[256];
  private final int[] lastBytes = new int[256];

  private BytePairs(TokenizerFile file) {
    Map<?, ?> model = file.model();
    requireBuilt(file, model);
    vocabulary = file.vocabulary();
    pieces = file.pieces(vocabulary);
    ending = model.get("end_of_word_suffix") instanceof String end ? end : "";
    wholeWords = Boolean.TRUE.equals(model.get("ignore_merges"));
    merges = merges(file, model.get("merges"));
    cleaning = TextCleaning.of(file, file.part("normalizer").orElse(null));
    cutting = TextCutting.of(file, file.part("pre_tokenizer").orElse(null));
    List<TokenizerFile.Added> before = new ArrayList<>();
    List<TokenizerFile.Added> after = new ArrayList<>();
    for (TokenizerFile.Added token : file.added()) {
      if (token.normalized()) {
        String content = cleaning.apply(token.content());
        after.add(new TokenizerFile.Added(token.id(), content, true, token.word()));
      } else {
        before.add(token);
      }
    }
    raw = AddedTokens.of(before);
    cleaned = AddedTokens.of(after);
    around = file.around();
    int unknown = unknown(file, model.get("unk_token"));
    for (int b = 0; b < bytes.length; b++) {
      String letter = String.valueOf(ByteAlphabet.letter(b));
      bytes[b] = vocabulary.getOrDefault(letter, unknown);
      lastBytes[b] = vocabulary.getOrDefault(letter + ending, unknown);
    }
  }

  static BytePairs of(TokenizerFile file) {
    return new BytePairs(file);
  }

  private static void requireBuilt(TokenizerFile file, Map<?, ?> model) {
    for (String key : List.of("dropout", "continuing_subword_prefix")) {
      Object value = model.get(key);
      if (value != null && !value.equals("") && !value.equals(0.0)) {
        throw file.wrong("model." + key, "null", String.valueOf(value));
      }
    }
    String cuts = file.part("pre_tokenizer").map(Object::toString).orElse("none");
    if (Boolean.TRUE.equals(model.get("byte_fallback")) || !cuts.contains("ByteLevel")) {
      throw file.wrong("pre_tokenizer", "pairs of bytes (\"ByteLevel\")", "pairs of letters");
    }
  }

  private int unknown(TokenizerFile file, @Nullable Object token) {
    if (!(token instanceof String name)) {
      return NONE;
    }
    int id = Arrays.asList(pieces).indexOf(name);
    if (id < 0) {
      throw file.wrong("model.unk_token", "a piece of its vocabulary", name);
    }
    return id;
  }

  /** Pairs as {@code "a b"} or {@code ["a", "b"]}: both are in use. */
  private Merges merges(TokenizerFile file, @Nullable Object of) {
    List<?> lines = of instanceof List<?> list ? list : List.of();
    Merges all = new Merges(lines.size());
    for (int rank = 0; rank < lines.size(); rank++) {
      Object line = lines.get(rank);
      List<?> two = line instanceof List<?> l ? l : List.of(String.valueOf(line).split(" ", -1));
      Integer left = two.size() == 2 ? vocabulary.get(two.get(0)) : null;
      Integer right = two.size() == 2 ? vocabulary.get(two.get(1)) : null;
      Integer both = two.size() == 2 ? vocabulary.get("" + two.get(0) + two.get(1)) : null;
      if (left == null || right == null || both == null) {
        throw file.wrong(
            "model.merges", "two pieces of its vocabulary that make a third", "" + line);
      }
      all.add(left, right, both, rank);
    }
    return all;
  }

  @Override
  public int[] pieces(String text, int most) {
    Pieces out = new Pieces(most);
    apart(
        raw,
        text,
        out,
        plain ->
            apart(
                cleaned,
                cleaning.apply(plain),
                out,
                part -> cutting.cut(part, piece -> out.add(word(piece)))));
    return Arrays.copyOf(out.ids, out.count);
  }

  /** The tokens that stand in the text themselves, and what is between them. */
  private static boolean apart(
      AddedTokens tokens, String text, Pieces out, Predicate<String> between) {
    AddedTokens.Search search = tokens.search(text);
    int at = 0;
    boolean goes = !out.isFull();
    while (goes) {
      AddedTokens.Hit hit = search.next(at);
      int end = hit == null ? text.length() : hit.start();
      goes = end == at || between.test(text.substring(at, end));
      if (hit == null) {
        return goes;
      }
      goes = goes && out.add(hit.id());
      at = hit.end();
    }
    return false;
  }

  private int[] word(String text) {
    byte[] utf8 = ByteAlphabet.bytes(text);
    if (wholeWords) {
      Integer whole = vocabulary.get(spelled(utf8));
      if (whole != null) {
        return new int[] {whole};
      }
    }
    int[] word = new int[utf8.length];
    int count = 0;
    for (int i = 0; i < utf8.length; i++) {
      int b = utf8[i] & 0xff;
      int token = i == utf8.length - 1 ? lastBytes[b] : bytes[b];
      if (token != NONE) {
        word[count++] = token;
      }
    }
    return merges.merge(Arrays.copyOf(word, count));
  }

  private String spelled(byte[] utf8) {
    StringBuilder letters = new StringBuilder();
    for (byte b : utf8) {
      letters.append(ByteAlphabet.letter(b & 0xff));
    }
    return letters + ending;
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

  /** In CLIP's form it does not show; what may begin a word counts as beginning one. */
  @Override
  public boolean begins(int id) {
    return !ending.isEmpty() || pieces[id].startsWith(BLANK);
  }

  /** Numbers up to a count. */
  private static final class Pieces {
    private final int most;
    private int[] ids = new int[16];
    private int count;

    Pieces(int most) {
      this.most = most;
    }

    boolean isFull() {
      return count >= most;
    }

    /** Adds what fits; false: it is full. */
    boolean add(int... more) {
      int fits = Math.max(0, Math.min(more.length, most - count));
      if (count + fits > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(2 * ids.length, count + fits));
      }
      System.arraycopy(more, 0, ids, count, fits);
      count += fits;
      return !isFull();
    }
  }
}
