package io.transferlab.words.text;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files of other kinds that people take for a text or for word vectors, told by their first bytes.
 *
 * @param kind what it is
 * @param next what helps
 */
public record ForeignFile(String kind, String next) {
  private static final String PACKED = "unpack it and name the file that comes out";
  private static final String DOWNLOAD =
      "fetch the file anew: what came is not the file but a page about it";
  private static final int TAR_MARK = 257;

  /**
   * Looks at the beginning of a file.
   *
   * @param head its first bytes, 300 of them or more where it has as many
   * @return what it is, or nothing if these bytes do not tell
   */
  public static Optional<ForeignFile> of(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, 300), StandardCharsets.ISO_8859_1);
    return Optional.ofNullable(binary(text)).or(() -> Optional.ofNullable(page(text)));
  }

  private static @Nullable ForeignFile binary(String head) {
    if (head.startsWith("\u00BA\u0016\u004F\u002F")) {
      return new ForeignFile(
          "a model of fastText (.bin), not of word2vec", "name the .vec file that comes beside it");
    }
    if (head.startsWith("\u0093NUMPY")) {
      return new ForeignFile(
          "a NumPy array (.npy), which has numbers but no words",
          "save words and numbers together, in gensim by save_word2vec_format");
    }
    if (head.matches("(?s)\u0080[\u0002-\u0005].*")) {
      return new ForeignFile(
          "an object that Python has pickled",
          "open it in Python and save its vectors as text, in gensim by save_word2vec_format");
    }
    if (head.startsWith("\u0089HDF")) {
      return new ForeignFile("an HDF5 file (.h5)", "export the words with their numbers as text");
    }
    if (head.startsWith("SQLite format 3")) {
      return new ForeignFile(
          "a data base (SQLite, as Magnitude's files)", "fetch the vectors as text");
    }
    if (head.startsWith("PAR1\u0015")) {
      return new ForeignFile("a Parquet table", "export it as text, a word a line");
    }
    if (head.startsWith("%PDF")) {
      return new ForeignFile("a PDF document", "save its text as a .txt file");
    }
    return archive(head);
  }

  private static @Nullable ForeignFile archive(String head) {
    String[][] marks = {
      {"\u001F\u008B", "a file packed by gzip"},
      {"PK\u0003\u0004", "a zip archive"},
      {"BZh91AY&SY", "a file packed by bzip2"},
      {"\u00FD7zXZ", "a file packed by xz"},
      {"7z\u00BC\u00AF", "a 7-Zip archive"},
      {"Rar!\u001A", "a RAR archive"},
      {"\u0028\u00B5\u002F\u00FD", "a file packed by zstd"},
    };
    for (String[] mark : marks) {
      if (head.startsWith(mark[0])) {
        return new ForeignFile(mark[1], PACKED);
      }
    }
    boolean tar = head.startsWith("ustar", TAR_MARK);
    return tar ? new ForeignFile("a tar archive", PACKED) : null;
  }

  private static @Nullable ForeignFile page(String head) {
    String start = head.stripLeading().toLowerCase(java.util.Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return new ForeignFile("a web page", DOWNLOAD);
    }
    if (start.startsWith("version https://git-lfs")) {
      return new ForeignFile(
          "a pointer of Git LFS, not the file itself", "get the file with `git lfs pull`");
    }
    return null;
  }
}
