package io.transferlab.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  void fourBytesAPairAndASecondTableToChooseC() {
    assertEquals(4L * 21_600 * 21_600, new GramMemory(21_600, 1).needed());
    assertEquals((long) (4 * 1.64 * 21_600 * 21_600), new GramMemory(21_600, 5).needed());
  }

  @Test
  void whatDoesNotFitSaysWhatDoes() {
    GramMemory room = new GramMemory(21_600, 1);
    room.require(10, 1, 3 * GIGA, 0);
    LabException e = assertThrows(LabException.class, () -> room.require(10, 1, GIGA, GIGA / 4));
    assertEquals(
        "Expected room for the inner products of all pairs of 21,600 training rows, 1.9 GB; found"
            + " 1.1 GB of free heap. Next: train with at most 1,465 pictures of each of the 10"
            + " classes, or give Java more memory (LAB_HEAP=3g).",
        e.getMessage());
    // So many do fit.
    new GramMemory(14_650, 1).require(10, 1, GIGA, GIGA / 4);
    LabException crops =
        assertThrows(LabException.class, () -> room.require(10, 10, GIGA, GIGA / 4));
    assertTrue(crops.getMessage().contains("at most 146 pictures"), crops.getMessage());
    LabException none = assertThrows(LabException.class, () -> room.require(2, 1, 16, GIGA / 4));
    assertTrue(none.getMessage().contains("Next: give Java more memory"), none.getMessage());
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
    ImageSet huge = ImageSet.of("huge", List.of("a", "b"), Collections.nCopies(400_000, unread));
    LabException e =
        assertThrows(LabException.class, () -> SvmTrainer.defaults().requireRoom(huge, 2));
    assertTrue(e.getMessage().contains("800,000 training rows"), e.getMessage());
  }
}
