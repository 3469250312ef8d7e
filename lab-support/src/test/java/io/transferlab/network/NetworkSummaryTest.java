package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts of Keras 2.15's {@code summary()}; counted from configurations, nothing is allocated. */
class NetworkSummaryTest {
  private static void assertCounts(Architecture a, Ending ending, long all, long trainable) {
    NetworkSummary summary = NetworkSummary.of("network", a, ending);
    assertEquals(all, summary.parameters());
    assertEquals(trainable, summary.trainable());
  }

  @Test
  void vgg16HasTheParametersOfKeras() {
    assertCounts(VggShape.VGG16, Ending.top(1000), 138_357_544, 138_357_544);
    assertCounts(VggShape.VGG16, Ending.FEATURE_MAPS, 14_714_688, 14_714_688);
    assertCounts(VggShape.VGG16, Ending.top(365), 135_755_949, 135_755_949);
    assertCounts(VggShape.VGG16, Ending.top(1365), 139_852_949, 139_852_949);
    assertCounts(VggShape.VGG16.withSide(300), Ending.MAX, 14_714_688, 14_714_688);
  }

  @Test
  void resNet50HasTheParametersOfKeras() {
    assertCounts(ResNetShape.RESNET50, Ending.top(1000), 25_636_712, 25_583_592);
    assertCounts(ResNetShape.RESNET50, Ending.AVERAGE, 23_587_712, 23_534_592);
    assertCounts(ResNetShape.RESNET50.withSide(97), Ending.FEATURE_MAPS, 23_587_712, 23_534_592);
  }

  @Test
  void showsShapesInputsAndTotals() {
    String table = NetworkSummary.of("ResNet50", ResNetShape.RESNET50, Ending.top(1000)).toString();
    assertTrue(table.contains("conv1_conv           Conv2D              112 x 112 x 64"), table);
    assertTrue(table.contains("conv2_block1_0_bn, conv2_block1_3_bn"), table);
    assertTrue(
        table.endsWith("Parameters: 25,636,712; trainable 25,583,592, not trainable 53,120"),
        table);
  }

  @Test
  void marksWhatIsFrozen() {
    Backbone small =
        Backbone.random("small", Golden.RESNET50, Preprocessing.SKETCH, List.of("a", "b"), 1);
    assertFalse(small.summary().toString().contains("frozen"));
    Backbone headed = Heads.replace(small, List.of("a", "b", "c"), "avg_pool", 1);
    NetworkSummary summary = headed.summary();
    assertEquals(headed.trainableParameters(), summary.trainable());
    assertEquals(headed.graph().numParams(), summary.parameters());
    assertEquals(176, summary.rows().stream().filter(NetworkSummary.Row::frozen).count() + 1);
  }

  @Test
  void aHeadOfTwoLayersOnAFrozenTrunkCountsAsInKeras() {
    // Of the real one: 23,587,712 + (2048 + 1) * 128 + (128 + 1) * 4 = 23,850,500, the sums
    // 262,788.
    Backbone small =
        Backbone.random("small", Golden.RESNET50, Preprocessing.SKETCH, List.of("a", "b"), 1);
    Backbone trunk = Heads.withoutTop(small, Pooling.AVERAGE, 40);
    Backbone headed =
        Heads.replace(trunk, Head.of(128), List.of("a", "b", "c", "d"), "avg_pool", 1);
    assertEquals((64 + 1) * 128 + (128 + 1) * 4, headed.summary().trainable());
    assertEquals(
        trunk.summary().parameters() + (64 + 1) * 128 + (128 + 1) * 4,
        headed.summary().parameters());
  }
}
