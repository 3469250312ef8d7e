package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TransplantTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");
  private static final VggShape VGG = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);
  private static final ResNetShape RESNET = new ResNetShape(32, 4, 1.001e-5, 0.9);

  private final Backbone source =
      Backbone.random("small", VGG, Preprocessing.SKETCH, List.of("x", "y"), 1);

  private static Map<String, INDArray> weights(Backbone network) {
    Map<String, INDArray> copy = new HashMap<>();
    network.graph().paramTable().forEach((name, values) -> copy.put(name, values.dup()));
    return copy;
  }

  private static void assertCopied(Backbone from, Backbone to, String upTo) {
    Map<String, INDArray> old = weights(from);
    List<String> order = from.layerNames();
    int last = upTo == null ? -1 : order.indexOf(upTo);
    weights(to)
        .forEach(
            (name, values) -> {
              if (order.indexOf(name.substring(0, name.lastIndexOf('_'))) <= last) {
                assertEquals(old.get(name), values, name);
              } else if (name.endsWith("_W")) {
                assertNotEquals(old.get(name), values, name);
              }
            });
  }

  @Test
  void theFirstLayersAreCopiedBitForBitAndTheRestIsRandom() {
    for (String upTo : new String[] {null, "block1_conv1", "block3_pool", "fc1", "fc2"}) {
      for (boolean frozen : new boolean[] {false, true}) {
        Backbone made = Transplant.firstLayers(source, upTo, frozen, CLASSES, 3);
        assertCopied(source, made, upTo);
        int last = upTo == null || !frozen ? 0 : source.layerNames().indexOf(upTo) + 1;
        assertEquals(source.layerNames().subList(0, last), made.frozenLayers());
        assertEquals(source.layerNames(), made.layerNames());
      }
    }
  }

  @Test
  void theRandomPartDependsOnTheSeedAlone() {
    Map<String, INDArray> one = weights(Transplant.firstLayers(source, "fc1", true, CLASSES, 3));
    assertEquals(one, weights(Transplant.firstLayers(source, "fc1", true, CLASSES, 3)));
    Map<String, INDArray> other = weights(Transplant.firstLayers(source, "fc1", true, CLASSES, 4));
    assertNotEquals(one.get("fc2_W"), other.get("fc2_W"));
    assertEquals(
        one.get("fc2_W"),
        weights(Transplant.firstLayers(source, "fc1", false, CLASSES, 3)).get("fc2_W"),
        "frozen or not: the same start");
  }

  @Test
  void runningStatisticsAreCopiedWithTheLayersAndForgottenBehindThem() {
    Backbone resNet = Backbone.random("small", RESNET, Preprocessing.SKETCH, List.of("x", "y"), 1);
    resNet.graph().getLayer("conv2_block1_1_bn").getParam("var").assign(2.5);
    resNet.graph().getLayer("conv5_block1_1_bn").getParam("var").assign(2.5);
    Backbone made = Transplant.firstLayers(resNet, "conv3_block4_out", false, CLASSES, 3);
    assertEquals(2.5, variance(made, "conv2_block1_1_bn"));
    assertEquals(1, variance(made, "conv5_block1_1_bn"));
  }

  private static double variance(Backbone network, String layer) {
    return network.graph().getLayer(layer).getParam("var").meanNumber().doubleValue();
  }

  @Test
  void theOldTopFitsOnChangedLayers() {
    Backbone tuned = Heads.replace(source, CLASSES, "block5_pool", 5);
    Backbone back = Transplant.withTopOf(tuned, source);
    assertEquals(weights(source), weights(back), "nothing was trained");
    assertEquals(source.classes(), back.classes());
    INDArray x = Nd4j.rand(2, 32, 32, 3);
    assertEquals(source.graph().outputSingle(x), back.graph().outputSingle(x));
    back.graph().params().assign(0);
    assertNotEquals(weights(back), weights(source), "shares no array");
  }

  @Test
  void aCopyIsTheSameAndItsOwn() {
    Backbone frozen = Heads.replace(source, CLASSES, "block2_pool", 5);
    Backbone copy = Transplant.copy(frozen);
    assertEquals(weights(frozen), weights(copy));
    assertEquals(frozen.frozenLayers(), copy.frozenLayers());
    Map<String, INDArray> before = weights(frozen);
    copy.graph().params().assign(0);
    assertEquals(before, weights(frozen));
  }

  @Test
  void refusesWhatCannotBe() {
    assertMessage(
        "did you mean \"block5_pool\"",
        () -> Transplant.firstLayers(source, "block5pool", true, CLASSES, 1));
    assertMessage(
        "copy up to fc2 at most",
        () -> Transplant.firstLayers(source, Heads.OUTPUT, true, CLASSES, 1));
    assertMessage(
        "at least two classes",
        () -> Transplant.firstLayers(source, "fc1", true, List.of("one"), 1));
    Backbone trunk = Heads.withoutTop(source, Pooling.AVERAGE, 32);
    assertMessage(
        "a network with its top", () -> Transplant.firstLayers(trunk, null, true, CLASSES, 1));
    assertMessage("a network with its top", () -> Transplant.withTopOf(trunk, source));
    Backbone other = Heads.replace(source, Head.of(7), CLASSES, null, 1);
    assertMessage("a layer of 16 values", () -> Transplant.withTopOf(other, source));
  }

  private static void assertMessage(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
  }
}
