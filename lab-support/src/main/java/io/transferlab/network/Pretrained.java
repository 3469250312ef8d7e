package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Progress;
import io.transferlab.data.fetch.Places;
import io.transferlab.network.onnx.OnnxNetwork;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pretrained networks: one line loads one. */
public enum Pretrained {
  /** Trained on drawings of 28 kinds of objects; comes with the course, needs no network. */
  SKETCH_OBJECTS("Sketch_Objects", "sketch-objects.weights", VggShape.SKETCH),

  /** Trained on drawings of 21 kinds of places; comes with the course, needs no network. */
  SKETCH_SCENES("Sketch_Scenes", "sketch-scenes.weights", VggShape.SKETCH),

  /** A small ResNet50 trained on the same drawings. */
  SKETCH_OBJECTS_RESNET50(
      "Sketch_Objects_ResNet50", "sketch-objects-resnet50.weights", ResNetShape.SKETCH),

  /** VGG16 trained on the 1000 classes of ImageNet; fetched. */
  VGG16_IMAGENET(
      "VGG16_ImageNet",
      "vgg16-imagenet",
      "vgg16-imagenet-notop",
      VggShape.VGG16,
      Preprocessing.CAFFE,
      1000,
      PublishedClasses.IMAGENET),

  /** VGG16 trained on the 365 kinds of places of Places365; fetched. */
  VGG16_PLACES(
      "VGG16_Places",
      "vgg16-places",
      null,
      VggShape.VGG16,
      Preprocessing.PLACES,
      365,
      PublishedClasses.PLACES),

  /** ResNet50 trained on the 1000 classes of ImageNet; fetched. */
  RESNET50_IMAGENET(
      "ResNet50_ImageNet",
      "resnet50-imagenet",
      "resnet50-imagenet-notop",
      ResNetShape.RESNET50,
      Preprocessing.CAFFE,
      1000,
      PublishedClasses.IMAGENET);

  private final String id;
  private final @Nullable String resource;
  private final KerasNetwork keras;
  private final @Nullable FetchedWeights fetched;

  Pretrained(String id, String resource, Architecture architecture) {
    this.id = id;
    this.resource = resource;
    this.keras = new KerasNetwork(id, architecture, Preprocessing.SKETCH, null);
    this.fetched = null;
  }

  Pretrained(
      String id,
      String entry,
      @Nullable String withoutTop,
      Architecture architecture,
      Preprocessing preprocessing,
      int classes,
      String names) {
    this.id = id;
    this.resource = null;
    this.keras =
        new KerasNetwork(
            id, architecture, preprocessing, new PublishedClasses(classes, names, entry));
    this.fetched = new FetchedWeights(keras, entry, withoutTop);
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
    return keras.architecture();
  }

  /**
   * Whether its weights come with the course.
   *
   * @return true if they lie in the support jar
   */
  public boolean isShipped() {
    return resource != null && Pretrained.class.getResource(resource) != null;
  }

  /**
   * Whether its weights are fetched, once, by {@code environment/lab data fetch}.
   *
   * @return false for the small networks of the course
   */
  public boolean isFetched() {
    return fetched != null;
  }

  /**
   * Whether it can be loaded without fetching anything.
   *
   * @return true if its weights come with the course or were fetched
   */
  public boolean isHere() {
    return fetched == null ? isShipped() : fetched.isHere(Places.fromEnvironment());
  }

  /**
   * The network of a name.
   *
   * @param id the name, upper or lower case, with underscores or as the catalogue writes it
   * @return the entry
   * @throws LabException for an unknown name; offers the nearest
   */
  public static Pretrained named(String id) {
    return Arrays.stream(values())
        .filter(p -> Sources.isName(id, p.id))
        .findFirst()
        .orElseThrow(() -> notOfThese(id));
  }

  private static LabException notOfThese(String id) {
    return Sources.isOnnx(id)
        ? LabException.of(
            "a network whose layers can be trained (one of " + String.join(", ", ids()) + ")",
            id + ", a network of ONNX, which is asked and never changed",
            "Pretrained.frozen opens it, and every command that trains none of its layers takes"
                + " it: l2norm, fne, features, search, advise")
        : Names.unknown("a source network", id, ids());
  }

  /**
   * Opens any source for questions: features, search, heads behind it.
   *
   * @param source a name of {@link Sources#names()}, in capitals or not, or the path of a file of
   *     ONNX with its card beside it
   * @return a network that is never changed, of its own at each call
   * @throws LabException for an unknown name (offers the nearest), one that was not fetched (names
   *     the command), a file that is no ONNX network, or a missing or contradicting card
   */
  public static FrozenNetwork frozen(String source) {
    return Sources.open(source, null);
  }

  /**
   * The names of all networks that can be loaded or fetched.
   *
   * @return in the order of the labs
   */
  public static List<String> ids() {
    return Arrays.stream(values())
        .filter(p -> p.isShipped() || p.isFetched())
        .map(Pretrained::id)
        .toList();
  }

