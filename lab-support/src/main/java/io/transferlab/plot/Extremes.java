package io.transferlab.plot;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.features.Features;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a feature responds to: the pictures in which it is strongest, and those without it. */
public final class Extremes {
  private static final int COLUMNS = 6;

  private Extremes() {}

  /**
   * Shows the pictures in which a feature is strongest.
   *
   * @param title which feature it is
   * @param set the pictures
   * @param features of these pictures
   * @param column the feature
   * @param most how many pictures, 1 to 60
   * @return a gallery, the strongest first, each with its class and value
   */
  public static Figure strongest(
      String title, ImageSet set, Features features, int column, int most) {
    int count = Math.min(requireSome(most), features.size());
    return gallery(title, set, features, column, order(features, column).subList(0, count))
        .figure("The " + count + " pictures in which this feature is strongest.");
  }

  /**
   * Shows the pictures in which a feature is strongest, then those in which it is weakest.
   *
   * @param title which feature it is
   * @param set the pictures
   * @param features of these pictures
   * @param column the feature
   * @param each how many pictures of either kind, 1 to 60; six fill a row
   * @return a gallery, the strongest first, each with its class and value
   */
  public static Figure of(String title, ImageSet set, Features features, int column, int each) {
    int count = Math.min(requireSome(each), Math.max(1, features.size() / 2));
    List<Integer> order = order(features, column);
    List<Integer> shown =
        IntStream.range(0, Math.min(2 * count, order.size()))
            .map(i -> i < count ? i : order.size() - 2 * count + i)
            .mapToObj(order::get)
            .toList();
    return gallery(
            title
                + (count == COLUMNS
                    ? ": strongest in the first row, weakest in the second"
                    : ": strongest first, then weakest"),
            set,
            features,
            column,
            shown)
        .figure(
            "%d pictures with the highest and %d with the lowest activation."
                .formatted(count, shown.size() - count));
  }

  private static int requireSome(int count) {
    if (count < 1 || count > 60) {
      throw LabException.of("1 to 60 pictures", String.valueOf(count), "take 6, say");
    }
    return count;
  }

  private static List<Integer> order(Features features, int column) {
    double[] values = features.column(column);
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -values[i]))
        .toList();
  }

  private static Gallery gallery(
      String title, ImageSet set, Features features, int column, List<Integer> rows) {
    Map<String, Picture> pictures =
        set.pictures().stream()
            .collect(Collectors.toMap(Picture::key, Function.identity(), (a, b) -> a));
    double[] values = features.column(column);
    Gallery gallery = Gallery.titled(title, COLUMNS);
    for (int row : rows) {
      Picture picture = pictures.get(features.keys().get(row));
      if (picture == null) {
        throw LabException.of(
            "the pictures of these features",
            set.name() + " without " + features.keys().get(row),
            "give the set that the features were extracted from");
      }
      gallery.add(
          picture, String.format(Locale.ROOT, "%s %.2f", features.className(row), values[row]));
    }
    return gallery;
  }
}
