package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every kind, whole and odd. */
class VectorFilesTest {
  private static final String GLOVE = "the 0.5 -1 2e-1\ncat 1 2 3\n. . 4 5 6\n";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Small blocks and a cache for every file, so that small files take all the paths. */
  static WordVectors load(Path file, int blockBytes, int limit) {
    return new VectorLoader(file.resolveSibling("home"), Long.MAX_VALUE, blockBytes, 2)
        .load(file, limit);
  }

  private static WordVectors load(Path file) {
    return load(file, 64, Integer.MAX_VALUE);
  }

  private static void isGlove(WordVectors vectors) {
    assertEquals(List.of("the", "cat", ". ."), vectors.words());
    assertArrayEquals(new float[] {0.5f, -1, 0.2f}, vectors.vector("the"));
    assertArrayEquals(new float[] {1, 2, 3}, vectors.vector("cat"));
    assertArrayEquals(new float[] {4, 5, 6}, vectors.vector(". ."));
  }

  @Test
  void gloveText() throws IOException {
    WordVectors vectors = WordVectors.load(file("glove.txt", GLOVE));
    isGlove(vectors);
    assertEquals(
        "text (GloVe): 3 words x 3; 1 words with spaces kept (first: line 3)",
        vectors.report().toString());
    assertEquals("glove.txt", vectors.name());
  }

  @Test
  void textWithAHeaderAndSpacesAtTheEnd() throws IOException {
    WordVectors vectors = load(file("wiki.vec", "3 3\n" + GLOVE.replace("\n", " \n")));
    isGlove(vectors);
    assertTrue(vectors.report().toString().startsWith("text with a header"));
  }

  @Test
  void packedInGzipOrZip() throws IOException {
    Path gz = folder.resolve("glove.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(GLOVE.getBytes(StandardCharsets.UTF_8));
    }
    isGlove(load(gz));
    Path zip = folder.resolve("glove.zip");
    zip(zip, "a/glove.1d.txt", "x 1\n", "a/glove.3d.txt", GLOVE);
    isGlove(load(Path.of(zip + "!a/glove.3d.txt")));
    assertEquals("glove.3d.txt", load(Path.of(zip + "!a/glove.3d.txt")).name());
    LabException e = assertThrows(LabException.class, () -> load(zip));
    assertTrue(e.getMessage().contains("name one: " + zip + "!a/glove.1d.txt"), e.getMessage());
    assertThrows(LabException.class, () -> load(Path.of(zip + "!nothing")));
    zip(zip, "glove.3d.txt", GLOVE);
    isGlove(load(zip));
  }

