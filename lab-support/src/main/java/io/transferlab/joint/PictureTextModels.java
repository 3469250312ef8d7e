package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Sizes;
import io.transferlab.data.TypedPath;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Models of pictures and texts by their names, and by a folder that holds one. */
public final class PictureTextModels {
  /** The model that comes with the course: it knows drawings and no photographs. */
  public static final String SKETCH = "sketch";

  /** Names in the catalogue, in small letters with hyphens; the exact one first. */
  private static final List<String> CLIP = List.of("CLIP_ViT_B32", "CLIP_ViT_B32_INT8");

  private PictureTextModels() {}

  private static String typed(String id) {
    return id.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The names that can be asked for, fetched or not.
   *
   * @return {@link #SKETCH} first
   */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of(SKETCH));
    CLIP.forEach(id -> names.add(typed(id)));
    return names;
  }

  /**
   * The best that is here.
   *
   * @return a CLIP once it was fetched, else {@link #SKETCH}
   */
  public static String usual() {
    return usual(Places.fromEnvironment());
  }

  static String usual(Places places) {
    return CLIP.stream()
        .filter(id -> folder(id, places).isPresent())
        .map(PictureTextModels::typed)
        .findFirst()
        .orElse(SKETCH);
  }

  private static Optional<Path> folder(String id, Places places) {
    return places.find(DownloadCatalogue.load().get(id));
  }

  /**
   * Opens a model.
   *
   * @param nameOrFolder one of {@link #names()}, in capitals or not, or a folder with {@code
   *     clip.card.json}
   * @return the model, to be closed
   * @throws LabException for an unknown name (offers the nearest), one that was not fetched (names
   *     the command), or a folder with something else
   */
  public static PictureTextModel open(String nameOrFolder) {
    return open(nameOrFolder, Places.fromEnvironment());
  }

  static PictureTextModel open(String nameOrFolder, Places places) {
    String name = typed(nameOrFolder.strip());
    if (name.equals(SKETCH)) {
      return ProjectedPair.embedded();
    }
    for (String id : CLIP) {
      if (name.equals(typed(id))) {
        return Clip.ofCatalogue(id, folder(id, places).orElseThrow(() -> notFetched(id, places)));
      }
    }
    if (nameOrFolder.contains("/")
        || nameOrFolder.contains("\\")
        || Files.isDirectory(TypedPath.of(nameOrFolder))) {
      return Clip.open(TypedPath.of(nameOrFolder));
    }
    List<String> known = new ArrayList<>(names());
    known.add("a folder with " + ClipCard.FILE);
    throw Names.unknown("a model of pictures and texts", nameOrFolder, known);
  }

  private static LabException notFetched(String id, Places places) {
    Entry entry = DownloadCatalogue.load().get(id);
    return LabException.of(
        id + " on this machine",
        "nothing in " + places.target(entry),
        "run `%s` (%s; %s)".formatted(entry.command(), Sizes.text(entry.bytes()), entry.licence()));
  }
}
