package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The pretrained networks: one line loads one. */
public enum Pretrained {
  /** Trained on drawings of 28 kinds of objects; comes with the course, needs no network. */
  SKETCH_OBJECTS("Sketch_Objects", "sketch-objects.weights", VggShape.SKETCH),

  /** Trained on drawings of 21 kinds of places; comes with the course, needs no network. */
  SKETCH_SCENES("Sketch_Scenes", "sketch-scenes.weights", VggShape.SKETCH),

  /** A small ResNet50 trained on the same drawings. */
  SKETCH_OBJECTS_RESNET50(
      "Sketch_Objects_ResNet50", "sketch-objects-resnet50.weights", ResNetShape.SKETCH);

  private final String id;
  private final String resource;
  private final Architecture architecture;

  Pretrained(String id, String resource, Architecture architecture) {
    this.id = id;
    this.resource = resource;
    this.architecture = architecture;
  }

  /**
   * The name used on the command line and in the labs.
   *
   * @return for instance {@code Sketch_Objects}
   */
  public String id() {
    return id;
  }

  /**
   * Its family and sizes.
   *
   * @return the architecture
   */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * Whether its weights come with the course.
   *
   * @return true if they lie in the support jar
   */
  public boolean isShipped() {
    return Pretrained.class.getResource(resource) != null;
  }

  /**
   * The network of a name.
   *
   * @param id the name, upper or lower case
   * @return the entry
   * @throws LabException for an unknown name; offers the nearest
   */
  public static Pretrained named(String id) {
    return Arrays.stream(values())
        .filter(p -> p.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() -> Names.unknown("a source network", id, ids()));
  }

  /**
   * The names of all networks that can be loaded or fetched.
   *
   * @return in the order of the labs
   */
  public static List<String> ids() {
    return Arrays.stream(values()).filter(Pretrained::isShipped).map(Pretrained::id).toList();
  }

  /**
   * Loads the network: weights, preprocessing, class names, provenance.
   *
   * @return a network of its own at each call
   * @throws LabException if the file is missing or damaged
   */
  public Backbone load() {
    InputStream in = Pretrained.class.getResourceAsStream(resource);
    if (in == null) {
      throw LabException.of(
          "the weights of " + id + " in the support jar",
          "none",
          "get them with `git checkout lab-support/src/main/resources` and start anew");
    }
    return WeightFile.read(in, resource);
  }

  /**
   * Writes trained weights in the form in which they come with the course.
   *
   * @param network a network of this architecture
   * @param folder where to; the file is replaced in one step
   * @return the file
   */
  public Path save(Backbone network, Path folder) {
    Path file = folder.resolve(resource);
    WeightFile.write(network, file);
    return file;
  }
}
