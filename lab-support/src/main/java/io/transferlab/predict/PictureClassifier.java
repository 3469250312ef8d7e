package io.transferlab.predict;

import io.transferlab.classify.LinearSvm;
import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.evaluate.Abstention;
import io.transferlab.evaluate.Calibration;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.network.Backbone;
import io.transferlab.network.ClassProbability;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.inference.BackwardPass;
import io.transferlab.train.FineTuned;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A classifier of pictures: a network with its top, a frozen one with a head trained behind it, or
 * frozen features and a linear SVM. It says of any picture which class it is, how probable that is,
 * or that it does not know; it shows the training pictures most like it; it is kept in one file.
 * Immutable: the methods that add something return changed copies. For several threads, which take
 * turns at the network.
 *
 * <pre>{@code
 * var classifier = PictureClassifier.of(tuned)
 *     .calibrated(cats.validation())
 *     .withExamples(cats.train());
 * classifier.save(Path.of("cats.zip"));
 * PictureClassifier.load(Path.of("cats.zip")).answer(picture);
 * }</pre>
 *
 * <p>It is of the weights as they are when it first computes something.
 */
public final class PictureClassifier {
  private static final int BATCH = 32;

  /** More training pictures of a class show nothing new, and make the file large. */
  private static final int EXAMPLES_PER_CLASS = 100;

  private static final int EXAMPLES = 1000;
  private static final int FEWEST_EXAMPLES = 5;

  private static final long EXAMPLE_SEED = 1;

  private final FrozenNetwork network;
  private final List<String> classes;
  private final @Nullable Frozen frozen;
  private final @Nullable HeadedNetwork headed;
  private final Scorer scorer;
  private final KeptOpen<BackwardPass> backward;
  private String name;
  private Provenance provenance;
  private double temperature = 1;
  private double threshold;
  private Kept kept = Kept.NOTHING;

  /**
   * What comes behind a frozen network.
   *
   * @param extractor the layers it takes and their pooling, whole pictures
   * @param transform what is done to the features
   * @param svm what reads them
   */
  public record Frozen(FeatureExtractor extractor, FeatureTransform transform, LinearSvm svm) {}

  private PictureClassifier(
      FrozenNetwork network,
      List<String> classes,
      @Nullable Frozen frozen,
      @Nullable HeadedNetwork headed,
      Scorer scorer,
      KeptOpen<BackwardPass> backward) {
    this.network = network;
    this.classes = List.copyOf(classes);
    this.frozen = frozen;
    this.headed = headed;
    this.scorer = scorer;
    this.backward = backward;
    this.name = network.name();
    this.provenance = network.provenance();
  }

  /**
   * A network as it is.
   *
   * @param network with a top
   * @return the classifier, not calibrated
   * @throws LabException without a top, or if the names of its classes are missing
   */
  public static PictureClassifier of(FrozenNetwork network) {
    List<String> classes =
        network instanceof Backbone backbone ? backbone.namedClasses() : network.classes();
    if (classes.isEmpty()) {
      throw LabException.of(
          "a network with a classifier and the names of its classes",
          network.name() + ", which has none",
          "train a head behind it (fine-tune), or name the classes in its card");
    }
    return new PictureClassifier(
        network, classes, null, null, Scorer.of(network), new KeptOpen<>());
  }

  /**
   * A frozen network and the head behind it.
   *
   * @param headed what fine-tuning gave
   * @return the classifier, not calibrated
   */
  public static PictureClassifier of(HeadedNetwork headed) {
    PictureClassifier made =
        new PictureClassifier(
            headed.network(), headed.classes(), null, headed, Scorer.of(headed), new KeptOpen<>());
    return made.withProvenance(headed.provenance());
  }

  /**
   * What fine-tuning gave.
   *
   * @param tuned the network
   * @return the classifier, not calibrated
   */
  public static PictureClassifier of(FineTuned tuned) {
    return tuned.classifier() instanceof HeadedNetwork headed ? of(headed) : of(tuned.network());
  }

  /**
   * Frozen features and a linear SVM.
   *
   * @param extractor the network and the layers it takes; of whole pictures, without crops
   * @param transform what is done to the features before the SVM sees them
   * @param svm trained on such features
   * @return the classifier, not calibrated
   * @throws LabException for an extractor of crops
   */
  public static PictureClassifier of(
      FeatureExtractor extractor, FeatureTransform transform, LinearSvm svm) {
    extractor.pass().close(); // refuses crops
    return new PictureClassifier(
        extractor.network(),
        svm.classes(),
        new Frozen(extractor, transform, svm),
        null,
        Scorer.of(extractor, transform, svm),
        new KeptOpen<>());
  }

