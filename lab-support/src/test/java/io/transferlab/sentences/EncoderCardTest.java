package io.transferlab.sentences;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Encoders in files: tiny ones of onnx 1.12, whose vector of a token is that of its number plus
 * that of its place, for texts of 16 tokens at most and a tokenizer of ten pieces.
 */
class EncoderCardTest {
  private static final String CARD =
      "{'pooling': 'mean', 'longest': 16, 'tokenizer': 'tiny-tokenizer.json'}";

  @TempDir private Path folder;

  @BeforeEach
  void tokenizer() throws IOException {
    copy("tiny-tokenizer.json");
  }

  private void copy(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EncoderCardTest.class.getResourceAsStream(name), name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  private SentenceEncoder open(String name, String card) throws IOException {
    copy(name + ".onnx");
    Files.writeString(folder.resolve(name + ".card.json"), card.replace('\'', '"'));
    return SentenceEncoder.open(folder.resolve(name + ".onnx").toString());
  }

  private String refused(String name, String card) {
    return String.valueOf(
        assertThrows(LabException.class, () -> open(name, card).close()).getMessage());
  }

  @Test
  void poolsAsTheCardSays() throws IOException {
    // [CLS] cat [SEP]: numbers 2 7 3 of rows (4 i + k) % 7 + 1, and one more in column of the place
    float[] expected = sumOf(2, 7, 3);
    try (SentenceEncoder mean = open("tiny", CARD)) {
      assertEquals(4, mean.dimension());
      assertEquals("tiny", mean.name());
      float[] cls = mean.withPooling(SentenceEncoder.Pooling.CLS).encode(List.of("cat"))[0];
      assertArrayEquals(unit(sumOf(2)), cls, 1e-6f);
      assertArrayEquals(unit(expected), mean.encode(List.of("cat"))[0], 1e-6f);
      // beside a longer one it is padded, and padding plays no part
      assertArrayEquals(unit(expected), mean.encode(List.of("a b a b a b", "cat", "a"))[1], 1e-6f);
    }
  }

  private static float[] sumOf(int... ids) {
    float[] sum = new float[4];
    for (int at = 0; at < ids.length; at++) {
      for (int k = 0; k < 4; k++) {
        sum[k] += (ids[at] * 4 + k) % 7 + 1 + (at == k ? 1 : 0);
      }
    }
    return sum;
  }

  private static float[] unit(float[] row) {
    double squares = 0;
    for (float value : row) {
      squares += (double) value * value;
    }
    float[] unit = row.clone();
    for (int k = 0; k < unit.length; k++) {
      unit[k] /= (float) Math.sqrt(squares);
    }
    return unit;
  }

  @Test
  void queriesAndDocumentsHaveTheirPrefixes() throws IOException {
    String card = CARD.replace("}", ", 'query': 'q ', 'document': 'a '}");
    try (SentenceEncoder encoder = open("tiny", card)) {
      assertArrayEquals(unit(sumOf(2, 4, 7, 3)), encoder.encode(List.of("cat"))[0], 1e-6f);
      assertArrayEquals(unit(sumOf(2, 9, 7, 3)), encoder.encodeQueries(List.of("cat"))[0], 1e-6f);
    }
  }

  @Test
  void inputsMayBeOfInt32AndAnOutputNamed() throws IOException {
    try (SentenceEncoder encoder =
        open("tiny-int32", CARD.replace("}", ", 'output': 'hidden', 'dimension': 4}"))) {
      assertArrayEquals(unit(sumOf(2, 7, 3)), encoder.encode(List.of("cat"))[0], 1e-6f);
    }
  }

  @Test
  void allThatIsMissingIsAskedForAtOnce() {
    String message = refused("tiny", "{'name': 'x'}");
    assertTrue(message.contains("no pooling, longest"), message);
    assertTrue(message.contains("\"pooling\": \"?\""), message);
    assertTrue(message.contains("\"name\": \"x\""), message);
  }

  @Test
  void withoutACardOneIsShown() throws IOException {
    copy("tiny.onnx");
    String message =
        String.valueOf(
            assertThrows(LabException.class, () -> SentenceEncoder.of(folder.resolve("tiny.onnx")))
                .getMessage());
    assertTrue(message.contains("tiny.card.json") && message.contains("\"longest\": \"?\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tiny-small        | }                             | one of 10 pieces, and the network knows fewer
          tiny-large        | }                             | one of 10 pieces, and the network knows more
          tiny-other-inputs | }                             | found inputs pixels
          tiny-int32        | }                             | "output" in the card
          tiny              | , "output": "x"}              | an output x of tiny; found hidden
          tiny              | , "dimension": 5}             | vectors of 5 numbers
          tiny              | , "sha256": "00"}             | SHA-256
          tiny              | , "poolling": "mean"}         | did you mean "pooling"
          tiny              | , "query": 3}                 | a text as "query"
          tiny              | , "tokenizer": "no.json"}     | Could not read
          tiny              | , "longest": 17}              | a network that reads 17 tokens
          tiny              | , "pooling": "max"}           | "pooling" of the card
          """)
  void whatDoesNotFitIsRefusedInWords(String name, String more, String expected) {
    String card = CARD.replace("}", more.replace('"', '\''));
    for (String key : List.of("longest", "tokenizer", "pooling")) {
      if (more.contains("\"" + key + "\"")) {
        card = card.replaceFirst("'" + key + "': [^,]*, ", "");
      }
    }
    String message = refused(name, card);
    assertTrue(message.contains(expected), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                    | without a "model"
          {"model": {"type": "Unigram", "vocab": []}}           | found Unigram
          {"model": {"type": "WordPiece", "vocab": {"a": 0}}}   | as normalizer.type
          not json                                              | no JSON
          """)
  void aTokenizerOfAnotherKindIsRefused(String text, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve("t.json"), text);
    String message =
        String.valueOf(
            assertThrows(LabException.class, () -> SubwordTokenizer.read(file)).getMessage());
    assertTrue(message.contains(expected), message);
  }

  @Test
  void namesAreKnown() {
    String message =
        String.valueOf(
            assertThrows(LabException.class, () -> SentenceEncoder.open("MiniLMM")).getMessage());
    assertTrue(message.contains("did you mean \"MiniLM\""), message);
  }
}