  /**
   * Loads the network, with top: weights, preprocessing, class names, provenance.
   *
   * @return a network of its own at each call
   * @throws LabException if its weights were not fetched, or the file is damaged
   */
  public Backbone load() {
    return Progress.during(
        "loading " + id(),
        () ->
            fetched != null
                ? load(
                    fetched,
                    Ending.top(Objects.requireNonNull(keras.published()).count()),
                    architecture().side())
                : shipped());
  }

  /**
   * Loads the network without its top, for features or a head of one's own.
   *
   * @param pooling what comes instead of the top
   * @return the trunk: its output is {@code [n, h, w, c]} or {@code [n, c]}
   * @throws LabException if its weights were not fetched, or the file is damaged
   */
  public Backbone loadWithoutTop(Pooling pooling) {
    return loadWithoutTop(pooling, architecture().side());
  }

  /**
   * Loads the network without its top, for pictures of any size.
   *
   * @param pooling what comes instead of the top
   * @param side of the pictures, in pixels, at least 32
   * @return the trunk
   * @throws LabException if its weights were not fetched, or the file is damaged
   */
  public Backbone loadWithoutTop(Pooling pooling, int side) {
    return Progress.during(
        "loading " + id(),
        () ->
            fetched != null
                ? load(fetched, new Ending(0, pooling), side)
                : Heads.withoutTop(shipped(), pooling, side));
  }

  private static Backbone load(FetchedWeights weights, Ending ending, int side) {
    return weights.load(ending, side, Places.fromEnvironment());
  }

  /**
   * Opens a network of any kind in a file of ONNX, with the card beside it ({@code X.card.json}
   * beside {@code X.onnx}), which says how pictures are prepared for it.
   *
   * @param file of ONNX
   * @return the network
   * @throws LabException if the file is no network for pictures, or damaged; if there is no card,
   *     or one that contradicts the network
   */
  public static OnnxNetwork onnx(Path file) {
    return Progress.during("loading " + file.getFileName(), () -> OnnxNetwork.of(file));
  }

  /**
   * Loads a file of this network's family with this network's preprocessing: any form in which
   * Keras writes weights, or a network that {@link Backbone#save} wrote.
   *
   * @param file {@code .h5} of weights or of a whole model, {@code .weights.h5}, {@code .keras}, or
   *     {@code .zip}; or {@code .weights} as they come with the course, of {@link #save}
   * @return the network: with top if the file has one, else with the mean of each feature map
   * @throws LabException if the file is damaged or another network's; names the layer, what was
   *     expected there and what was found
   */
  public Backbone load(Path file) {
    return load(file, null, architecture().side());
  }

  /**
   * Loads a file of this network's family with a chosen ending and size.
   *
   * @param file as in {@link #load(Path)}, but of Keras
   * @param ending with or without top; null: with top if the file has one, else with the mean of
   *     each feature map
   * @param side of the pictures, in pixels
   * @return the network
   * @throws LabException as {@link #load(Path)}
   */
  public Backbone load(Path file, @Nullable Ending ending, int side) {
    return switch (NetworkFile.of(file)) {
      case SAVED -> ofThisFamily(SavedNetwork.read(file), file);
      case SHIPPED -> ofThisName(WeightFile.read(file), file);
      case KERAS -> keras.load(file, ending, side, Places.fromEnvironment());
    };
  }

  private Backbone ofThisName(Backbone network, Path file) {
    if (!network.name().equals(id)) {
      throw LabException.of(
          "weights of " + id + " in " + file,
          "those of " + network.name(),
          "name that network, or another file");
    }
    return network;
  }

  private Backbone ofThisFamily(Backbone saved, Path file) {
    if (!architecture().isSameFamily(saved.architecture())) {
      throw LabException.of(
          "a network of the family and width of " + id + " in " + file,
          saved.name() + ", " + saved.architecture(),
          "name the source that it was made from, or open it with Backbone.load");
    }
    return saved;
  }

  private Backbone shipped() {
    String name = fileName();
    InputStream in = Pretrained.class.getResourceAsStream(name);
    if (in == null) {
      throw LabException.of(
          "the weights of " + id + " in the support jar",
          "none",
          "get them with `git checkout lab-support/src/main/resources` and start anew");
    }
    return WeightFile.read(in, name);
  }

  /**
   * The name of the file of its weights.
   *
   * @return for instance {@code sketch-objects.weights}
   * @throws IllegalStateException for a network that does not come with the course
   */
  public String fileName() {
    if (resource == null) {
      throw new IllegalStateException(id + " does not come with the course");
    }
    return resource;
  }

  /**
   * Writes trained weights in the form in which they come with the course.
   *
   * @param network a network of this architecture
   * @param folder where to; the file is replaced in one step
   * @return the file
   * @throws IllegalStateException for a network that does not come with the course
   */
  public Path save(Backbone network, Path folder) {
    Path file = folder.resolve(fileName());
    WeightFile.write(network, file);
    return file;
  }
}
