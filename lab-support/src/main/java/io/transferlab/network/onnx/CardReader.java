package io.transferlab.network.onnx;

import io.transferlab.core.Names;
import io.transferlab.data.Framing;
import io.transferlab.network.Pooling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes a card of its JSON. */
final class CardReader {
  static final List<String> KEYS =
      List.of(
          "name",
          "framing",
          "normalisation",
          "layout",
          "embedding",
          "layers",
          "pooling",
          "prefixTokens",
          "classes",
          "licence",
          "sha256",
          "source");
  private static final List<String> FRAMING = List.of("fit", "to", "filter", "crop");
  private static final List<String> NORMALISATION = List.of("scale", "mean", "std", "channels");
  private static final int LARGEST = 8192;
  private static final int MOST_TOKENS = 1024;
  private static final float BYTE = 255;

  private CardReader() {}

  static NetworkCard read(String json, Path card) {
    CardFields fields = CardFields.of(json, Names.printable(card), KEYS);
    requireComplete(fields, card);
    NetworkCard read = NetworkCard.of(framing(fields), normalisation(fields));
    for (String key : KEYS) {
      if (fields.has(key)) {
        read = with(read, key, fields, card);
      }
    }
    return read;
  }

  private static NetworkCard with(NetworkCard card, String key, CardFields fields, Path file) {
    return switch (key) {
      case "name" -> card.withName(fields.text(key).orElseThrow());
      case "layout" -> card.withLayout(fields.word(key, NetworkCard.Layout.class).orElseThrow());
      case "embedding" -> card.withEmbedding(fields.text(key).orElseThrow());
      case "layers" -> card.withLayers(fields.texts(key).orElseThrow());
      case "pooling" -> card.withPooling(fields.word(key, Pooling.class).orElseThrow());
      case "prefixTokens" ->
          card.withPrefixTokens(fields.number(key, 0, MOST_TOKENS).orElseThrow());
      case "classes" -> card.withClasses(ClassNames.of(fields, file));
      case "licence" -> card.withLicence(fields.text(key).orElseThrow());
      case "sha256" -> card.withSha256(hash(fields));
      case "source" -> card.withSource(fields.text(key).orElseThrow());
      default -> card; // framing and normalisation are read
    };
  }

  private static String hash(CardFields fields) {
    String hash = fields.text("sha256").orElseThrow().strip().toLowerCase(Locale.ROOT);
    if (!hash.matches("[0-9a-f]{64}")) {
      throw fields.wrong("sha256", "64 hexadecimal digits", hash);
    }
    return hash;
  }

  /** All that is missing in one message. */
  private static void requireComplete(CardFields fields, Path card) {
    CardFields framing = fields.part("framing", FRAMING).orElseGet(CardFields::empty);
    boolean stretched =
        framing.word("fit", Framing.Fit.class).filter(Framing.Fit.STRETCHED::equals).isPresent();
    List<String> needed = stretched ? List.of("fit", "to") : List.of("fit", "to", "filter");
    List<String> open = new ArrayList<>();
    needed.stream().filter(k -> !framing.has(k)).forEach(k -> open.add("framing." + k));
    if (!fields.has("normalisation")) {
      open.add("normalisation");
    }
    if (!open.isEmpty()) {
      Map<String, Object> values = fields.completed(List.of("framing", "normalisation"));
      values.put("framing", framing.completed(needed));
      throw CardDraft.incomplete(card, values, open);
    }
  }

  private static Framing framing(CardFields fields) {
    CardFields part = fields.part("framing", FRAMING).orElseThrow();
    Framing.Fit fit = part.word("fit", Framing.Fit.class).orElseThrow();
    int to = part.number("to", 1, LARGEST).orElseThrow();
    int crop = part.number("crop", 1, LARGEST).orElse(to);
    if (fit != Framing.Fit.STRETCHED) {
      return new Framing(fit, to, part.word("filter", Framing.Filter.class).orElseThrow(), crop);
    }
    if (crop != to) {
      throw part.wrong(
          "crop",
          "nothing, or %d again: what is stretched is not cut,".formatted(to),
          (double) crop);
    }
    return Framing.stretched(to);
  }

  private static Normalisation normalisation(CardFields fields) {
    Object said = fields.any("normalisation").orElseThrow();
    Map<String, Normalisation> presets = Normalisation.presets();
    if (said instanceof String preset) {
      Normalisation found = presets.get(preset.strip().toLowerCase(Locale.ROOT));
      if (found == null) {
        throw Names.unknown("a normalisation by name", preset, presets.keySet());
      }
      return found;
    }
    CardFields part = fields.part("normalisation", NORMALISATION).orElseThrow();
    return new Normalisation(
        divisor(part),
        part.floats("mean").orElseThrow(() -> part.missing("mean", "three numbers")),
        part.floats("std").orElseThrow(() -> part.missing("std", "three numbers")),
        part.word("channels", Normalisation.Channels.class).orElse(Normalisation.Channels.RGB));
  }

  /** Written as {@code "1/255"} or {@code 1}: no number of JSON is a 255th. */
  private static float divisor(CardFields part) {
    Object scale = part.any("scale").orElseThrow(() -> part.missing("scale", "\"1/255\" or 1"));
    if (scale instanceof Double d && d == 1) {
      return 1;
    }
    if (scale instanceof Double d && Math.abs(d * BYTE - 1) < 1e-3
        || scale instanceof String s && s.replace(" ", "").equals("1/255")) {
      return BYTE;
    }
    throw part.wrong("scale", "\"1/255\" or 1", scale);
  }
}
