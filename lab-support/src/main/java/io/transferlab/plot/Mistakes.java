package io.transferlab.plot;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.evaluate.Predicted;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pictures behind the most confused pairs of classes. */
public final class Mistakes {
  /** As the embedded networks see them: which mistakes would one have made oneself? */
  private static final int SIDE = 64;

  private Mistakes() {}

  /**
   * Shows them, pair after pair.
   *
   * @param title what was evaluated
   * @param set the pictures that were classified
   * @param predicted what was said of them
   * @param pairs how many pairs at most
   * @param each how many pictures of each at most, 1 to 12
   * @return a gallery; a picture that cannot be read any more is left out
   */
  public static Figure of(String title, ImageSet set, Predicted predicted, int pairs, int each) {
    Map<String, Picture> pictures =
        set.pictures().stream().collect(Collectors.toMap(Picture::key, Function.identity()));
    Gallery gallery = Gallery.titled(title, each);
    List<Predicted.Confused> confused = predicted.mostConfused(pairs);
    for (Predicted.Confused pair : confused) {
      for (String key : pair.keys().subList(0, Math.min(each, pair.keys().size()))) {
        if (pictures.containsKey(key)) {
          try {
            gallery.add(
                pictures.get(key).source().read(SIDE), pair.truth() + " taken for " + pair.taken());
          } catch (IOException e) {
            continue; // It could be read when it was classified.
          }
        }
      }
    }
    return gallery.figure(
        confused.isEmpty()
            ? "No picture was taken for one of another class."
            : "Pictures of the pairs of classes that were confused most.");
  }
}
