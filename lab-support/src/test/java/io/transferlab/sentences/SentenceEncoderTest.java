package io.transferlab.sentences;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.words.documents.Document;
import io.transferlab.words.documents.DocumentIndex;
import io.transferlab.words.documents.LongTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SentenceEncoderTest {
  private static SentenceEncoder encoder;

  @BeforeAll
  static void open() {
    encoder = SentenceEncoder.embedded();
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  /** What onnx 1.23.1's ReferenceEvaluator (numpy) computes from the same file, each text alone. */
  private record Golden(List<Text> texts) {}

  private record Text(String text, float[] mean, float[] cls) {}

  private static List<Text> golden() throws IOException {
    try (InputStream in = SentenceEncoderTest.class.getResourceAsStream("golden-vectors.json")) {
      return Objects.requireNonNull(
              Json.read(new InputStreamReader(in, StandardCharsets.UTF_8), Golden.class))
          .texts();
    }
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < b.length; i++) {
      sum += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return sum / Math.sqrt(aa * bb);
  }

  private static float[] one(SentenceEncoder by, String text) {
    return by.encode(List.of(text))[0];
  }

  /**
   * With VNNI both agree in every digit. Without it products of 8 bits may saturate, and where a
   * number is rounded otherwise, the difference grows layer after layer; so far below 1 as two
   * batches are apart, and no further.
   */
  @Test
  void vectorsAreThoseOfAnIndependentImplementation() throws IOException {
    SentenceEncoder cls = encoder.withPooling(SentenceEncoder.Pooling.CLS);
    for (Text text : golden()) {
      double mean = cosine(one(encoder, text.text()), text.mean());
      double first = cosine(one(cls, text.text()), text.cls());
      assertTrue(mean > 0.985, text.text() + ": " + mean);
      assertTrue(first > 0.95, text.text() + ": " + first);
    }
  }

  /** Printed in the quick start of sentence-transformers, sbert.net, with weights of 32 bits. */
  @Test
  void similaritiesAreThePublishedOnes() {
    float[][] rows =
        encoder.encode(
            List.of(
                "The weather is lovely today.",
                "It's so sunny outside!",
                "He drove to the stadium."));
    assertEquals(0.6660, cosine(rows[0], rows[1]), 0.03);
    assertEquals(0.1046, cosine(rows[0], rows[2]), 0.03);
    assertEquals(0.1411, cosine(rows[1], rows[2]), 0.03);
  }

  @Test
  void rowsAreOfLengthOneAndInOrder() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("The number " + i + " and no other" + " word".repeat(i * 7 % 40));
    }
    texts.set(5, "");
    float[][] rows = encoder.encode(texts);
    assertEquals(40, rows.length);
    for (int i = 0; i < 40; i += 5) {
      assertEquals(encoder.dimension(), rows[i].length);
      double length = 0;
      for (float value : rows[i]) {
        length += (double) value * value;
      }
      assertEquals(1, length, 1e-5);
      double alone = cosine(rows[i], one(encoder, texts.get(i)));
      assertTrue(alone > 0.97, texts.get(i) + ": " + alone);
    }
    assertEquals(0, encoder.encode(List.of()).length);
  }

  @Test
  void whatIsTooLongIsCutAndSaysSo() {
    String text = "The cat sat on the mat. ".repeat(100);
    assertTrue(encoder.isCut(text));
    assertFalse(encoder.isCut("The cat sat on the mat."));
    List<String> tokens = encoder.tokens(text);
    assertEquals(256, tokens.size());
    assertEquals("[SEP]", tokens.get(255));
    assertTrue(cosine(one(encoder, text), one(encoder, text + "Interest rates rise.")) > 0.9999);
  }

  @Test
  void windowsReadToTheEnd() {
    SentenceEncoder narrow = encoder.withWindow(32);
    String text = "The cat sat on the mat. ".repeat(20) + "Interest rates rise again.";
    List<float[][]> windows = narrow.encodeWindows(List.of("short", text, ""));
    assertEquals(1, windows.get(0).length);
    assertEquals(6, windows.get(1).length, "of 30 pieces, every 22 or 23");
    assertEquals(1, windows.get(2).length);
    float[] asked = one(encoder, "Interest rates rise again.");
    float[] last = windows.get(1)[5];
    assertTrue(cosine(asked, last) > cosine(asked, windows.get(1)[0]) + 0.2);
    assertThrows(LabException.class, () -> encoder.withWindow(257));
  }

  @Test
  void oneWindowThatFitsIsEnoughForAMatch() {
    String end = "Penguins swim under the ice.";
    List<Document> documents =
        List.of(
            new Document("short", "A red car drives down the road to the town."),
            new Document("long", "The cat sat on the mat. ".repeat(60) + end),
            new Document("empty", " "));
    String query = "Which birds dive below the ice?";
    assertEquals(
        "long", DocumentIndex.of(encoder.withWindow(64), documents).search(query, 1).ids().get(0));
    double best = score(documents, query, LongTexts.BEST_WINDOW);
    double mean = score(documents, query, LongTexts.MEAN_OF_WINDOWS);
    double cut = score(documents, query, LongTexts.CUT);
    assertTrue(best > mean && mean > cut, best + " " + mean + " " + cut);
    assertEquals(2, DocumentIndex.of(encoder, documents).search(query, 9).compared());
    assertThrows(LabException.class, () -> DocumentIndex.of(encoder, documents).search("  ", 1));
  }

  private static double score(List<Document> documents, String query, LongTexts how) {
    return DocumentIndex.of(encoder.withWindow(64), documents, how)
        .search(query, 9)
        .matches()
        .stream()
        .filter(m -> m.document().id().equals("long"))
        .findFirst()
        .orElseThrow()
        .score();
  }

  @Test
  void aMegabyteInOneLineIsCutAtOnce() {
    String text = "nowhitespace,".repeat(1 << 17);
    assertEquals(1, encoder.encode(List.of(text)).length);
    assertTrue(encoder.isCut("x".repeat(1 << 20) + " y".repeat(300)));
    assertArrayEquals(
        new String[] {"[CLS]", "[UNK]", "[SEP]"},
        encoder.tokens("x".repeat(1 << 20)).toArray(new String[0]));
  }

  @Test
  void staysUsableAfterAnInterrupt() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> encoder.encode(List.of("a")));
    assertTrue(Thread.interrupted(), "the flag stays");
    assertEquals(1, encoder.encode(List.of("a")).length);
  }
}
