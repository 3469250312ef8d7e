package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.sketch.SketchSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ViewsTest {
  /** 3 x 3 pixels whose red is their place: 0 to 8, row by row. */
  private static byte[] counted() {
    byte[] rgb = new byte[27];
    for (int i = 0; i < 9; i++) {
      rgb[3 * i] = (byte) i;
    }
    return rgb;
  }

  private static List<List<Integer>> reds(Views views) {
    float[] out = new float[views.count() * 12];
    views.write(counted(), 3, 2, out, 0);
    return java.util.stream.IntStream.range(0, views.count())
        .mapToObj(
            v ->
                Arrays.asList(
                    (int) out[12 * v],
                    (int) out[12 * v + 3],
                    (int) out[12 * v + 6],
                    (int) out[12 * v + 9]))
        .toList();
  }

  @Test
  void tenViewsAreCentreAndCornersAndTheirMirrorImages() {
    assertEquals(
        List.of(
            List.of(0, 1, 3, 4),
            List.of(0, 1, 3, 4),
            List.of(1, 2, 4, 5),
            List.of(3, 4, 6, 7),
            List.of(4, 5, 7, 8),
            List.of(1, 0, 4, 3),
            List.of(1, 0, 4, 3),
            List.of(2, 1, 5, 4),
            List.of(4, 3, 7, 6),
            List.of(5, 4, 8, 7)),
        reds(Views.TEN));
    assertEquals(List.of(List.of(0, 1, 3, 4), List.of(1, 0, 4, 3)), reds(Views.TWO));
    assertEquals(List.of(List.of(0, 1, 3, 4)), reds(Views.ONE));
  }

  @Test
  void batchesHoldTheViewsOfAPictureInARow() {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 2, 1);
    Pixels pixels = Pixels.of(set, 36);
    int rows = 0;
    for (Batch batch : Batches.views(pixels, p -> {}, Views.TEN, 32, 3)) {
      try (batch) {
        assertArrayEquals(new long[] {batch.size(), 32, 32, 3}, batch.input().shape());
        for (int i = 0; i < batch.size(); i++) {
          int picture = (rows + i) / 10;
          assertEquals(set.pictures().get(picture).label(), batch.labels()[i]);
        }
        rows += batch.size();
      }
    }
    assertEquals(40, rows);
    assertThrows(LabException.class, () -> Batches.views(pixels, p -> {}, Views.ONE, 37, 1));
  }

  @Test
  void theMeanIsOfTheViewsOfOnePicture() {
    INDArray scores = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {1, 0}, {1, 0}});
    assertEquals(Nd4j.createFromArray(new float[][] {{.5f, .5f}, {1, 0}}), Views.TWO.mean(scores));
    assertEquals(scores, Views.ONE.mean(scores));
    assertThrows(IllegalArgumentException.class, () -> Views.TEN.mean(scores));
  }

  /** What training does to its pictures must not reach those it is judged on. */
  @Test
  void validationAndTestPicturesStayUntouched() {
    Splits splits = Targets.open("sketch-catsdogs", TargetOptions.defaults().withPerClass(3));
    for (ImageSet part : List.of(splits.validation().take(3, 1), splits.test().take(3, 1))) {
      Pixels pixels = Pixels.of(part, 32);
      int index = 0;
      for (Batch batch : Batches.inOrder(pixels, p -> {}, 4)) {
        try (batch) {
          float[] values = batch.input().dup('c').data().asFloat();
          for (int i = 0; i < batch.size(); i++) {
            byte[] rgb = pixels.rgb(index++);
            for (int k = 0; k < rgb.length; k++) {
              assertEquals(rgb[k] & 0xff, values[i * rgb.length + k], 0f);
            }
          }
        }
      }
      assertEquals(6, index);
    }
    Pixels train = Pixels.of(splits.train(), 32);
    byte[] before = train.rgb(0).clone();
    boolean changed = false;
    for (Batch batch : Batches.shuffled(train, p -> {}, Augmentation.defaults(), 6, 1)) {
      try (batch) {
        float sum = 0;
        for (int i = 0; i < 6; i++) {
          for (byte b : train.rgb(i)) {
            sum += b & 0xff;
          }
        }
        changed = Math.abs(batch.input().sumNumber().floatValue() - sum) > 1;
      }
    }
    assertTrue(changed, "training pictures are changed on the fly");
    assertArrayEquals(before, train.rgb(0), "in the batch only");
    assertFalse(splits.train().pictures().isEmpty());
  }
}
