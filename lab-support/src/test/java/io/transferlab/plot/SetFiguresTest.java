package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.cluster.Clustering;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.features.Features;
import io.transferlab.projection.Pca;
import io.transferlab.search.SimilarityIndex;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Galleries that features, searches and clusterings fill. */
class SetFiguresTest {
  private static final List<String> CLASSES = List.of("cat", "dog");

  /** Three cats, then three dogs, as they are also in the features. */
  private final ImageSet set =
      ImageSet.of(
          "pets",
          CLASSES,
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      new Picture(
                          "k/" + i,
                          i / 3,
                          side -> new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB)))
              .toList());

  private final Features features =
      Features.of(
          "pets",
          Nd4j.create(new float[][] {{1, .5f}, {1, .1f}, {0, 2}, {1, .4f}, {1, 9}, {-1, 0}}),
          new int[] {0, 0, 0, 1, 1, 1},
          CLASSES,
          IntStream.range(0, 6).mapToObj(i -> "k/" + i).toList());

  @Test
  void extremesAreOrderedByTheFeature() {
    String words = Extremes.of("fc1, 1", set, features, 1, 2).alternative();
    assertTrue(words.startsWith("2 pictures with the highest and 2 with the lowest"), words);
    assertTrue(words.endsWith("Captions: dog 9.00; cat 2.00; cat 0.10; dog 0.00."), words);
    String strongest = Extremes.strongest("fc1, 1", set, features, 1, 3).alternative();
    assertTrue(strongest.endsWith("Captions: dog 9.00; cat 2.00; cat 0.50."), strongest);
    ImageSet other = ImageSet.of("other", CLASSES, set.pictures().subList(0, 2));
    LabException e =
        assertThrows(LabException.class, () -> Extremes.of("x", other, features, 1, 2));
    assertTrue(e.getMessage().contains("other without k/4"), e.getMessage());
  }

  @Test
  void aSearchTicksWhatIsOfTheClassAskedFor() {
    String words =
        SearchFigure.of("two numbers", set, SimilarityIndex.of(features), 0, 3).alternative();
    assertTrue(
        words.startsWith(
            "A cat and the 3 pictures most like it by two numbers; 1 of them are of its kind."),
        words);
    assertTrue(
        words.endsWith("asked: cat; dog 1.00 (wrong); cat 0.93 (right); dog 0.54 (wrong)."), words);
  }

  @Test
  void eachGroupHasARowEvenASmallOne() {
    Clustering groups = new Clustering("k-means", new int[] {0, 0, 1, 0, 0, 2}, 3, 1);
    Figure figure = GroupsFigure.of("Groups", set, groups, 3);
    assertTrue(
        figure
            .alternative()
            .endsWith(
                "group 1: cat 2 of 4 (cat, cat, dog); group 2: cat 1 of 1 (cat); group 3: dog 1 of"
                    + " 1 (dog)."),
        figure.alternative());
    int one = GroupsFigure.of("Groups", set, groups, 1).image().getHeight();
    assertEquals(one, figure.image().getHeight(), "a row for each, whatever its size");
    assertThrows(
        LabException.class,
        () -> GroupsFigure.of("x", set, new Clustering("k", new int[] {0, 1}, 2, 1), 3));
  }

  @Test
  void aMapOfASetHasItsClasses() {
    String words = ThumbnailMap.of("Pets", Pca.map(features), set).figure().alternative();
    assertTrue(words.contains("6 points, by PCA. 2 classes."), words);
    assertEquals(
        List.of("k/0", "cat", "dog"),
        List.of(
            io.transferlab.projection.MapTable.of(Pca.map(features), features).getString(0, 0),
            io.transferlab.projection.MapTable.of(Pca.map(features), features).getString(2, 1),
            io.transferlab.projection.MapTable.of(Pca.map(features), features).getString(3, 1)));
  }
}