  private static void zip(Path zip, String... namesAndTexts) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        out.putNextEntry(new ZipEntry(namesAndTexts[i]));
        out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static byte[] binary(int announced, String lineEnd, Object... wordsAndRows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((announced + " 3\n").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < wordsAndRows.length; i += 2) {
      out.writeBytes((wordsAndRows[i] + " ").getBytes(StandardCharsets.UTF_8));
      ByteBuffer row = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : (float[]) wordsAndRows[i + 1]) {
        row.putFloat(value);
      }
      out.write(row.array());
      out.writeBytes(lineEnd.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void word2vecBinary(String lineEnd) throws IOException {
    byte[] bytes =
        binary(
            6,
            lineEnd,
            "the",
            new float[] {0.5f, -1, 0.2f},
            "größe",
            new float[] {1, 2, 3},
            "the",
            new float[] {9, 9, 9},
            "bad",
            new float[] {9, Float.NaN, 9},
            "cat",
            new float[] {1e-20f, 2, 3},
            "cut",
            new float[] {1, 2, 3});
    Path file = Files.write(folder.resolve("x.bin"), Arrays.copyOf(bytes, bytes.length - 5));
    WordVectors vectors = load(file);
    assertEquals(List.of("the", "größe", "cat"), vectors.words());
    assertArrayEquals(new float[] {1, 2, 3}, vectors.vector("größe"));
    assertArrayEquals(new float[] {1e-20f, 2, 3}, vectors.vector("cat"));
    assertEquals(
        "word2vec binary: 3 words x 3; 1 vectors with NaN or infinity dropped (first: line 4);"
            + " 1 duplicate words dropped, the first kept (first: line 3);"
            + " 1 last word cut off, dropped (first: line 6)",
        vectors.report().toString());
  }

  @Test
  void everyOddLineIsReported() throws IOException {
    String text =
        "\uFEFFthe 1 2 3\n" // 1: a byte order mark
            + "cat 4 5 6\r\n" // 2
            + "\n" // 3
            + "dog 7 8\n" // 4: too few
            + "at name@x.org 1 2 3\n" // 5: spaces
            + "cow 1 x 3\n" // 6: not a number
            + "pig 1 NaN 3\n" // 7
            + "hen 1 2 1e99\n" // 8: infinite
            + "cat 9 9 9\n" // 9: duplicate
            + "cat 9 9 9\n" // 10
            + "a\u00A0b 1 2 4\n" // 11: NBSP
            + "\u0085 1 2 5\n" // 12: NEL, a word of its own
            + "<unk> 1 1 1\n" // 13
            + "nul 0 0 0\n" // 14
            + " 1 2 3\n" // 15: no word
            + "1 2 3\n" // 16: too few
            + "BAD 1 2 7\n" // 17: not UTF-8, see below
            + "wide  1   2 3  \n" // 18: more spaces than needed
            + "7 8 9 10\n" // 19: a number is a word, too
            + "end 1 2 -"; // 20: cut off
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace("BAD", "b\u00E4d");
    Path file = folder.resolve("odd.txt");
    Files.write(file, latin.getBytes(StandardCharsets.ISO_8859_1));
    for (int blockBytes : new int[] {1, 7, 64, 1 << 16}) {
      WordVectors vectors = load(file, blockBytes, Integer.MAX_VALUE);
      assertEquals(
          List.of(
              "the",
              "cat",
              "at name@x.org",
              "a\u00A0b",
              "\u0085",
              "<unk>",
              "nul",
              "b\uFFFDd",
              "wide",
              "7"),
          vectors.words());
      assertArrayEquals(new float[] {4, 5, 6}, vectors.vector("cat"));
      assertArrayEquals(new float[] {1, 2, 3}, vectors.vector("wide"));
      assertArrayEquals(new float[] {8, 9, 10}, vectors.vector("7"));
      assertEquals(
          "text (GloVe): 10 words x 3"
              + "; 1 byte order mark skipped (first: line 1)"
              + "; 1 blank lines skipped (first: line 3)"
              + "; 1 lines ending in CR LF read without the CR (first: line 2)"
              + "; 2 lines with too few numbers dropped (first: line 4)"
              + "; 1 lines with something that is no number dropped (first: line 6)"
              + "; 2 vectors with NaN or infinity dropped (first: line 7)"
              + "; 1 vectors without a word dropped (first: line 15)"
              + "; 2 duplicate words dropped, the first kept (first: line 9)"
              + "; 1 words that are not UTF-8 kept, with U+FFFD (first: line 17)"
              + "; 1 words with spaces kept (first: line 5)"
              + "; 2 words with other white space kept (first: line 11)"
              + "; 1 vectors of zeros kept (first: line 14)"
              + "; 1 vectors for unknown words (<unk>) kept (first: line 13)"
              + "; 1 last word cut off, dropped (first: line 20)",
          vectors.report().toString());
    }
  }

  @Test
  void aHeaderThatIsWrongIsReportedAndTheDataCounts() throws IOException {
    WordVectors vectors = load(file("x.vec", "7 5\na 1 2\nb 3 4\nc 5 6"));
    assertEquals(3, vectors.size());
    assertEquals(2, vectors.dimension());
    String report = vectors.report().toString();
    assertTrue(report.contains("7 lines announced by the header, not 3"), report);
    assertTrue(report.contains("5 numbers a word announced by the header, not 2"), report);
    assertTrue(report.contains("1 last line without a line end kept (first: line 4)"), report);
  }

  @Test
  void oneNumberAWord() throws IOException {
    assertEquals(List.of("7", "8"), load(file("x.txt", "7 5\n8 6\n")).words());
    assertEquals(List.of("7", "8"), load(file("x.txt", "2 1\n7 5\n8 6\n")).words());
  }

  @Test
  void whatIsNoFileOfVectorsIsSaid() throws IOException {
    for (String text :
        List.of("", "\n", "hello\nworld\n", "a b c\nd e f\n", "400000 300\n", "0 5\n")) {
      LabException e = assertThrows(LabException.class, () -> load(file("x", text)), text);
      assertTrue(e.getMessage().contains("Next: "), e.getMessage());
    }
    assertThrows(LabException.class, () -> load(folder.resolve("nothing")));
    assertThrows(LabException.class, () -> load(folder));
  }

  @Test
  void aPackedFileThatIsCutOffIsAnError() throws IOException {
    Path gz = folder.resolve("glove.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(GLOVE.repeat(1000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(gz);
    Files.write(gz, Arrays.copyOf(bytes, bytes.length - 20));
    LabException e = assertThrows(LabException.class, () -> load(gz));
    assertTrue(e.getMessage().contains("cut off or damaged"), e.getMessage());
    assertTrue(e.getMessage().contains("fetch it again"), e.getMessage());
  }

  @Property(tries = 60)
  void savedAndLoadedIsTheSameBitForBitAndALimitIsAPrefix(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int words,
      @ForAll @IntRange(min = 1, max = 40) int dimension,
      @ForAll @IntRange(min = 1, max = 5000) int blockBytes,
      @ForAll @IntRange(min = 1, max = 250) int limit)
      throws IOException {
    WordVectors vectors = WordVectorsTest.random(words, dimension, seed);
    Path file = Files.createTempDirectory("vectors").resolve("x.vec");
    try {
      vectors.save(file);
      WordVectors all = load(file, blockBytes, Integer.MAX_VALUE);
      assertEquals(List.of(), all.report().oddities());
      same(vectors, all);
      same(vectors.limit(limit), load(file, blockBytes, limit));
    } finally {
      Files.delete(file);
      Files.delete(file.getParent());
    }
  }

  static void same(WordVectors expected, WordVectors found) {
    assertEquals(expected.words(), found.words());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.vector(i), found.vector(i));
      assertEquals(i, found.index(expected.word(i)));
    }
    assertArrayEquals(
        Arrays.copyOf(expected.norms(), expected.size()),
        Arrays.copyOf(found.norms(), expected.size()));
    assertFalse(found.contains("nowhere"));
  }
}
