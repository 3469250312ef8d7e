package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.testing.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Word vectors as people's programs write them: read rightly, or refused with the reason. */
class OddVectorFilesTest {
  private static final String KINGS = "king 0.1 0.2 0.3\nqueen 1 2 3\n";

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("vectors.any"), bytes);
  }

  private Path file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private static WordVectors load(Path file) {
    return VectorFilesTest.load(file, 64, Integer.MAX_VALUE);
  }

  private String refusal(byte[] bytes) throws IOException {
    Path file = file(bytes);
    String message = assertThrows(LabException.class, () -> load(file)).getMessage();
    assertTrue(message.contains("vectors.any"), message);
    return message;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "king\t0.1 0.2 0.3\nqueen\t1 2 3\n",
        "king\t0.1\t0.2\t0.3\nqueen\t1\t2\t3\n",
        "king 0.1 0.2 0.3 \nqueen 1 2 3\t\n",
        "king 0.1 0.2 0.3\t\t\r\nqueen 1 2 3 \r\n",
        "  king 0.1 0.2 0.3\n\tqueen 1 2 3\n",
        "king  0.1  0.2  0.3\nqueen\t 1 \t2 3\n",
        "\uFEFFking 0.1 0.2 0.3\r\nqueen 1 2 3",
        "\uFEFF2\t3\nking\t0.1\t0.2\t0.3\nqueen\t1\t2\t3\n",
        "2 3 \r\nking 1e-1 2.0E-1 +.3\r\nqueen 1. 02 3e0\r\n",
        "\n\nking 0.1 0.2 0.3\n\nqueen 1 2 3\n\n",
        "king 0.1 0.2 0.3\nqueen 1 2 3\nprince 1 2\nduke 0,5 0,5 0,5\n",
      })
  void gapsEndsAndMarksAreNoPartOfAWord(String text) throws IOException {
    WordVectors vectors = load(file(text));
    assertEquals(List.of("king", "queen"), vectors.words());
    assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f}, vectors.vector("king"));
    assertArrayEquals(new float[] {1, 2, 3}, vectors.vector("queen"));
    assertFalse(vectors.report().toString().contains("announced"), vectors.report().toString());
  }

  @Test
  void wordsOfSeveralPartsAreRead() throws IOException {
    WordVectors vectors = load(file("new york\t1 2\nlos angeles\t3 4\n. . . 5 6\nat 9 7 8\n"));
    assertEquals(List.of("new york", "los angeles", ". . .", "at 9"), vectors.words());
    assertArrayEquals(new float[] {7, 8}, vectors.vector("at 9"));
    assertEquals(4, vectors.report().count("words with spaces kept"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 2\\nking 1 2\\nqueen 3 4\\n | 5 lines announced by the header, not 2",
        "1 2\\nking 1 2\\nqueen 3 4\\n | 1 lines announced by the header, not 2",
        "2 7\\nking 1 2\\nqueen 3 4\\n | 7 numbers a word announced by the header, not 2",
        "king 1 2\\nqueen 1 nan\\nduke 3 4\\n | NaN or infinity dropped (first: line 2)",
        "king 1 2\\nqueen -inf 2\\nduke 3 4\\n | NaN or infinity dropped (first: line 2)",
        "king 1 2\\nqueen 1,5 2\\nduke 3 4\\n | no number dropped (first: line 2)",
        "king 1 2\\nqueen 1\\nduke 3 4\\n | too few numbers dropped (first: line 2)",
        "king 1 2\\n 5 6\\nduke 3 4\\n | without a word dropped (first: line 2)",
        "king 1 2\\n"
            + "king 5 6\\n"
            + "duke 3 4\\n"
            + " | duplicate words dropped, the first kept (first: line 2)",
      })
  void whatIsOddIsReportedWithItsLine(String text, String part) throws IOException {
    WordVectors vectors = load(file(text.replace("\\n", "\n")));
    assertTrue(vectors.contains("king"), text);
    assertTrue(vectors.report().toString().contains(part), vectors.report().toString());
  }

  static byte[] binary(String header, Object... wordsAndRows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((header + "\n").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < wordsAndRows.length; i += 2) {
      float[] row = (float[]) wordsAndRows[i + 1];
      out.writeBytes((wordsAndRows[i] + " ").getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(row);
      out.write(bytes.array());
      out.write('\n');
    }
    return out.toByteArray();
  }

  private static final float[] ROW = {0.5f, -1, 0.25f};

  @Test
  void aBinaryFileOfOtherLengthThanItSaysIsReported() throws IOException {
    for (int announced : new int[] {1, 2, 5}) {
      WordVectors vectors = load(file(binary(announced + " 3", "king", ROW, "queen", ROW)));
      assertEquals(List.of("king", "queen"), vectors.words());
      String expected =
          announced == 2
              ? "word2vec binary: 2 words x 3"
              : announced + " words announced by the header, not 2";
      assertTrue(vectors.report().toString().contains(expected), vectors.report().toString());
    }
    byte[] cut = binary("3 3", "king", ROW, "queen", ROW, "prince", ROW);
    String report = load(file(Arrays.copyOf(cut, cut.length - 6))).report().toString();
    assertTrue(report.contains("last word cut off, dropped (first: line 3)"), report);
  }

  @Test
  void aBinaryFileOfOtherWidthThanItSaysIsRefused() throws IOException {
    Object[] words = new Object[200];
    for (int i = 0; i < words.length; i += 2) {
      words[i] = "word" + i;
      words[i + 1] = new float[] {0.1f * i, -1.5f, 0.25f + i, 3, 1e-3f * i};
    }
    for (String header : List.of("100 4", "100 6", "100 3")) {
      String message = refusal(binary(header, words));
      assertTrue(message.contains("word number"), message);
      assertTrue(message.contains("header's " + header.substring(4) + " numbers"), message);
    }
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void filesOfOtherKindsAreNamed() throws IOException {
    byte[] tar = new byte[600];
    System.arraycopy(bytes("ustar"), 0, tar, 257, 5);
    Object[][] kinds = {
      {bytes("\u00BA\u0016\u004F\u002F\u000C\0\0\0d\0\0\0"), "fastText (.bin)", ".vec"},
      {bytes("\u0093NUMPY\u0001\0v\0{'descr': '<f4'}\n"), "NumPy array", "save_word2vec_format"},
      {bytes("\u0080\u0004\u0095*\0\0\0\0\0\0\0}"), "pickled", "save_word2vec_format"},
      {bytes("\u0089HDF\r\n\u001A\n"), "HDF5", "as text"},
      {bytes("SQLite format 3\0"), "data base", "as text"},
      {bytes("<!DOCTYPE html>\n<title>404</title>"), "web page", "fetch the file anew"},
      {bytes("version https://git-lfs.github.com/spec/v1\n"), "Git LFS", "git lfs pull"},
      {bytes("BZh91AY&SY\0\0"), "bzip2", "unpack"},
      {bytes("7z\u00BC\u00AF\u0027\u001C"), "7-Zip", "unpack"},
      {tar, "tar archive", "unpack"},
      {bytes("\0\u0001\u0002\u0003\u0004 \n \u0005"), "binary data", "save the vectors"},
      {("\uFEFF" + KINGS).getBytes(StandardCharsets.UTF_16LE), "UTF-16", "as UTF-8"},
      {KINGS.getBytes(Charset.forName("UTF-16BE")), "UTF-16", "as UTF-8"},
      {bytes("king 1 2\rqueen 3 4\r"), "CR alone", "line ends"},
      {bytes("king,0.1,0.2\nqueen,1,2\n"), "line 1 \"king,0.1,0.2\"", "spaces or tabs"},
      {bytes("2 2\nking;0.1;0.2\nqueen;1;2\n"), "line 2 \"king;0.1;0.2\"", "spaces or tabs"},
      {bytes("king 0,1 0,2\nqueen 1,5 2,5\n"), "numbers with a comma", "0.5, not 0,5"},
      {bytes("\nThe quick brown fox\njumps\n"), "line 2 \"The quick", "the file you mean"},
      {bytes("400000 300\n"), "header without a word", "cut off"},
      {bytes("400000 300"), "header without a word", "cut off"},
      {new byte[0], "empty", "fetch it again"},
      {bytes("\n \n"), "blank lines", "fetch it again"},
    };
    for (Object[] kind : kinds) {
      String message = refusal((byte[]) kind[0]);
      assertTrue(message.contains((String) kind[1]), message);
      assertTrue(message.split("Next: ")[1].contains((String) kind[2]), message);
    }
  }

  @Test
  void oneLineWithoutEndIsNoPlaceToFillMemory() throws IOException {
    byte[] long1 = new byte[(1 << 26) + (1 << 25)];
    Arrays.fill(long1, (byte) 'x');
    byte[] start = bytes("king 1 2\n");
    System.arraycopy(start, 0, long1, 0, start.length);
    String message = refusal(long1);
    assertTrue(message.contains("a line of more than"), message);
  }

  @Test
  void clutterInAnArchiveIsPassedOver() throws IOException {
    Path zip = folder.resolve("v.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name :
          List.of("README.txt", "__MACOSX/._a.txt", ".DS_Store", "LICENSE", "meta.json", "a.txt")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes(KINGS));
      }
    }
    assertEquals("a.txt", load(zip).name());
  }

  @Test
  void anArchivesOwnNamesNeedNotBeFileNames() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("of\0old\n.txt"));
      out.write(bytes(KINGS));
    }
    Path file = folder.resolve("odd.zip");
    Files.write(file, bytes.toByteArray());
    VectorLoader loader = new VectorLoader(folder.resolve("home"), 0, 64, 2);
    assertEquals("king", loader.load(file, Integer.MAX_VALUE).word(0));
    assertEquals("king", loader.load(file, Integer.MAX_VALUE).word(0), "from its cache");
  }

  @Test
  void aFolderIsReadThroughALink() throws IOException {
    Path real = Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(real.resolve("glove.6B.50d.txt"), KINGS);
    Files.createSymbolicLink(real.resolve("loop"), real);
    Path home = Files.createDirectories(folder.resolve("home/vectors")).getParent();
    Files.createSymbolicLink(home.resolve("vectors/glove-6b"), real);
    assertEquals(
        List.of("king", "queen"),
        NamedVectors.open("glove-6b:50", io.transferlab.data.fetch.Places.of(home, null)).words());
  }

  private static byte[] packed(boolean zip, byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (zip) {
      try (ZipOutputStream out = new ZipOutputStream(bytes)) {
        out.putNextEntry(new ZipEntry("a.txt"));
        out.write(plain);
      }
    } else {
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        out.write(plain);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] someText() {
    StringBuilder text = new StringBuilder("60 4\n");
    for (int i = 0; i < 60; i++) {
      text.append("word").append(i).append(" 0.").append(i).append(" -1 2e-3 ").append(i);
      text.append('\n');
    }
    return bytes(text.toString());
  }

  private static byte[] someBinary() throws IOException {
    Object[] words = new Object[80];
    for (int i = 0; i < words.length; i += 2) {
      words[i] = "w" + i;
      words[i + 1] = new float[] {i, -i / 7f, 0.5f};
    }
    return binary("40 3", words);
  }

  private static void used(WordVectors vectors) {
    vectors.nearest(vectors.word(vectors.size() - 1), 3);
    assertTrue(vectors.report().toString().contains("words x"));
  }

  @Test
  @Tag("fuzz")
  void damagedTextIsReadOrNamed() throws IOException {
    byte[] text = someText();
    Mutations.of(text, bytes("\uFEFF" + KINGS)).withName("a.vec").check(f -> used(load(f)));
  }

  @Test
  @Tag("fuzz")
  void damagedBinaryIsReadOrNamed() throws IOException {
    Mutations.of(someBinary(), someText()).withName("a.bin").check(f -> used(load(f)));
  }

  @Test
  @Tag("fuzz")
  void damagedArchivesAreReadOrNamed() throws IOException {
    Mutations.of(packed(false, someText()), packed(true, someText()), packed(true, someBinary()))
        .withName("a.zip")
        .check(f -> used(load(f)));
  }

  /** A damaged cache counts as none: what comes is always what the source holds. */
  @Test
  @Tag("fuzz")
  void aDamagedCacheCountsAsNone() throws IOException {
    Path source = folder.resolve("a.vec");
    Files.write(source, someText());
    VectorLoader loader = new VectorLoader(folder.resolve("home"), 0, 64, 2);
    WordVectors whole = loader.load(source, Integer.MAX_VALUE);
    Path cache = folder.resolve("a.vec.cache");
    byte[] good = Files.readAllBytes(cache);
    Mutations.of(good)
        .withName("b.cache")
        .check(
            damaged -> {
              Files.copy(damaged, cache, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
              WordVectors found = loader.load(source, Integer.MAX_VALUE);
              used(found);
              assertEquals(whole.words(), found.words());
            });
  }
}