  private PictureClassifier copy() {
    PictureClassifier copy =
        new PictureClassifier(network, classes, frozen, headed, scorer, backward);
    copy.name = name;
    copy.provenance = provenance;
    copy.temperature = temperature;
    copy.threshold = threshold;
    copy.kept = kept;
    return copy;
  }

  /**
   * What it is called.
   *
   * @return the network's name unless it was changed
   */
  public String name() {
    return name;
  }

  /**
   * A copy with another name.
   *
   * @param value for people
   * @return the copy
   */
  public PictureClassifier withName(String value) {
    PictureClassifier copy = copy();
    copy.name = value;
    return copy;
  }

  /**
   * The classes it tells apart.
   *
   * @return names, in the order of the scores
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * The network behind it.
   *
   * @return what looks at the pictures
   */
  public FrozenNetwork network() {
    return network;
  }

  /**
   * The network behind it, where DL4J computes it: for gradients and for files in which its weights
   * lie open.
   *
   * @return the network
   * @throws LabException if it is a file of ONNX
   */
  public Backbone backbone() {
    if (network instanceof Backbone backbone) {
      return backbone;
    }
    throw LabException.of(
        "a network of the course's own families",
        network.name() + ", a file of ONNX",
        "take a network that this course trained, or what asks only for scores (Occlusion)");
  }

  /**
   * The side of the pictures the network takes; any others are brought to it, as {@link
   * FrozenNetwork#framing} says.
   *
   * @return pixels
   */
  public int side() {
    return network.side();
  }

  /**
   * Whether the scores have a gradient.
   *
   * @return true for a network of DL4J with its own top; false for frozen features with an SVM, for
   *     a head behind a frozen network, and for a file of ONNX
   */
  public boolean hasGradients() {
    return frozen == null && headed == null && network instanceof Backbone;
  }

  /**
   * What it is made of, in words.
   *
   * @return for instance "frozen features and a linear SVM"
   */
  public String kind() {
    if (frozen != null) {
      return "frozen features and a linear SVM";
    }
    return headed == null ? "network" : "frozen network and the head behind it";
  }

  /**
   * The head behind the frozen network.
   *
   * @return null if the scores are the network's own or an SVM's
   */
  public @Nullable HeadedNetwork headed() {
    return headed;
  }

  /**
   * The features and the SVM behind the frozen network.
   *
   * @return null if the scores are the network's own or a head's
   */
  public @Nullable Frozen frozen() {
    return frozen;
  }

  Kept kept() {
    return kept;
  }

  /**
   * Where it comes from.
   *
   * @return source, data, plan, seed, figures
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * A copy that tells where it comes from.
   *
   * @param value source, data, plan, seed, figures
   * @return the copy
   */
  public PictureClassifier withProvenance(Provenance value) {
    PictureClassifier copy = copy();
    copy.provenance = value;
    return copy;
  }

  /**
   * What the scores are divided by before the softmax.
   *
   * @return 1 unless it was calibrated
   */
  public double temperature() {
    return temperature;
  }

  /**
   * The probability of the best class below which it says "I do not know".
   *
   * @return 0 (never) unless it was calibrated
   */
  public double threshold() {
    return threshold;
  }

