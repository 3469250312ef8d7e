package io.transferlab.plot;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.search.SimilarRow;
import io.transferlab.search.SimilarityIndex;
import java.util.List;
import java.util.Locale;

/** A picture that was asked for, and the pictures most like it. */
public final class SearchFigure {
  private static final int COLUMNS = 6;

  private SearchFigure() {}

  /**
   * Searches a set with one of its own pictures.
   *
   * @param how what alike means, for instance {@code pixels}
   * @param set the pictures, all of them with a row in the index
   * @param index their rows, in the set's order
   * @param asked which picture asks
   * @param most how many are shown
   * @return a gallery: the picture asked for, then the most alike with class and similarity, ticked
   *     where they are of its class
   */
  public static Figure of(String how, ImageSet set, SimilarityIndex index, int asked, int most) {
    Picture question = set.pictures().get(asked);
    String kind = set.classes().get(question.label());
    Gallery gallery = Gallery.titled("Most alike by " + how, COLUMNS);
    gallery.add(question, "asked: " + kind);
    List<SimilarRow> matches = index.like(asked, most);
    int right = 0;
    for (SimilarRow match : matches) {
      Picture found = set.pictures().get(match.row());
      boolean same = found.label() == question.label();
      right += same ? 1 : 0;
      String name = set.classes().get(found.label());
      gallery.add(found, String.format(Locale.ROOT, "%s %.2f", name, match.score()), same);
    }
    return gallery.figure(
        "A %s and the %d pictures most like it by %s; %d of them are of its kind."
            .formatted(kind, matches.size(), how, right));
  }
}
