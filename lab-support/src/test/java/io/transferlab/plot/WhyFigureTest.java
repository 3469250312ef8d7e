package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.explain.Explanation;
import io.transferlab.explain.Why;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.ResNetShape;
import io.transferlab.predict.PictureClassifier;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyFigureTest {
  private final ImageSet train = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 4, 1);
  private final PictureClassifier classifier =
      PictureClassifier.of(
          Backbone.random(
              "small",
              new ResNetShape(64, 4, 1.001e-5, 0.9),
              Preprocessing.SKETCH,
              List.of("cat", "dog"),
              1));

  private final BufferedImage picture = new BufferedImage(300, 100, BufferedImage.TYPE_INT_RGB);

  @Test
  void itsWordsAreTheAnswerAndTheSentences() {
    Explanation why = Why.of(classifier.withExamples(train)).withClass("dog").explain(picture);
    Figure figure = WhyFigure.of(why);
    why.words().forEach(w -> assertTrue(figure.alternative().contains(w), w));
    assertTrue(figure.alternative().contains("The answer: " + why.answer().best()));
    assertTrue(figure.title().contains("dog"));
    assertTrue(figure.image().getWidth() <= 880, "fits a notebook's column");
  }

  @Test
  void withoutExamplesThereIsNoRowOfThem() {
    int plain = WhyFigure.of(Why.of(classifier).explain(picture)).image().getHeight();
    Figure more = WhyFigure.of(Why.of(classifier.withExamples(train)).explain(picture));
    assertTrue(more.image().getHeight() > plain + 96);
  }

  @Test
  void itSaysThatItDoesNotKnow() {
    Figure figure = WhyFigure.of(Why.of(classifier.withThreshold(1)).explain(picture));
    assertTrue(figure.alternative().contains("I do not know"), figure.alternative());
    assertEquals(0, figure.image().getRGB(40, 80) & 0xff, 1, "the picture itself is shown");
  }
}
