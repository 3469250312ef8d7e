package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Progress;
import io.transferlab.data.TypedPath;
import io.transferlab.data.fetch.Places;
import io.transferlab.network.onnx.NetworkCard;
import io.transferlab.network.onnx.OnnxNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be a source: the networks of {@link Pretrained}, ONNX networks of the
 * catalogue by their names, and any file of ONNX by its path. Those of ONNX are asked and never
 * changed.
 */
public final class Sources {
  private static final String ENDING = ".onnx";

  /** Files that hold a network, or its weights, and are no files of ONNX. */
  private static final List<String> OTHERS = List.of(".zip", ".h5", ".keras", ".weights");

  private static final List<OnnxSource> ONNX =
      Stream.of(
              "MobileNetV2_ImageNet",
              "EfficientNet_Lite4_ImageNet",
              "DINOv2_Small",
              "DINOv2_Small_FP32",
              "ConvNeXt_Tiny_ImageNet",
              "ViT_B16_ImageNet")
          .map(OnnxSource::new)
          .toList();

  private static final List<ShippedOnnx> SHIPPED =
      List.of(new ShippedOnnx("Sketch_Objects_ViT", "sketch-objects-vit"));

  private Sources() {}

  /**
   * The names of all sources that can be loaded or fetched.
   *
   * @return those of {@link Pretrained#ids()}, then those of ONNX: what comes with the course, then
   *     the small ones first
   */
  public static List<String> names() {
    return Stream.of(
            Pretrained.ids().stream(),
            SHIPPED.stream().filter(ShippedOnnx::isHere).map(ShippedOnnx::id),
            ONNX.stream().map(OnnxSource::id))
        .flatMap(ids -> ids)
        .toList();
  }

  /**
   * The names of those that can be opened without fetching anything.
   *
   * @return in the order of {@link #names()}
   */
  public static List<String> here() {
    Places places = Places.fromEnvironment();
    return Stream.of(
            Arrays.stream(Pretrained.values()).filter(Pretrained::isHere).map(Pretrained::id),
            SHIPPED.stream().filter(ShippedOnnx::isHere).map(ShippedOnnx::id),
            ONNX.stream().filter(source -> source.isHere(places)).map(OnnxSource::id))
        .flatMap(ids -> ids)
        .toList();
  }

  /**
   * Whether a network is one of ONNX: asked and never changed.
   *
   * @param typed a name or a path
   * @return true for such a name, and for a path that ends in {@code .onnx}
   */
  public static boolean isOnnx(String typed) {
    return shipped(typed).isPresent() || onnx(typed).isPresent() || endsIn(typed, ENDING);
  }

  private static boolean endsIn(String typed, String ending) {
    return typed.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /**
   * The name of a source as it is written here.
   *
   * @param typed a name, in capitals or not, or a path
   * @return the name, or the path as it was typed
   * @throws LabException for neither; offers the nearest name
   */
  public static String called(String typed) {
    return pretrained(typed)
        .map(Pretrained::id)
        .or(() -> shipped(typed).map(ShippedOnnx::id))
        .or(() -> onnx(typed).map(OnnxSource::id))
        .orElseGet(() -> requirePath(typed));
  }

  private static String requirePath(String typed) {
    if (!isPath(typed)) {
      throw Names.unknown("a source network, or the path of a file.onnx", typed, names());
    }
    return typed;
  }

  /**
   * Opens a network for questions.
   *
   * @param typed a name, in capitals or not, or the path of a file of ONNX
   * @param card the card of a file of ONNX; null: the one beside it, or of the catalogue
   * @return the network
   * @throws LabException for an unknown name (offers the nearest), one that was not fetched (names
   *     the command), a file that is no ONNX network, or a card that does not belong to it
   */
  public static FrozenNetwork open(String typed, @Nullable Path card) {
    return Progress.during("loading " + Names.printable(typed), () -> opened(typed, card));
  }

  private static FrozenNetwork opened(String typed, @Nullable Path card) {
    Optional<Pretrained> pretrained = pretrained(typed);
    if (pretrained.isPresent()) {
      requireNone(card, pretrained.get().id());
      return pretrained.get().load();
    }
    Optional<ShippedOnnx> shipped = shipped(typed);
    if (shipped.isPresent()) {
      requireNone(card, shipped.get().id());
      return shipped.get().open();
    }
    Optional<OnnxSource> named = onnx(typed);
    if (named.isPresent()) {
      return open(named.get(), card, Places.fromEnvironment());
    }
    Path file = file(requirePath(typed));
    return card == null ? OnnxNetwork.of(file) : OnnxNetwork.of(file, NetworkCard.read(card));
  }

  private static void requireNone(@Nullable Path card, String id) {
    if (card != null) {
      throw LabException.of(
          "a file of ONNX for the card " + Names.printable(card),
          id + ", which knows how its pictures are prepared",
          "leave the card out");
    }
  }

  static FrozenNetwork open(OnnxSource source, @Nullable Path card, Places places) {
    Path file = source.file(places);
    return OnnxNetwork.of(file, card == null ? source.card(file) : NetworkCard.read(card));
  }

  private static Optional<Pretrained> pretrained(String typed) {
    return Arrays.stream(Pretrained.values()).filter(p -> isName(typed, p.id())).findFirst();
  }

  private static Optional<ShippedOnnx> shipped(String typed) {
    return SHIPPED.stream().filter(source -> isName(typed, source.id())).findFirst();
  }

  private static Optional<OnnxSource> onnx(String typed) {
    return ONNX.stream().filter(source -> isName(typed, source.id())).findFirst();
  }

  /** As in the catalogue, hyphens and underscores are the same. */
  static boolean isName(String typed, String id) {
    return typed.replace('-', '_').equalsIgnoreCase(id);
  }

  private static boolean isPath(String typed) {
    return endsIn(typed, ENDING)
        || typed.contains("/")
        || typed.contains("\\")
        || typed.equals("~")
        || Files.exists(TypedPath.of(typed));
  }

  private static Path file(String typed) {
    Path file = TypedPath.of(typed);
    String shown = Names.printable(file);
    if (Files.isDirectory(file)) {
      throw LabException.of("a file of ONNX as " + shown, "a folder", next(file));
    }
    if (!Files.exists(file)) {
      Path folder = file.toAbsolutePath().getParent();
      throw LabException.of(
          "a file of ONNX at " + shown, "none", folder == null ? "check the path" : next(folder));
    }
    if (OTHERS.stream().anyMatch(ending -> endsIn(typed, ending))) {
      throw LabException.of(
          "a file of ONNX, or the name of a network",
          shown + ", weights of a network that has a name",
          "name it, and the file behind --weights (in a notebook: Pretrained.named(NAME).load"
              + "(FILE)); the names are "
              + String.join(", ", Pretrained.ids()));
    }
    return file;
  }

  /** Which files of a folder could be meant. */
  private static String next(Path folder) {
    List<String> names = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        names =
            files
                .map(f -> Names.printable(f.getFileName()))
                .filter(n -> endsIn(n, ENDING))
                .sorted()
                .limit(5)
                .toList();
      } catch (IOException e) {
        throw LabException.reading(folder, e);
      }
    }
    return names.isEmpty()
        ? "name a file that ends in " + ENDING
        : "name one of those in " + Names.printable(folder) + ": " + String.join(", ", names);
  }
}
