package io.transferlab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import io.transferlab.predict.PictureClassifier;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A real, small, untrained network on the page. */
class ShownClassifierTest {
  private static final List<String> CLASSES = List.of("Möwe", "dog");
  private static final ImageSet TRAIN =
      named(ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 3, 1));

  private static final PictureClassifier PLAIN =
      PictureClassifier.of(
              Backbone.random(
                  "small",
                  new VggShape(32, List.of(8, 8, 8, 8, 8), 8),
                  Preprocessing.SKETCH,
                  CLASSES,
                  1))
          .withName("birds & dogs")
          .withProvenance(Provenance.none().with("seed", 1));

  private static ImageSet named(ImageSet set) {
    return ImageSet.of("birds", CLASSES, set.pictures());
  }

  private static BufferedImage picture(int index) {
    try {
      Picture picture = TRAIN.pictures().get(index);
      return picture.source().read(80);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String fact(Shown.About about, String name) {
    return about.facts().stream()
        .filter(f -> f.name().equals(name))
        .map(Shown.Fact::value)
        .collect(Collectors.joining());
  }

  @Test
  void whatIsKnownOfItIsSaid() {
    Shown.About about = new ShownClassifier(PLAIN).about();
    assertEquals("birds & dogs", about.name());
    assertEquals(CLASSES, about.classes());
    assertEquals(List.of(), about.samples());
    assertEquals("1", fact(about, "seed"));
    assertEquals("32 x 32 pixels; pictures are stretched", fact(about, "it looks at"));
    assertTrue(fact(about, "it answers").startsWith("always"), fact(about, "it answers"));
    assertEquals("as they come: not calibrated", fact(about, "its probabilities"));
    Shown.About calibrated = new ShownClassifier(PLAIN.withThreshold(0.75)).about();
    assertEquals("from 75.0 % on; else it does not know", fact(calibrated, "it answers"));
    assertEquals("", fact(calibrated, "its probabilities"));
  }

  @Test
  void anAnswerHasEveryClassAndWords() {
    Shown.Reply reply = new ShownClassifier(PLAIN).answer(picture(0));
    assertTrue(reply.known());
    assertEquals(1, reply.guesses().stream().mapToDouble(Shown.Guess::probability).sum(), 1e-6);
    Shown.Guess best = reply.guesses().get(0);
    Shown.Guess next = reply.guesses().get(1);
    assertTrue(best.probability() >= next.probability());
    assertEquals(
        "It takes this for %s. Next comes %s with %.1f %%."
            .formatted(best.label(), next.label(), 100 * next.probability()),
        reply.words());
    assertEquals(List.of(), reply.nearest());
  }

  @Test
  void whatItDoesNotKnowItSaysWithItsBestGuess() {
    Shown.Reply reply = new ShownClassifier(PLAIN.withThreshold(1)).answer(picture(0));
    assertFalse(reply.known());
    assertTrue(
        reply.words().startsWith("The best guess is " + reply.guesses().get(0).label() + " with "),
        reply.words());
    assertTrue(reply.words().contains("it answers only from 100.0 % on."), reply.words());
    String sure = new ShownClassifier(PLAIN.withThreshold(0.1)).answer(picture(0)).words();
    assertTrue(sure.contains("Of 100 answers as sure as this one, about "), sure);
  }

  @Test
  void trainingPicturesToBeginWithAndThoseMostLikeAPicture() {
    ShownClassifier shown = new ShownClassifier(PLAIN.withExamples(TRAIN));
    List<Shown.Near> samples = shown.about().samples();
    assertEquals(
        List.of("Möwe", "Möwe", "dog", "dog"), samples.stream().map(Shown.Near::label).toList());
    List<Shown.Near> nearest = shown.answer(picture(4)).nearest();
    assertEquals(6, nearest.size());
    assertEquals("dog", nearest.get(0).label());
    assertEquals(1, nearest.get(0).similarity(), 1e-3);
    assertTrue(nearest.get(0).picture().startsWith("data:image/jpeg;base64,"));
  }

  @Test
  void aReasonIsAMapOverThePictureAndWords() {
    ShownClassifier shown = new ShownClassifier(PLAIN.withExamples(TRAIN));
    assertTrue(shown.about().explains());
    BufferedImage large = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    Shown.Reason why = shown.why(picture(0), large, "Möwe");
    assertEquals("Möwe", why.label());
    assertEquals(300, why.overlay().getWidth());
    assertEquals(200, why.overlay().getHeight());
    assertTrue(why.words().contains("for Möwe"), why.words());
    assertFalse(why.words().contains("Of the training pictures"), why.words());
  }
}
