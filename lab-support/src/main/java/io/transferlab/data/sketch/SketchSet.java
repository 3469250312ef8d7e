package io.transferlab.data.sketch;

import io.transferlab.core.LabException;
import io.transferlab.data.Split;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sets of drawn pictures. A picture is made on demand from its set, class, split, seed and
 * index, and from nothing else: the same five give the same picture, and different ones a different
 * picture. Drawing is stateless, so many threads may draw at once.
 *
 * <pre>{@code
 * BufferedImage mug = SketchSet.OBJECTS.draw("mug", Split.TRAIN, 1, 0, 64);
 * }</pre>
 */
public enum SketchSet {
  /** 28 classes of single things; a source: plays the part of ImageNet. */
  OBJECTS("Sketch_Objects", Weather.SOURCE) {
    @Override
    Map<String, Studio.Scene> scenes() {
      return SketchKinds.objects();
    }
  },
  /** 21 classes of places; the other source: plays the part of Places. */
  SCENES("Sketch_Scenes", Weather.ROUGH) {
    @Override
    Map<String, Studio.Scene> scenes() {
      return SketchKinds.scenes();
    }
  },
  /** Cats and dogs, heads from the front; a target close to {@link #OBJECTS}. */
  CATS_DOGS("sketch-catsdogs", Weather.TARGET) {
    @Override
    Map<String, Studio.Scene> scenes() {
      return SketchKinds.catsAndDogs();
    }
  },
  /** 9 kinds of furnished rooms; a target close to {@link #SCENES}. */
  ROOMS("sketch-rooms", Weather.TARGET) {
    @Override
    Map<String, Studio.Scene> scenes() {
      return SketchKinds.rooms();
    }
  },
  /** 13 kinds of surfaces; a target far from both sources. */
  TEXTURES("sketch-textures", Weather.TARGET) {
    @Override
    Map<String, Studio.Scene> scenes() {
      return SketchKinds.textures();
    }
  },
  /** 10 animals from the side; a target near {@link #OBJECTS}. */
  ANIMALS("sketch-animals", Weather.TARGET) {
    @Override
    Map<String, Studio.Scene> scenes() {
      return SketchKinds.animals();
    }
  };

  /**
   * Raised whenever the same class, split, seed and index give another picture than before: what
   * was computed from the old pictures and kept is then not taken for the new ones.
   */
  public static final int DRAWING_VERSION = 1;

  private final String id;
  private final Weather weather;
  private final Map<String, Studio.Scene> scenes;
  private final List<String> classes;

  SketchSet(String id, Weather weather) {
    this.id = id;
    this.weather = weather;
    this.scenes = new TreeMap<>(scenes());
    this.classes = List.copyOf(scenes.keySet());
  }

  abstract Map<String, Studio.Scene> scenes();

  /**
   * The name that a user types.
   *
   * @return for instance {@code sketch-rooms}
   */
  public String id() {
    return id;
  }

  /**
   * The names of the classes.
   *
   * @return sorted; the position of a name is its label
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * Draws one picture.
   *
   * @param className one of {@link #classes()}
   * @param split the part of the set; the parts share no pictures
   * @param seed which world; any number
   * @param index which picture of the class; any number
   * @param size side in pixels, from 8 to 1024
   * @return size x size pixels of TYPE_INT_RGB
   * @throws LabException if the class or the size is none of these
   */
  public BufferedImage draw(String className, Split split, long seed, int index, int size) {
    Studio.Scene scene = scenes.get(className);
    if (scene == null) {
      throw LabException.of(
          "a class of " + id, "'" + className + "'", "choose from " + String.join(", ", classes));
    }
    if (size < 8 || size > 1024) {
      throw LabException.of(
          "a picture's side from 8 to 1024 pixels", String.valueOf(size), "ask for 64 or 224");
    }
    Dice dice = Dice.of(seed, index, id, className, split.name());
    return Studio.picture(size, dice, weather, scene);
  }

  /**
   * Finds a set.
   *
   * @param id its id, in capitals or not
   * @return the set
   * @throws LabException if there is no such set; the message names those there are
   */
  public static SketchSet named(String id) {
    return Arrays.stream(values())
        .filter(set -> set.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(
            () ->
                LabException.of(
                    "the name of a sketch set",
                    "'" + id + "'",
                    "choose from "
                        + Arrays.stream(values())
                            .map(SketchSet::id)
                            .collect(Collectors.joining(", "))));
  }
}
