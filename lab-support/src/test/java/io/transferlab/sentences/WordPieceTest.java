package io.transferlab.sentences;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** WordPiece against Hugging Face tokenizers 0.22.2, which wrote golden-tokens.json. */
class WordPieceTest {
  private static final SubwordTokenizer MINILM = minilm();

  private record Golden(List<Text> texts) {}

  /** A text, repeated; how many tokens it has, and the first 300 of them. */
  private record Text(String text, int times, int count, int[] ids) {}

  static SubwordTokenizer minilm() {
    try (InputStream in =
        WordPieceTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
      return SubwordTokenizer.read(Objects.requireNonNull(in), "MiniLM");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Text> golden() throws IOException {
    try (InputStream in = WordPieceTest.class.getResourceAsStream("golden-tokens.json")) {
      return Objects.requireNonNull(
              Json.read(new InputStreamReader(in, StandardCharsets.UTF_8), Golden.class))
          .texts();
    }
  }

  @Test
  void equalsTheReference() throws IOException {
    List<Text> texts = golden();
    assertEquals(91, texts.size());
    for (Text one : texts) {
      SubwordTokenizer.Encoding all =
          MINILM.encode(one.text().repeat(one.times()), Integer.MAX_VALUE);
      String name = Json.text(one.text());
      assertEquals(one.count(), all.ids().length, name);
      assertArrayEquals(one.ids(), Arrays.copyOf(all.ids(), Math.min(300, all.ids().length)), name);
      assertFalse(all.cut());
    }
  }

  @Test
  void cutsTheEndAndKeepsTheTokensAround() throws IOException {
    for (Text one : golden()) {
      SubwordTokenizer.Encoding cut = MINILM.encode(one.text().repeat(one.times()), 12);
      assertEquals(one.count() > 12, cut.cut());
      int[] ids = cut.ids();
      assertEquals(Math.min(12, one.count()), ids.length);
      assertEquals(101, ids[0]);
      assertEquals(102, ids[ids.length - 1]);
      assertArrayEquals(
          Arrays.copyOf(one.ids(), ids.length - 1), Arrays.copyOf(ids, ids.length - 1));
      assertEquals(0, IntStream.of(cut.types()).sum());
    }
  }

  @Test
  void tellsItsPieces() {
    int[] ids = MINILM.pieces("embeddings", 10);
    List<String> pieces = IntStream.of(ids).mapToObj(MINILM::piece).toList();
    assertEquals(List.of("em", "##bed", "##ding", "##s"), pieces);
    assertTrue(MINILM.begins(ids[0]));
    assertFalse(MINILM.begins(ids[1]));
    assertEquals(30522, MINILM.size());
    assertEquals("[MASK]", MINILM.piece(103));
  }
}
