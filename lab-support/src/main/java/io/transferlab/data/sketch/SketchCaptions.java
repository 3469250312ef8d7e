package io.transferlab.data.sketch;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Drawings with captions, which the drawing program writes from what it drew: what it is, its
 * colour, size and place, and the colour and pattern of what is behind it. Each is drawn by lot,
 * independently of the others (the ground alone avoids the colour of the thing), and can be seen:
 * nothing in front of the thing, no lost colours. A picture follows from split, seed and index
 * alone; no combination of the six words is in two splits, so that what is asked of test pictures
 * was never drawn for training. Immutable.
 *
 * <pre>{@code
 * SketchCaptions train = SketchCaptions.drawn(Split.TRAIN, 2000, 1);
 * train.pictures();         // an ImageSet, its classes the kinds
 * train.texts().get(0);     // a small red mug on the left of a plain blue wall
 * }</pre>
 */
public final class SketchCaptions {
  private static final String NAME = "sketch-captions";

  /** How much of all combinations is trained on; the rest is halved for validation and test. */
  private static final double TRAINED = .7;

  /** How often a shorter caption is silent about an attribute other than the kind. */
  private static final double SILENT = .4;

  private static final double SILENT_KIND = .08;

  private final ImageSet pictures;
  private final List<SketchAttributes> attributes;
  private final List<Caption> captions;

  private SketchCaptions(
      ImageSet pictures, List<SketchAttributes> attributes, List<Caption> captions) {
    this.pictures = pictures;
    this.attributes = List.copyOf(attributes);
    this.captions = List.copyOf(captions);
  }

  /**
   * Draws and describes.
   *
   * @param split the part: the parts share neither pictures nor combinations
   * @param count how many pictures, at least 1
   * @param seed the seed of the stream; any number
   * @return the captioned pictures; each caption says all six attributes
   * @throws LabException if none is asked for
   */
  public static SketchCaptions drawn(Split split, int count, long seed) {
    if (count < 1) {
      throw LabException.of(
          "at least 1 captioned picture", String.valueOf(count), "give a larger number");
    }
    List<String> kinds = SketchAttribute.KIND.words();
    List<Picture> pictures = new ArrayList<>(count);
    List<SketchAttributes> attributes = new ArrayList<>(count);
    List<Caption> captions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Dice dice = Dice.of(seed, i, NAME, split.name());
      SketchAttributes all = lots(dice, split);
      String kind = all.get(SketchAttribute.KIND);
      String key =
          String.format(
              Locale.ROOT, "%s/%s-%d-%05d", kind, split.name().toLowerCase(Locale.ROOT), seed, i);
      pictures.add(
          new Picture(key, kinds.indexOf(kind), new CaptionedDrawing(all, split, seed, i)));
      attributes.add(all);
      captions.add(new Caption(all.say(dice.nextLong()), all));
    }
    return new SketchCaptions(ImageSet.of(NAME, kinds, pictures), attributes, captions);
  }

  /** Six words by lot, of a combination that belongs to the split. */
  private static SketchAttributes lots(Dice dice, Split split) {
    SketchAttributes all;
    do {
      all = SketchAttributes.none();
      for (SketchAttribute attribute : SketchAttribute.values()) {
        List<String> words = new ArrayList<>(attribute.words());
        if (attribute == SketchAttribute.GROUND) {
          words.remove(all.get(SketchAttribute.COLOUR));
        }
        all = all.with(attribute, words.get(dice.count(0, words.size() - 1)));
      }
    } while (of(all) != split);
    return all;
  }

  /** Which split a combination belongs to. */
  private static Split of(SketchAttributes all) {
    double share = Dice.of(0, 0, NAME, all.toString()).unit();
    return share < TRAINED
        ? Split.TRAIN
        : share < (1 + TRAINED) / 2 ? Split.VALIDATION : Split.TEST;
  }

  /**
   * The same pictures with other sentences, which are silent about some of what can be seen: as
   * people write, and as they ask.
   *
   * @param seed decides what is said and how
   * @return the same pictures; each caption says at least one attribute
   */
  public SketchCaptions withShorterCaptions(long seed) {
    List<Caption> shorter = new ArrayList<>(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      Dice dice = Dice.of(seed, i, NAME, "shorter");
      SketchAttributes said = SketchAttributes.none();
      while (said.said().isEmpty()) {
        for (SketchAttribute attribute : SketchAttribute.values()) {
          if (!dice.chance(attribute == SketchAttribute.KIND ? SILENT_KIND : SILENT)) {
            said = said.with(attribute, attributes.get(i).get(attribute));
          }
        }
      }
      shorter.add(new Caption(said.say(dice.nextLong()), said));
    }
    return new SketchCaptions(pictures, attributes, shorter);
  }

  /**
   * The drawings.
   *
   * @return a set whose classes are the kinds
   */
  public ImageSet pictures() {
    return pictures;
  }

  /**
   * What is drawn.
   *
   * @return all six attributes of each picture
   */
  public List<SketchAttributes> attributes() {
    return attributes;
  }

  /**
   * What is said.
   *
   * @return one caption for each picture
   */
  public List<Caption> captions() {
    return captions;
  }

  /**
   * The sentences alone.
   *
   * @return one for each picture
   */
  public List<String> texts() {
    return captions.stream().map(Caption::text).toList();
  }

  /**
   * How many pictures there are.
   *
   * @return at least 1
   */
  public int size() {
    return captions.size();
  }

  @Override
  public String toString() {
    return NAME + ": " + size() + " pictures, each with a caption, say: " + texts().get(0);
  }
}
