package io.transferlab.sentences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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

  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void rowsAreOfLengthOneAndInOrder() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("The number " + i + " and no other" + " word".repeat(i % 7));
    }
    float[][] rows = encoder.encode(texts);
    assertEquals(40, rows.length);
    for (int i = 0; i < 40; i += 13) {
      assertEquals(encoder.dimension(), rows[i].length);
      assertEquals(1, cosine(rows[i], rows[i]), 1e-5);
      assertTrue(cosine(rows[i], encoder.encode(texts.subList(i, i + 1))[0]) > 0.97);
    }
  }

  @Test
  void knowsMeaningWithoutCommonWords() {
    float[][] rows =
        encoder.encode(
            List.of("A cat sleeps.", "The kitten is having a nap.", "Interest rates rise."));
    assertTrue(cosine(rows[0], rows[1]) > 0.5, "alike");
    assertTrue(cosine(rows[0], rows[2]) < 0.2, "not alike");
  }

  @Test
  void staysUsableAfterAnInterrupt() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> encoder.encode(List.of("a")));
    assertTrue(Thread.interrupted(), "the flag stays");
    assertEquals(1, encoder.encode(List.of("a")).length);
  }
}
