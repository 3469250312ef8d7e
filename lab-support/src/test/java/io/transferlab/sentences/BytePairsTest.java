package io.transferlab.sentences;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against tokenizers 0.23.2 and transformers 5.17.0 of Hugging Face: {@code
 * src/test/python/bpe_golden.py}.
 */
class BytePairsTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/transferlab/sentences");
  private static final SubwordTokenizer CLIP =
      SubwordTokenizer.read(FOLDER.resolve("clip-bpe.json"));
  private static final int START = 1012;
  private static final int END = 1013;

  @TempDir Path folder;

  private static SubwordTokenizer gpt2() {
    return SubwordTokenizer.read(FOLDER.resolve("gpt2-bpe-vocab.json"));
  }

  /** Every text of a list, in both forms. */
  static void same(Path golden) throws IOException {
    List<?> rows = Objects.requireNonNull(Json.read(Files.readString(golden), List.class));
    SubwordTokenizer gpt2 = gpt2();
    assertFalse(rows.isEmpty());
    assertAll(
        rows.stream()
            .map(row -> (Map<?, ?>) row)
            .map(
                row ->
                    () -> {
                      String text = (String) row.get("text");
                      String whole = text.repeat(((Number) row.get("times")).intValue());
                      equal(row.get("clip"), CLIP.encode(whole, Integer.MAX_VALUE).ids(), text);
                      equal(row.get("gpt2"), gpt2.encode(whole, Integer.MAX_VALUE).ids(), text);
                    }));
  }

  private static void equal(Object expected, int[] found, String text) {
    if (expected instanceof List<?> ids) {
      int[] numbers = ids.stream().mapToInt(id -> ((Number) id).intValue()).toArray();
      assertArrayEquals(numbers, found, () -> text + ": " + Arrays.toString(found));
      return;
    }
    Map<?, ?> told = (Map<?, ?>) expected;
    assertEquals(((Number) told.get("count")).intValue(), found.length, text);
    String all = Arrays.stream(found).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertEquals(told.get("sha256"), new Sha256().add(all).hex(), text);
  }

  @Test
  void piecesAreThoseOfTheReference() throws IOException {
    same(FOLDER.resolve("bpe-golden.json"));
  }

  @Test
  void whatIsTooLongIsCutAndEndsAllTheSame() {
    String text = "a photo of a cat and a dog ".repeat(50);
    int[] whole = CLIP.encode(text, Integer.MAX_VALUE).ids();
    SubwordTokenizer.Encoding cut = CLIP.encode(text, 77);
    assertTrue(cut.cut());
    assertEquals(77, cut.ids().length);
    assertArrayEquals(Arrays.copyOf(whole, 76), Arrays.copyOf(cut.ids(), 76));
    assertEquals(END, cut.ids()[76]);
    assertFalse(CLIP.encode("a cat", 77).cut());
    assertArrayEquals(new int[] {START, END}, CLIP.encode("a cat", 2).ids());
    assertEquals(1014, CLIP.size());
    assertEquals("<|startoftext|>", CLIP.piece(START));
  }

  /** One word of a million letters: with a loop over its pairs this would take days. */
  @Test
  void aMillionLettersAreReadAtOnce() {
    String line = "abcdefghij".repeat(100_000);
    int[] all = CLIP.encode(line, Integer.MAX_VALUE).ids();
    String word = Arrays.stream(all).mapToObj(CLIP::piece).collect(Collectors.joining());
    assertEquals("<|startoftext|>" + line + "</w><|endoftext|>", word);
    assertEquals(77, CLIP.encode("the cat ".repeat(125_000), 77).ids().length);
  }

  @Test
  void twoFilesSayTheSameAsOne() throws IOException {
    Map<?, ?> tree =
        Objects.requireNonNull(
            Json.read(Files.readString(FOLDER.resolve("clip-bpe.json")), Map.class));
    Map<?, ?> model = (Map<?, ?>) tree.get("model");
    Path vocabulary =
        Files.writeString(folder.resolve("vocab.json"), Json.text(model.get("vocab")));
    assertTrue(
        assertThrows(LabException.class, () -> SubwordTokenizer.read(vocabulary))
            .getMessage()
            .startsWith("Expected merges.txt beside "));
    Files.writeString(
        folder.resolve("merges.txt"),
        "#version: 0.2\n"
            + ((List<?>) model.get("merges"))
                .stream()
                    .map(pair -> String.join(" ", ((List<?>) pair).toArray(String[]::new)))
                    .collect(Collectors.joining("\n")));
    SubwordTokenizer read = SubwordTokenizer.read(vocabulary);
    for (String text : List.of("It's a Cat, they're 25!", "crème <|endoftext|>", "")) {
      assertArrayEquals(CLIP.encode(text, 77).ids(), read.encode(text, 77).ids(), text);
    }
  }

  @Test
  void whatIsNotBuiltIsNamed() throws IOException {
    String json = Files.readString(FOLDER.resolve("clip-bpe.json"));
    refused(json.replace("\"byte_fallback\":false", "\"byte_fallback\":true"), "pairs of letters");
    refused(json.replace("\"dropout\":null", "\"dropout\":0.1"), "model.dropout");
    refused(json.replace("\"type\":\"Lowercase\"", "\"type\":\"Prepend\""), "found Prepend");
    refused(json.replace("\"Removed\"", "\"MergedWithNext\""), "found MergedWithNext");
    refused(json.replace("|[\\\\p{L}]+|", "|[\\\\p{L}+(|"), "a regular expression that Java has");
    refused(json.replace("\"merges\":[[\"", "\"merges\":[[\"no such "), "model.merges");
    refused(json.replace("\"unk_token\":\"<|end", "\"unk_token\":\"<|dne"), "model.unk_token");
  }

  private static void refused(String json, String named) {
    LabException e =
        assertThrows(
            LabException.class,
            () ->
                SubwordTokenizer.read(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "it.json"));
    assertTrue(e.getMessage().contains(named), e::getMessage);
    assertTrue(e.getMessage().contains("it.json"), e::getMessage);
  }
}
