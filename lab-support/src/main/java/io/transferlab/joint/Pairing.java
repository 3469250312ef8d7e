package io.transferlab.joint;

import io.transferlab.data.sketch.Caption;
import io.transferlab.data.sketch.SketchAttributes;
import io.transferlab.data.sketch.SketchCaptions;
import java.util.List;

/**
 * Which texts are true of which pictures. A short caption is true of many pictures: who calls all
 * but one of them wrong measures, and trains, the wrong thing.
 */
@FunctionalInterface
public interface Pairing {
  /**
   * Whether a text is true of a picture.
   *
   * @param picture row of the picture
   * @param text row of the text
   * @return true if they belong together
   */
  boolean fits(int picture, int text);

  /**
   * The text of a row is true of the picture of the same row and of no other.
   *
   * @return the pairing
   */
  static Pairing byRow() {
    return (picture, text) -> picture == text;
  }

  /**
   * A caption is true of every picture that has all attributes it says.
   *
   * @param set captioned pictures
   * @return the pairing of its captions with its pictures
   */
  static Pairing of(SketchCaptions set) {
    return of(set.attributes(), set.captions());
  }

  /**
   * A caption is true of every picture that has all attributes it says.
   *
   * @param pictures what each picture shows
   * @param captions any number of captions
   * @return the pairing
   */
  static Pairing of(List<SketchAttributes> pictures, List<Caption> captions) {
    return (picture, text) -> captions.get(text).says().fits(pictures.get(picture));
  }

  /**
   * The pairing among some of the rows, in the order given.
   *
   * @param rows which
   * @return a pairing of indices of {@code rows}
   */
  default Pairing among(int... rows) {
    int[] copy = rows.clone();
    return (picture, text) -> fits(copy[picture], copy[text]);
  }
}