  /**
   * A copy with another threshold of "I do not know".
   *
   * @param value 0 to 1; 0: it always says a class
   * @return the copy
   * @throws LabException outside that range
   */
  public PictureClassifier withThreshold(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw LabException.of("a threshold of 0 to 1", String.valueOf(value), "0.5 is a beginning");
    }
    return with(temperature, value);
  }

  PictureClassifier with(double newTemperature, double newThreshold) {
    PictureClassifier copy = copy();
    copy.temperature = newTemperature;
    copy.threshold = newThreshold;
    return copy;
  }

  PictureClassifier with(Kept pictures) {
    PictureClassifier copy = copy();
    copy.kept = pictures;
    return copy;
  }

  /**
   * The scores of prepared pictures, before any temperature.
   *
   * @param prepared {@code [n, side, side, 3]}, prepared by {@link #network}
   * @return {@code [n, classes]}: what the softmax is taken of, or the SVM's decision values
   */
  public INDArray scores(INDArray prepared) {
    return scorer.run(prepared).scores();
  }

  /**
   * The probabilities of prepared pictures.
   *
   * @param prepared {@code [n, side, side, 3]}, prepared by {@link #network}
   * @return {@code [n, classes]}, rows sum to 1: the softmax of scores / temperature
   */
  public INDArray probabilities(INDArray prepared) {
    return probabilitiesOf(scores(prepared));
  }

  private INDArray probabilitiesOf(INDArray scores) {
    return Transforms.softmax(scores.div(temperature), true);
  }

  /**
   * What similar pictures are found by: the features that the last layer or the SVM reads.
   *
   * @param prepared {@code [n, side, side, 3]}, prepared by {@link #network}
   * @return {@code [n, d]}, of length 1
   */
  public INDArray embeddings(INDArray prepared) {
    return scorer.run(prepared).embeddings();
  }

  /**
   * What a small change of each activation of a layer would do to a class's score.
   *
   * @param layer of feature maps, of a network; see {@link BackwardPass#of}
   * @param prepared {@code [n, side, side, 3]}, prepared by {@link #network}
   * @param of the class of each picture, in the order of {@link #classes}
   * @return activations and gradients, {@code [n, h, w, c]}, both the caller's to close
   * @throws LabException if the layer gives no such maps, or {@link #hasGradients} is false
   */
  public BackwardPass.Gradients gradients(String layer, INDArray prepared, int... of) {
    if (!hasGradients()) {
      throw LabException.of(
          "a network of the course's own families, whose scores have a gradient",
          name + ", " + kind(),
          "use what needs no gradients (Occlusion)");
    }
    return backward.use(
        layer,
        () -> backbone().backward(layer),
        pass -> {
          BackwardPass.Gradients found = pass.run(prepared, of);
          return new BackwardPass.Gradients(found.activations().dup('c'), found.gradients());
        });
  }

  /**
   * A copy whose probabilities are fitted to pictures that were not trained on ({@link
   * Calibration}), and that says "I do not know" where it is less sure than it is of 95 % of those
   * it gets right ({@link Abstention}).
   *
   * @param validation labelled pictures; classes may be a subset or in another order
   * @return the copy
   * @throws LabException if none of them can be read or is of a class it knows
   */
  public PictureClassifier calibrated(ImageSet validation) {
    Tested tested = evaluate(validation);
    int[] truth = tested.predicted().truth();
    Calibration fitted = Calibration.fit(tested.scores(), truth);
    double[][] probabilities = tested.scores();
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = Calibration.softmax(probabilities[i], fitted.temperature());
    }
    Abstention rule = Abstention.choose(probabilities, truth, Abstention.KEPT);
    return with(fitted.temperature(), rule.threshold())
        .withProvenance(provenance.with("calibration", fitted).with("when it does not know", rule));
  }

  /**
   * A copy that carries small copies of training pictures, to show which are most like a picture:
   * at most a hundred a class, with many classes fewer, about a thousand in all.
   *
   * @param train the training pictures; those that cannot be read are left out
   * @return the copy
   */
  public PictureClassifier withExamples(ImageSet train) {
    int each = Math.max(FEWEST_EXAMPLES, EXAMPLES / train.classes().size());
    int taken = Math.min(EXAMPLES_PER_CLASS, each);
    return with(KeptPictures.of(this, train.take(taken, EXAMPLE_SEED)));
  }

  /**
   * The training pictures that it carries.
   *
   * @return their names in their set, {@code class/file}; empty if it carries none
   */
  public List<String> exampleKeys() {
    return kept.keys();
  }

  /**
   * The kept training pictures most like a picture.
   *
   * @param picture any size
   * @param most how many at most, at least 1
   * @return best first; empty if it carries none
   */
  public List<Example> nearest(BufferedImage picture, int most) {
    return kept.embeddings() == null ? List.of() : look(picture, most).nearest();
  }

  /**
   * An answer with the training pictures most like the picture.
   *
   * @param answer what it says
   * @param nearest best first; empty if it carries none
   */
  public record Looked(Answer answer, List<Example> nearest) {
    /**
     * Copies the list.
     *
     * @param answer what it says
     * @param nearest best first
     */
    public Looked {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * What it says of a picture and which kept training pictures are most like it, by one look.
   *
   * @param picture any size
   * @param most how many training pictures at most, at least 1
   * @return both
   */
  public Looked look(BufferedImage picture, int most) {
    List<Looked> found = new ArrayList<>();
    ImageSet one = ImageSet.single(picture);
    parts(
        one,
        (part, rows) ->
            found.add(
                new Looked(
                    answers(one, part, rows).get(0),
                    rows == null ? List.of() : kept.nearest(rows.embeddings(), most))));
    return found.get(0);
  }

  /**
   * Some of the kept training pictures, without asking for anything.
   *
   * @param perClass how many of each class at most
   * @return the first of each class, class by class, each as like as to itself; empty if it carries
   *     none
   */
  public List<Example> examples(int perClass) {
    return kept.first(classes, perClass);
  }

  /**
   * What it says of a picture.
   *
   * @param picture any size, stretched to the network's
   * @return all classes, best first
   */
  public Answer answer(BufferedImage picture) {
    List<Answer> answers = new ArrayList<>();
    answers(ImageSet.single(picture), answers::add);
    return answers.get(0);
  }

  /**
   * What it says of many pictures, as it comes to them: decoded by all cores ahead of the network,
   * with a memory that does not grow with their number.
   *
   * @param set the pictures; their labels do not matter
   * @param each told of every picture in the set's order, also of those that cannot be read
   * @throws CancellationException if the thread is interrupted
   */
  public void answers(ImageSet set, Consumer<Answer> each) {
    parts(set, (part, rows) -> answers(set, part, rows).forEach(each));
  }

  private List<Answer> answers(
      ImageSet set, PreparedPictures.Part part, Scorer.@Nullable Rows rows) {
    float[][] p = rows == null ? new float[0][] : probabilitiesOf(rows.scores()).toFloatMatrix();
    List<Answer> found = new ArrayList<>();
    int row = 0;
    for (int i = 0; i < part.problems().size(); i++) {
      String key = set.pictures().get(part.from() + i).key();
      String problem = part.problems().get(i);
      found.add(
          problem == null ? answer(key, p[row++]) : new Answer(key, List.of(), false, problem));
    }
    return found;
  }

  private Answer answer(String key, float[] probabilities) {
    List<ClassProbability> all =
        IntStream.range(0, probabilities.length)
            .mapToObj(k -> new ClassProbability(classes.get(k), probabilities[k]))
            .sorted(Comparator.comparingDouble(p -> -p.probability()))
            .toList();
    return new Answer(key, all, all.get(0).probability() >= threshold, null);
  }

  /** Told of successive pictures and of what they give; null if none of them could be read. */
  interface Parts {
    void accept(PreparedPictures.Part part, Scorer.@Nullable Rows rows);
  }

  void parts(ImageSet set, Parts each) {
    try (Progress signs = Progress.of("classifying " + set.name(), "pictures", set.size());
        PreparedPictures pictures = new PreparedPictures(network, set, BATCH)) {
      while (pictures.hasNext()) {
        try (PreparedPictures.Part part = pictures.next()) {
          Progress.hide(); // lines may be printed
          if (part.input() == null) {
            each.accept(part, null);
          } else {
            try (Scorer.Rows rows = scorer.run(part.input())) {
              each.accept(part, rows);
            }
          }
          signs.done(part.problems().size());
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while classifying pictures");
        }
      }
    }
  }

  /**
   * Classifies labelled pictures.
   *
   * @param labelled their classes may be some of the classifier's, in any order; pictures of other
   *     classes are left out and those classes named
   * @return what it got right, and how sure it was
   * @throws LabException if no picture can be read or is of a class it knows
   */
  public Tested evaluate(ImageSet labelled) {
    return Testing.of(this, labelled);
  }

  /**
   * Writes it, with its examples and its network: {@link Backbone#load} reads a network of DL4J in
   * the file too; one of ONNX is in it as it is.
   *
   * @param file where to, by custom {@code .zip}; replaced in one step
   * @throws LabException if it cannot be written
   */
  public void save(Path file) {
    ClassifierFile.write(this, file);
  }

  /**
   * Reads a classifier, or a network that {@link Backbone#save} wrote.
   *
   * @param file the file
   * @return the classifier
   * @throws LabException if the file is damaged, another's, or of a newer version of the course
   */
  public static PictureClassifier load(Path file) {
    return Progress.during("loading " + file.getFileName(), () -> ClassifierFile.read(file));
  }

  /**
   * Where the classifier in a file comes from, without reading its network.
   *
   * @param file that {@link #save} wrote
   * @return source, data, plan, seed, figures; none of a network without a classifier
   * @throws LabException if the file is damaged or another's
   */
  public static Provenance provenanceIn(Path file) {
    return ClassifierFile.provenance(file);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %s, %d classes, temperature %.2f, \"I do not know\" below %.2f, %d training pictures",
        name,
        kind(),
        classes.size(),
        temperature,
        threshold,
        kept.keys().size());
  }
}
