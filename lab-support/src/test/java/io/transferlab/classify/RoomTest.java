package io.transferlab.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
  private static final long GIGA = 1L << 30;

  @Test
  void fewRowsArePairedIfTheirPairsFit() {
    SvmMemory few = new SvmMemory(10_000, 10, 1);
    assertEquals(4L * 10_000 * 10_000, few.pairs());
    assertEquals((long) (4 * 1.64 * 10_000 * 10_000), new SvmMemory(10_000, 10, 5).pairs());
    assertTrue(few.isPaired(5_000, GIGA));
    assertFalse(few.isPaired(4_999, GIGA)); // many rows for the features: Newton steps
    assertTrue(new SvmMemory(2_000, 10, 1).isPaired(500, GIGA));
    assertFalse(new SvmMemory(2_000, 10, 1).isPaired(499, GIGA));
    assertFalse(few.isPaired(5_000, GIGA / 4));
    assertFalse(new SvmMemory(10_001, 10, 1).isPaired(12_416, 64 * GIGA));
  }

  @Test
  void whatDoesNotFitSaysWhatDoes() {
    new SvmMemory(75_750, 101, 5).require(1, GIGA, 0); // food101 on a small heap
    SvmMemory room = new SvmMemory(1_000_000, 101, 1);
    room.require(1, 3 * GIGA, 0);
    LabException e = assertThrows(LabException.class, () -> room.require(1, GIGA, GIGA / 4));
    assertEquals(
        "Expected room for what training keeps of 1,000,000 rows and 101 classes, 2.5 GB; found"
            + " 1.1 GB of free heap. Next: train with at most 3,468 pictures of each of the 101"
            + " classes, or give Java more memory (LAB_HEAP=4g).",
        e.getMessage());
    // So many do fit.
    new SvmMemory(3_468 * 101, 101, 1).require(1, GIGA, GIGA / 4);
    LabException crops = assertThrows(LabException.class, () -> room.require(10, GIGA, GIGA / 4));
    assertTrue(crops.getMessage().contains("at most 346 pictures"), crops.getMessage());
    LabException none = assertThrows(LabException.class, () -> room.require(1, 16, GIGA / 4));
    assertTrue(none.getMessage().contains("Next: give Java more memory"), none.getMessage());
  }

  /** More rows than are paired: that their pairs would fit is no help. */
  @Test
  void manyClassesNeedRoomForTheirDecisions() {
    SvmMemory room = new SvmMemory(20_000, 20_000, 1);
    assertTrue(room.pairs() < 2 * GIGA);
    assertThrows(LabException.class, () -> room.require(1, 3 * GIGA, 0));
    room.require(1, 6 * GIGA, 0);
  }

  @Test
  void isAskedBeforeAnythingIsExtracted() {
    Picture unread =
        new Picture(
            "a/1",
            0,
            side -> {
              throw new AssertionError("read");
            });
    ImageSet huge = ImageSet.of("huge", List.of("a", "b"), Collections.nCopies(1_000_000, unread));
    LabException e =
        assertThrows(LabException.class, () -> SvmTrainer.defaults().requireRoom(huge, 2_000));
    assertTrue(e.getMessage().contains("of 2,000,000,000 rows"), e.getMessage());
  }
}
