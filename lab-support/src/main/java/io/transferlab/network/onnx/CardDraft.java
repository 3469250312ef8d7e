package io.transferlab.network.onnx;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Sha256;
import io.transferlab.data.Framing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import onnx.Onnx.TensorProto.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A card to complete: what the graph says stands in it, and a question mark where a person has to
 * say it.
 *
 * @param json the card
 * @param known what the graph says, a line each
 * @param open the keys with a question mark; empty if the card is complete
 */
public record CardDraft(String json, List<String> known, List<String> open) {
  /**
   * Keeps the lines.
   *
   * @param json the card
   * @param known what the graph says
   * @param open the keys with a question mark
   */
  public CardDraft {
    known = List.copyOf(known);
    open = List.copyOf(open);
  }

  /**
   * A card for a network of which nothing is known but its file.
   *
   * @param onnx the file
   * @param preset one of {@link Normalisation#presets()}, whose usual framing is taken too; null if
   *     nobody knows
   * @return the draft
   * @throws LabException for an unknown preset (offers the nearest), or a file that is no network
   *     for pictures
   */
  public static CardDraft of(Path onnx, @Nullable String preset) {
    if (preset != null && !Normalisation.presets().containsKey(preset)) {
      throw Names.unknown("a preset", preset, Normalisation.presets().keySet());
    }
    OnnxModel model = OnnxModel.read(onnx);
    GraphFacts facts = GraphFacts.of(model);
    Map<String, Object> card = card(facts, preset);
    try {
      card.put("sha256", Sha256.of(onnx));
    } catch (IOException e) {
      throw LabException.reading(onnx, e);
    }
    return new CardDraft(Json.text(card), facts.words(), open(card));
  }

  /** The error for a file without a card. */
  static LabException none(OnnxModel model) {
    Path card = NetworkCard.beside(model.file().path());
    Map<String, Object> draft = card(GraphFacts.of(model), null);
    return LabException.of(
        "the card of the network, "
            + Names.printable(card)
            + ": how pictures are prepared for it is nothing to guess",
        "none",
        "run `environment/lab card "
            + Names.inShell(model.file().path())
            + "`, or write it yourself"
            + toComplete(draft));
  }

  /** The error for a card that does not say everything it has to. */
  static LabException incomplete(Path card, Map<String, Object> values, List<String> open) {
    return LabException.of(
        "how pictures are prepared for the network, in the card " + Names.printable(card),
        "no " + String.join(", ", open),
        "complete it" + toComplete(values));
  }

  private static String toComplete(Map<String, Object> values) {
    return ":\n" + Json.text(values) + "\n" + help();
  }

  /**
   * What may stand where a question mark does.
   *
   * @return some lines, without a stop behind the last
   */
  public static String help() {
    String presets =
        Normalisation.presets().entrySet().stream()
            .map(e -> "  %-9s %s".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining("\n"));
    return """
    fit            "short side" (the middle is cut out), "squeezed", or "stretched" as the \
    course's own networks
    to, crop       pixels: the side that is resized to, and the side of what is cut out of it
    filter         "bilinear", "bicubic", "box" or "lanczos", as Pillow computes them
    normalisation  one of these names, or {"scale": "1/255", "mean": [r, g, b], \
    "std": [r, g, b], "channels": "RGB"}
    """
        + presets
        + "\n"
        + "layout         \"NCHW\" (PyTorch) or \"NHWC\" (TensorFlow), if the graph leaves it"
        + " open\n"
        + "Whoever trained the network says which: its model card, or the code that evaluates it";
  }

  private static Map<String, Object> card(GraphFacts facts, @Nullable String preset) {
    Integer side = facts.input().side();
    Framing usual = preset == null || side == null ? null : usual(preset, side);
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("framing", usual == null ? openFraming(side) : CardWriter.framing(usual));
    String whole = facts.input().type() == DataType.UINT8 ? "raw" : CardFields.OPEN;
    card.put("normalisation", preset == null ? whole : preset);
    if (facts.input().layout() == null) {
      card.put("layout", CardFields.OPEN);
    }
    return card;
  }

  private static Map<String, Object> openFraming(@Nullable Integer side) {
    Map<String, Object> framing = new LinkedHashMap<>();
    for (String key : List.of("fit", "to", "filter")) {
      framing.put(key, CardFields.OPEN);
    }
    framing.put("crop", side == null ? CardFields.OPEN : side);
    return framing;
  }

  /** How those who normalise so frame their pictures as a rule; null where there is none. */
  private static @Nullable Framing usual(String preset, int side) {
    int larger = Math.round(side * 8f / 7);
    return switch (preset) {
      case "imagenet", "caffe", "tf-lite" ->
          Framing.shortSide(larger, Framing.Filter.BILINEAR, side);
      case "clip" -> Framing.shortSide(side, Framing.Filter.BICUBIC, side);
      case "half" -> Framing.squeezed(side, Framing.Filter.BILINEAR, side);
      default -> null;
    };
  }

  private static List<String> open(Map<String, Object> card) {
    List<String> open = new ArrayList<>();
    card.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> part) {
            part.forEach(
                (inner, v) -> {
                  if (CardFields.OPEN.equals(v)) {
                    open.add(key + "." + inner);
                  }
                });
          } else if (CardFields.OPEN.equals(value)) {
            open.add(key);
          }
        });
    return open;
  }
}
