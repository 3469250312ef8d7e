package io.transferlab.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.data.ImageSet;
import io.transferlab.data.LoosePictures;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Against PyTorch 1.13.1 with a small CLIP at random weights: {@code
 * src/test/python/clip_golden.py}. Its tokens come from Hugging Face's tokenizers 0.23.2.
 */
class ClipTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/transferlab/joint/clip");
  private static final Path TOKENIZER =
      Path.of("src/test/resources/io/transferlab/sentences/clip-bpe.json");

  @TempDir Path folder;
  private Clip clip;
  private Map<?, ?> golden;

  @BeforeEach
  void open() throws IOException {
    clip = Clip.open(FOLDER).withCache(FeatureCache.NONE);
    golden =
        Objects.requireNonNull(
            Json.read(Files.readString(FOLDER.resolve("golden.json")), Map.class));
  }

  @AfterEach
  void close() {
    clip.close();
  }

  private List<String> texts() {
    return ((List<?>) golden.get("texts")).stream().map(String::valueOf).toList();
  }

  private float[] golden(String key) {
    List<Float> all = new ArrayList<>();
    for (Object row : (List<?>) golden.get(key)) {
      ((List<?>) row).forEach(value -> all.add(((Number) value).floatValue()));
    }
    float[] values = new float[all.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i);
    }
    return values;
  }

  private Features pictures() {
    ImageSet set = LoosePictures.folder(FOLDER.resolve("pictures"));
    return clip.pictures(set);
  }

  @Test
  void pictureVectorsAreTorchs() {
    Features features = pictures();
    assertEquals(List.of("0.png", "1.png", "2.png"), features.keys());
    assertArrayEquals(golden("pictureVectors"), Matrices.flat(features.matrix()), 1e-4f);
  }

  /** Padded to the longest of the batch here, to 77 tokens there: the causal mask makes it one. */
  @Test
  void textVectorsAreTorchs() {
    assertArrayEquals(golden("textVectors"), Matrices.flat(clip.texts(texts())), 1e-4f);
    INDArray one = clip.texts(texts().subList(3, 4));
    assertArrayEquals(Matrices.flat(clip.texts(texts()).getRows(3)), Matrices.flat(one), 1e-5f);
  }

  @Test
  void probabilitiesAreTorchs() {
    INDArray logits =
        pictures().matrix().mmul(clip.texts(texts()).transpose()).mul(clip.logitScale());
    assertArrayEquals(golden("probabilities"), Matrices.flat(Transforms.softmax(logits)), 1e-4f);
  }

  @Test
  void paddingIsAsTheCardSays() throws IOException {
    for (String padding : List.of("end", "zero")) {
      String json =
          Files.readString(FOLDER.resolve(ClipCard.FILE))
              .replace("\"padding\": \"end\"", "\"padding\": \"" + padding + "\"")
              .replace("\"padTo\": \"batch\"", "\"padTo\": \"longest\"");
      try (Clip padded = Clip.open(copied(json))) {
        assertArrayEquals(golden("textVectors"), Matrices.flat(padded.texts(texts())), 1e-4f);
      }
    }
  }

  private Path copied(String json) throws IOException {
    for (String name : List.of("vision_model.onnx", "text_model.onnx")) {
      if (!Files.exists(folder.resolve(name))) {
        Files.copy(FOLDER.resolve(name), folder.resolve(name));
      }
    }
    if (!Files.exists(folder.resolve("tokenizer.json"))) {
      Files.copy(TOKENIZER, folder.resolve("tokenizer.json"));
    }
    Files.writeString(
        folder.resolve(ClipCard.FILE),
        json.replace("../../sentences/clip-bpe.json", "tokenizer.json"));
    return folder;
  }

  @Test
  void longAndForeignTextsAreRead() {
    INDArray rows =
        clip.texts(
            List.of("a cat ".repeat(20_000), "a cat ".repeat(100), "猫".repeat(10_000), "x", "😀"));
    assertArrayEquals(new long[] {5, 16}, rows.shape());
    assertEquals(0, rows.getRow(0).distance2(rows.getRow(1)), 1e-5);
    assertEquals(5, rows.norm2(1).sumNumber().doubleValue(), 1e-4);
  }

  @Test
  void textsOfNothingAreRefused() {
    assertSaid("Expected at least one text; found none", () -> clip.texts(List.of()));
    assertSaid("found an empty one", () -> clip.texts(List.of("a cat", "")));
    assertSaid("found only blanks or control characters", () -> clip.texts(List.of(" \n\t ")));
  }

  @Test
  void whatIsMissingOrDoesNotBelongIsNamed() throws IOException {
    String card = Files.readString(FOLDER.resolve(ClipCard.FILE));
    assertSaid("Expected clip.card.json in", () -> Clip.open(folder));
    assertSaid("found no folder", () -> Clip.open(folder.resolve("none")));
    wrong(card.replace("\"dimension\": 16", "\"dimension\": 512"), "found 16 as text_embeds");
    wrong(card.replace("text_embeds", "text_embed"), "did you mean \"text_embeds\"");
    wrong(card.replace("\"image_embeds", "\"image_embed"), "did you mean \"image_embeds\"");
    wrong(card.replace("\"padTo\"", "\"padsTo\""), "did you mean \"padTo\"");
    wrong(card.replace("\"padTo\": \"batch\"", "\"padTo\": \"all\""), "found all");
    wrong(card.replace("\"logitScale\": 20", "\"logitScale\": 0"), "a number above 0");
    wrong(card.replace("\"framing\"", "\"framings\""), "did you mean \"framing\"");
    wrong(card.replace("text_model.onnx", "other.onnx"), "the file other.onnx of Small_CLIP");
    wrong(
        card.replace("\"longest\"", "\"sha256\": \"%064d\", \"longest\"".formatted(7)),
        "the file that the card of Small_CLIP is of");
    wrong("{", "a JSON object in the card");
    copied(card);
    Files.writeString(folder.resolve("tokenizer.json"), bigger());
    assertSaid(
        "Expected the tokenizer that Small_CLIP was trained with",
        () -> Clip.open(folder).texts(List.of("a")));
  }

  /** The same with the number of every start larger than the network has. */
  private static String bigger() throws IOException {
    return Files.readString(TOKENIZER).replace(":1012", ":40000").replace(",1012]", ",40000]");
  }

  private void wrong(String card, String said) throws IOException {
    Path changed = copied(card);
    assertSaid(
        said,
        () -> {
          try (Clip opened = Clip.open(changed)) {
            opened.texts(List.of("a cat"));
          }
        });
  }

  private static void assertSaid(String words, org.junit.jupiter.api.function.Executable work) {
    String message = assertThrows(LabException.class, work).getMessage();
    assertTrue(message.contains(words), message);
    assertTrue(message.contains("Next: "), message);
  }

  @Test
  void aStopLeavesItUsable() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> clip.texts(List.of("a cat")));
    assertTrue(Thread.interrupted());
    assertEquals(1, clip.texts(List.of("a cat")).size(0));
  }

  @Test
  void cardsOfTheCatalogueAreComplete() {
    for (String id : List.of("CLIP_ViT_B32", "CLIP_ViT_B32_INT8")) {
      ClipCard card = ClipCard.ofCatalogue(id, folder);
      assertEquals(id, card.name());
      assertEquals(512, card.dimension());
      assertEquals(77, card.texts().longest());
      assertEquals(224, card.pictures().framing().side());
      assertEquals("MIT", card.pictures().licence().orElseThrow());
      assertTrue(Stream.of(card.texts().sha256()).allMatch(Objects::nonNull));
    }
  }
}
