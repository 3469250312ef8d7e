package io.transferlab.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Framing;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.Views;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.network.Pooling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCardTest {
  private static final String FRAMING =
      "\"framing\": {\"fit\": \"short side\", \"to\": 256, \"filter\": \"bicubic\", \"crop\": 224}";
  private static final String SMALLEST = "{" + FRAMING + ", \"normalisation\": \"imagenet\"}";

  @TempDir private Path folder;

  private static NetworkCard parse(String json) {
    return NetworkCard.parse(json, Path.of("x.card.json"));
  }

  private static String refused(String json) {
    String message = assertThrows(LabException.class, () -> parse(json)).getMessage();
    assertTrue(message.startsWith("Expected ") && message.contains("Next: "), message);
    assertFalse(message.matches("(?s).*[a-z]Exception\\b.*"), message);
    return message;
  }

  @Test
  void theSmallestCardSaysHowPicturesArePrepared() {
    NetworkCard card = parse(SMALLEST);
    assertEquals(Framing.shortSide(256, Framing.Filter.BICUBIC, 224), card.framing());
    assertEquals(
        "RGB / 255, mean 0.485 0.456 0.406, std 0.229 0.224 0.225",
        card.normalisation().toString());
    assertEquals(Optional.empty(), card.pooling());
    assertEquals(List.of(), card.classes());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    NetworkCard card =
        NetworkCard.of(
                Framing.squeezed(40, Framing.Filter.LANCZOS, 32),
                new Normalisation(
                    255,
                    List.of(.1f, .2f, .3f),
                    List.of(.4f, .5f, .6f),
                    Normalisation.Channels.BGR))
            .withName("own")
            .withLayout(NetworkCard.Layout.NHWC)
            .withEmbedding("b")
            .withLayers(List.of("a", "b"))
            .withPooling(Pooling.CLS_AND_AVERAGE)
            .withPrefixTokens(5)
            .withClasses(List.of("cat", "dog"))
            .withLicence("MIT")
            .withSha256("ab".repeat(32))
            .withSource("https://example.org");
    NetworkCard read = parse(card.json());
    assertEquals(card.json(), read.json());
    assertEquals(card.framing(), read.framing());
    assertEquals(card.normalisation(), read.normalisation());
    assertEquals(Optional.of(NetworkCard.Layout.NHWC), read.layout());
    assertEquals(Optional.of(Pooling.CLS_AND_AVERAGE), read.pooling());
    assertEquals(5, read.prefixTokens());
    assertEquals(List.of("cat", "dog"), read.classes());
    NetworkCard stretched = NetworkCard.of(Framing.stretched(64), card.normalisation());
    assertEquals(stretched.framing(), parse(stretched.json()).framing());
  }

  @Test
  void aPresetIsWrittenByItsName() {
    Normalisation.presets()
        .forEach(
            (name, preset) ->
                assertTrue(
                    NetworkCard.of(Framing.stretched(8), preset)
                        .json()
                        .contains("\"normalisation\": \"" + name + "\"")));
    Set<String> words = new HashSet<>();
    Normalisation.presets().values().forEach(n -> assertTrue(words.add(n.toString())));
    assertNotEquals(Normalisation.presets().get("raw"), Normalisation.presets().get("unit"));
  }

  @Test
  void pixelsAreNormalisedInTheirOwnOrder() {
    float[] pixels = {255, 0, 51, 127, 128, 0};
    float[] imagenet = pixels.clone();
    Normalisation.presets().get("imagenet").apply(imagenet);
    // numpy 1.24.2, float32: (x / 255 - mean) / std
    assertArrayEquals(
        new float[] {2.2489083f, -2.0357141f, -.9155555f, .0569397f, .2051822f, -1.8044444f},
        imagenet,
        1e-6f);
    float[] caffe = pixels.clone();
    Normalisation.presets().get("caffe").apply(caffe);
    assertArrayEquals(
        new float[] {51 - 103.939f, -116.779f, 255 - 123.68f},
        java.util.Arrays.copyOf(caffe, 3),
        1e-5f);
    float[] lite = pixels.clone();
    Normalisation.presets().get("tf-lite").apply(lite);
    assertArrayEquals(new float[] {1, -.9921875f, -.59375f, 0, .0078125f, -.9921875f}, lite, 0);
  }

  @Test
  void theCardLiesBesideTheFile() {
    assertEquals(Path.of("a/b.card.json"), NetworkCard.beside(Path.of("a/b.onnx")));
    assertEquals(Path.of("b.int8.card.json"), NetworkCard.beside(Path.of("b.int8.ONNX")));
    assertEquals(Path.of("b.card.json"), NetworkCard.beside(Path.of("b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MobileNetV2_ImageNet",
        "EfficientNet_Lite4_ImageNet",
        "ConvNeXt_Tiny_ImageNet",
        "ViT_B16_ImageNet",
        "DINOv2_Small",
        "DINOv2_Small_FP32"
      })
  void theCatalogueHasItsCards(String id) throws IOException {
    Files.writeString(
        folder.resolve("imagenet_class_index.json"),
        "{\"0\": [\"n01\", \"crane\"], \"1\": [\"n02\", \"tench\"], \"2\": [\"n03\", \"crane\"]}");
    NetworkCard card = NetworkCard.ofCatalogue(id, folder.resolve("model.onnx"));
    assertEquals(Optional.of(id), card.name());
    assertEquals(224, card.framing().side());
    assertEquals(
        id.startsWith("DINO") ? List.of() : List.of("crane (n01)", "tench", "crane (n03)"),
        card.classes());
    assertTrue(card.licence().isPresent() && card.source().isPresent());
  }

  // Wrong cards.

  @Test
  void allThatIsMissingIsAskedForAtOnce() {
    String message =
        refused("{\"name\": \"n\", \"framing\": {\"to\": 256}, \"normalisation\": \"?\"}");
    assertTrue(message.contains("no framing.fit, framing.filter, normalisation."), message);
    assertTrue(message.contains("\"to\": 256"), "what is there stays: " + message);
    assertTrue(message.contains("\"fit\": \"?\"") && message.contains("\"name\": \"n\""), message);
    assertTrue(message.contains("imagenet  RGB / 255"), "presets are offered: " + message);
    assertTrue(refused("{\"name\": \"n\"}").contains("framing.to"));
    assertFalse(
        refused("{\"framing\": {\"fit\": \"stretched\", \"to\": 64}}").contains("filter,"),
        "what is stretched has no filter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'normalization': 'imagenet'|did you mean \"normalisation\"",
        "'normalisation': 'imagnet'|did you mean \"imagenet\"",
        "'normalisation': 3|an object {...} with scale, mean, std, channels",
        "'normalisation': {'scale': 1, 'mean': [0, 0, 0], 'sdt': [1, 1, 1]}|did you mean \"std\"",
        "'normalisation': {'scale': 1, 'mean': [0, 0], 'std': [1, 1, 1]}|three numbers as mean",
        "'normalisation': {'scale': 1, 'mean': [0, 0, 0], 'std': [1, 0, 1]}|a std above 0",
        "'normalisation': {'scale': 1, 'mean': [0, 0, 'x'], 'std': [1, 1, 1]}|a list of numbers",
        "'normalisation': {'scale': 1, 'mean': [0, 0, 1e99], 'std': [1, 1, 1]}|three numbers as"
            + " mean",
        "'normalisation': {'scale': 2, 'mean': [0, 0, 0], 'std': [1, 1, 1]}|\"1/255\" or 1",
        "'normalisation': {'mean': [0, 0, 0], 'std': [1, 1, 1]}|\"scale\"",
        "'normalisation': 'raw', 'layout': 'NWHC'|did you mean",
        "'normalisation': 'raw', 'pooling': 'mean'|one of none, average, max, cls",
        "'normalisation': 'raw', 'prefixTokens': -1|a whole number from 0 to 1024",
        "'normalisation': 'raw', 'prefixTokens': 1.5|a whole number from 0 to 1024",
        "'normalisation': 'raw', 'layers': 'a'|a list of texts",
        "'normalisation': 'raw', 'layers': []|a list of texts",
        "'normalisation': 'raw', 'classes': [1, 2]|a list of texts",
        "'normalisation': 'raw', 'classes': 'nowhere.txt'|no such file",
        "'normalisation': 'raw', 'sha256': 'abc'|64 hexadecimal digits",
        "'normalisation': 'raw', 'licence': 3|a text",
      })
  void wrongValuesAreRefusedInWords(String rest, String words) {
    String message = refused("{" + FRAMING + ", " + rest.replace('\'', '"') + "}");
    assertTrue(message.contains(words), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'fit': 'short side', 'to': -256, 'filter': 'bilinear'|a whole number from 1 to 8192",
        "'fit': 'short side', 'to': 1e9, 'filter': 'bilinear'|found 1000000000",
        "'fit': 'short side', 'to': '256', 'filter': 'bilinear'|found \"256\"",
        "'fit': 'short side', 'to': 224, 'filter': 'bilinear', 'crop': 256|a crop no larger",
        "'fit': 'short side', 'to': 224, 'filter': 'cubic'|did you mean \"bicubic\"",
        "'fit': 'pad', 'to': 224, 'filter': 'bicubic'|one of stretched, short side, squeezed",
        "'fit': 'stretched', 'to': 256, 'crop': 224|what is stretched is not cut",
      })
  void wrongFramingsAreRefusedInWords(String framing, String words) {
    String message =
        refused("{\"normalisation\": \"raw\", \"framing\": {" + framing.replace('\'', '"') + "}}");
    assertTrue(message.contains(words), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "3", "{", "{} {}", "{\"name\": }", "not json", "{}"})
  void whatIsNoCardIsRefused(String text) {
    assertTrue(refused(text).contains("x.card.json"));
  }

  @Test
  void filesOfOtherKindsAreNamed() throws IOException {
    Path card = folder.resolve("x.card.json");
    Files.writeString(card, "\ufeff" + SMALLEST);
    assertEquals(224, NetworkCard.read(card).framing().side(), "a mark in front does no harm");
    for (java.nio.charset.Charset wide :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Files.write(card, SMALLEST.getBytes(wide));
      String message = assertThrows(LabException.class, () -> NetworkCard.read(card)).getMessage();
      assertTrue(message.contains("not text in UTF-8") && message.contains("save it as"), message);
    }
    String message = assertThrows(LabException.class, () -> NetworkCard.read(folder)).getMessage();
    assertTrue(message.contains("a folder"), message);
    Path none = folder.resolve("none.card.json");
    message = assertThrows(LabException.class, () -> NetworkCard.read(none)).getMessage();
    assertTrue(message.contains("there is no "), message);
    try (java.nio.channels.SeekableByteChannel large =
        Files.newByteChannel(
            card,
            java.nio.file.StandardOpenOption.WRITE,
            java.nio.file.StandardOpenOption.TRUNCATE_EXISTING)) {
      large.position(64L << 20).write(java.nio.ByteBuffer.wrap(new byte[1]));
    }
    message = assertThrows(LabException.class, () -> NetworkCard.read(card)).getMessage();
    assertTrue(message.contains("64 MiB"), message);
  }

  @Test
  void classesMayLieInAFileBesideTheCard() throws IOException {
    Path card = folder.resolve("x.card.json");
    Files.writeString(
        card, SMALLEST.replace("\"imagenet\"", "\"imagenet\", \"classes\": \"names\""));
    Path names = folder.resolve("names");
    Files.writeString(names, "cat\n\n  dog \r\n");
    assertEquals(List.of("cat", "dog"), NetworkCard.read(card).classes());
    Files.writeString(names, "[\"cat\", \"dog\"]");
    assertEquals(List.of("cat", "dog"), NetworkCard.read(card).classes());
    Files.writeString(names, "{\"1\": \"dog\", \"0\": \"cat\"}");
    assertEquals(List.of("cat", "dog"), NetworkCard.read(card).classes());
    for (String wrong :
        List.of("", "{\"1\": \"dog\", \"2\": \"cat\"}", "[\"cat\", 3]", "[", "{}")) {
      Files.writeString(names, wrong);
      String message = assertThrows(LabException.class, () -> NetworkCard.read(card)).getMessage();
      assertTrue(message.contains("names"), message);
    }
  }

  // Cards and graphs.

  private Path network(String name) throws Exception {
    Path file = folder.resolve(name + ".onnx");
    Files.copy(OnnxNetworkTest.folder().resolve(name + ".onnx"), file);
    return file;
  }

  private void card(Path file, NetworkCard card) throws IOException {
    Files.writeString(NetworkCard.beside(file), card.json());
  }

  @Test
  void aNetworkWithoutACardAsksForIt() throws Exception {
    Path file = network("vit");
    String message = assertThrows(LabException.class, () -> OnnxNetwork.of(file)).getMessage();
    assertTrue(message.contains("vit.card.json") && message.contains("environment/lab card"));
    assertTrue(message.contains("\"crop\": 32") && message.contains("\"fit\": \"?\""), message);
    assertTrue(message.contains("imagenet  RGB / 255"), message);
  }

  @Test
  void aDraftHoldsWhatTheGraphSays() throws Exception {
    Path file = network("lite");
    CardDraft draft = CardDraft.of(file, null);
    assertEquals(
        List.of("framing.fit", "framing.to", "framing.filter", "normalisation"), draft.open());
    assertTrue(draft.known().toString().contains("48 x 48, NHWC, float32, 1 at a time"));
    assertTrue(draft.known().toString().contains("10 numbers a picture"));
    Files.writeString(NetworkCard.beside(file), draft.json());
    assertThrows(LabException.class, () -> OnnxNetwork.of(file));

    CardDraft complete = CardDraft.of(file, "tf-lite");
    assertEquals(List.of(), complete.open());
    Files.writeString(NetworkCard.beside(file), complete.json());
    OnnxNetwork network = OnnxNetwork.of(file);
    assertEquals(Framing.shortSide(55, Framing.Filter.BILINEAR, 48), network.framing());
    assertEquals(Normalisation.presets().get("tf-lite"), network.preprocessing());
    assertEquals(
        List.of("framing.fit", "framing.to", "framing.filter"),
        CardDraft.of(file, "raw").open(),
        "no resize is usual with it");
    assertThrows(LabException.class, () -> CardDraft.of(file, "tflite"));
  }

  @Test
  void namesOfAnotherNumberOfClassesAreRefused() throws Exception {
    Path file = network("vit");
    NetworkCard card = NetworkCard.of(Framing.stretched(32), Normalisation.presets().get("half"));
    card(file, card.withClasses(List.of("cat", "dog")));
    String message = assertThrows(LabException.class, () -> OnnxNetwork.of(file)).getMessage();
    assertTrue(message.contains("outputs, 10") && message.contains("2 in its card"), message);
    card(file, card.withClasses(IntStream.range(0, 10).mapToObj(i -> "class " + i).toList()));
    assertEquals(10, OnnxNetwork.of(file).classes().size());
  }

  @Test
  void aCardOfAnotherFileIsRefused() throws Exception {
    Path file = network("vit");
    NetworkCard card = NetworkCard.of(Framing.stretched(32), Normalisation.presets().get("half"));
    card(file, card.withSha256("0".repeat(64)));
    OnnxNetwork network = OnnxNetwork.of(file);
    String message = assertThrows(LabException.class, network::weightsHash).getMessage();
    assertTrue(message.contains("0000") && message.contains("Next: "), message);
  }

  @Test
  void featuresSayHowTheirPicturesWereFramed() throws Exception {
    Path file = network("vit");
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 2, 1);
    Framing framing = Framing.shortSide(36, Framing.Filter.BICUBIC, 32);
    card(file, NetworkCard.of(framing, Normalisation.presets().get("half")));
    FeatureExtractor extractor =
        FeatureExtractor.of(OnnxNetwork.of(file)).withCache(FeatureCache.NONE);
    Features features = extractor.extract(set);
    assertEquals(framing.toString(), features.provenance().facts().get("framing"));
    assertEquals(40, extractor.withCrops(Views.TEN).extract(set).size());
  }
}
