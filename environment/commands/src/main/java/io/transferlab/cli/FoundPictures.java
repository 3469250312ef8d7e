package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.features.Features;
import io.transferlab.plot.Gallery;
import io.transferlab.search.SimilarRow;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pictures of a set that a search has found, the nearest first. */
final class FoundPictures {
  private static final int SIDE = 128;

  private final ImageSet set;
  private final Features features;
  private final List<Found> found = new ArrayList<>();

  /**
   * A picture that was found.
   *
   * @param rank 1 for the nearest
   * @param picture its name in the set
   * @param label its class
   * @param similarity cosine, -1 to 1
   */
  record Found(int rank, String picture, String label, double similarity) {}

  FoundPictures(ImageSet set, Features features, List<SimilarRow> rows) {
    this.set = set;
    this.features = features;
    for (SimilarRow row : rows) {
      found.add(
          new Found(
              found.size() + 1,
              features.keys().get(row.row()),
              features.className(row.row()),
              row.score()));
    }
  }

  List<Found> list() {
    return found;
  }

  /** Each in a line, and what is to be said of the set; every line after a line's end. */
  String lines() {
    StringBuilder out = new StringBuilder();
    for (Found f : found) {
      out.append(
          String.format(
              Locale.ROOT,
              "%n%4d  %6.3f  %-16s %s",
              f.rank(),
              f.similarity(),
              f.label(),
              Names.printable(f.picture())));
    }
    set.remarks().forEach(r -> out.append(String.format("%n  %s", r)));
    Unread.lines(features.problems()).forEach(p -> out.append(String.format("%n%s", p)));
    return out.toString();
  }

  /** Each with its class and similarity. */
  void addTo(Gallery gallery) {
    Map<String, Picture> byKey =
        set.pictures().stream()
            .collect(Collectors.toMap(Picture::key, Function.identity(), (a, b) -> a));
    for (Found f : found) {
      gallery.add(
          read(byKey.get(f.picture())),
          String.format(Locale.ROOT, "%s %.3f", f.label(), f.similarity()));
    }
  }

  static BufferedImage read(Picture picture) {
    try {
      return picture.source().read(SIDE);
    } catch (IOException e) {
      throw LabException.reading(picture.key(), e);
    }
  }
}
