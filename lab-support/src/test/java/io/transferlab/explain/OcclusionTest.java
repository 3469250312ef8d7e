package io.transferlab.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenOnly;
import io.transferlab.network.Head;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Pooling;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import io.transferlab.predict.PictureClassifier;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class OcclusionTest {
  /** Says "light" if anything in the lower left quarter of the picture is bright, else "dark". */
  private static PictureClassifier lowerLeft() {
    Backbone network =
        Backbone.random(
            "planted",
            new VggShape(64, List.of(2, 2, 2, 2, 2), 2),
            Preprocessing.SKETCH,
            List.of("light", "dark"),
            1);
    for (String layer : network.layerNames()) {
      if (network.graph().getLayer(layer).numParams() == 0) {
        continue;
      }
      INDArray weights = network.graph().getLayer(layer).getParam("W").assign(0);
      network.graph().getLayer(layer).getParam("b").assign(0);
      if (weights.rank() == 4) {
        weights.putScalar(new int[] {0, 0, 1, 1}, 1); // red goes through as it is
      } else {
        // fc1 reads 2 x 2 places of 2 channels: the third place is the lower left.
        weights.putScalar(layer.equals("fc1") ? 4 : 0, 0, 5);
      }
    }
    network.graph().getLayer("predictions").getParam("b").putScalar(1, 3);
    return PictureClassifier.of(network);
  }

  /** Dark, with a bright square in each half, of which only the lower left one matters. */
  private static BufferedImage squares() {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(8, 44, 8, 8);
    g.fillRect(44, 8, 12, 12);
    g.dispose();
    return picture;
  }

  @Test
  void thePlantedPlaceIsFound() {
    PictureClassifier classifier = lowerLeft();
    HeatMap map = Occlusion.of(classifier).map(squares(), "light");
    assertEquals(8, map.height());
    assertEquals(8, map.width());
    assertNull(map.layer());
    // A patch of 16 pixels hides the square of 8 from the places whose middle is near enough.
    assertEquals(1, map.at(5, 1));
    assertTrue(map.share(0.5, 0, 1, 0.5) > 0.95, map.words());
    assertEquals(0, map.share(0, 0.5, 0.5, 1), 1e-6, "the other square does not matter");
    assertTrue(map.words().contains("lower left quarter"), map.words());
    assertTrue(Occlusion.of(classifier).map(squares(), "dark").isEmpty(), "hiding only helps it");
  }

  @Test
  void finerStepsMakeFinerMaps() {
    Occlusion method = Occlusion.of(lowerLeft());
    assertEquals(16, method.patch());
    assertEquals(8, method.stride());
    HeatMap fine = method.withPatch(10).withStride(5).map(squares(), "light");
    assertEquals(13, fine.height(), "the last place is cut off by the edge");
    assertFalse(fine.isEmpty());
    assertTrue(fine.share(0.6, 0.05, 0.9, 0.35) > 0.8, fine.words());
  }

  @Test
  void frozenFeaturesWithAnEmbeddingAreServedToo() {
    Backbone network =
        Backbone.random(
            "small",
            new VggShape(32, List.of(16, 16, 16, 16, 16), 16),
            Preprocessing.SKETCH,
            List.of("a", "b"),
            1);
    PictureClassifier classifier = Some.embedded(network, "block3_conv3", "fc1");
    HeatMap map = Occlusion.of(classifier).map(Some.picture(1), "dog");
    assertEquals("dog", map.className());
    assertEquals(8, map.width());
  }

  /** A clock that goes on by so much whenever it is looked at. */
  private static LongSupplier clock(double seconds) {
    AtomicLong now = new AtomicLong();
    return () -> now.addAndGet((long) (seconds * 1e9));
  }

  @Test
  void aSlowNetworkIsAskedAboutFewerPlacesAndItIsSaid() {
    PictureClassifier classifier = lowerLeft();
    HeatMap quick = Occlusion.of(classifier, clock(0.1)).within(15).map(squares(), "light");
    assertEquals(8, quick.width());
    assertEquals("Occlusion", quick.method());
    HeatMap slower = Occlusion.of(classifier, clock(0.3)).within(15).map(squares(), "light");
    assertEquals(6, slower.width());
    HeatMap slow = Occlusion.of(classifier, clock(1)).within(15).map(squares(), "light");
    assertEquals(4, slow.width());
    assertTrue(slow.words().contains("the network is slow"), slow.words());
    assertTrue(slow.share(0.5, 0, 1, 0.5) > 0.8, slow.words());
    assertEquals(8, Occlusion.of(classifier, clock(1)).map(squares(), "light").width());
  }

  @Test
  void aNetworkThatCanOnlyBeAskedIsExplainedByCovering() {
    FrozenOnly asked = new FrozenOnly(lowerLeft().backbone());
    PictureClassifier classifier = PictureClassifier.of(asked);
    Explanation why = Why.of(classifier).withClass("light").explain(squares());
    assertEquals("Occlusion", why.map().method());
    assertEquals(1, why.map().at(5, 1));
    assertTrue(why.covered() < why.probability());
    HeadedNetwork headed =
        HeadedNetwork.of(asked, "fc2", Pooling.AVERAGE, Head.LINEAR, List.of("light", "dark"), 1);
    assertEquals(
        "Occlusion", Why.of(PictureClassifier.of(headed)).explain(squares()).map().method());
    assertThrows(LabException.class, () -> GradCam.of(classifier));
    assertThrows(LabException.class, () -> Cam.of(classifier));
  }

  @Test
  void sizesOutsideThePictureAreRefused() {
    Occlusion method = Occlusion.of(lowerLeft());
    assertThrows(LabException.class, () -> method.withPatch(0));
    assertThrows(LabException.class, () -> method.withStride(65));
    assertThrows(LabException.class, () -> method.map(squares(), "grey"));
  }
}
