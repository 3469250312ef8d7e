package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Pretrained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who computes features makes no difference to what is done with them. */
class FeatureEngineTest {
  private static final ImageSet SET = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 4, 3);

  private static FeatureExtractor extractor(FeatureCache cache) {
    return FeatureExtractor.of(Pretrained.SKETCH_OBJECTS.load()).withCache(cache);
  }

  @Test
  void anEngineComputesOnceAndTheCacheServesEverybody(@TempDir Path folder) {
    FeatureExtractor own = extractor(FeatureCache.in(folder));
    AtomicInteger asked = new AtomicInteger();
    List<Integer> told = new ArrayList<>();
    FeatureExtractor by =
        own.withProgress(at -> told.add(at.done()))
            .withEngine(
                (extractor, set, done) -> {
                  asked.incrementAndGet();
                  done.accept(5);
                  done.accept(3);
                  try (SetPass pass = extractor.sets()) {
                    return pass.compute(set);
                  }
                });
    Features first = by.extract(SET);
    assertEquals(List.of(5, 8), told, "pictures that are done");
    by.extract(SET);
    assertEquals(1, asked.get(), "the second time they are kept");
    Features alone = extractor(FeatureCache.NONE).extract(SET);
    assertArrayEquals(alone.matrix().data().asFloat(), first.matrix().data().asFloat());
    assertEquals(alone.provenance(), first.provenance());
    assertTrue(own.isKept(SET), "and also for who has no engine");
  }

  @Test
  void aPartOfBrokenPicturesAloneHasNoRows() {
    Picture broken =
        new Picture(
            "cat/x",
            0,
            side -> {
              throw new IOException("x: no picture");
            });
    ImageSet set = ImageSet.of("broken", SET.classes(), List.of(broken));
    FeatureExtractor extractor = extractor(FeatureCache.NONE);
    try (SetPass pass = extractor.sets()) {
      ComputedRows rows = pass.compute(set);
      assertEquals(0, rows.size());
      assertEquals("x: no picture", rows.problems().get("cat/x"));
      assertEquals(
          2, pass.compute(ImageSet.of("two", SET.classes(), SET.pictures().subList(0, 2))).size());
    }
    LabException e = assertThrows(LabException.class, () -> extractor.extract(set));
    assertTrue(e.getMessage().contains("x: no picture"), e.getMessage());
  }
}
