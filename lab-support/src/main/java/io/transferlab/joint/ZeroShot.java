package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.data.ImageSet;
import io.transferlab.features.Features;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Classifies pictures by the names of classes alone: each name is put into a sentence, and a
 * picture is of the class whose sentence it lies nearest to. Nothing is trained. A. Radford et al.
 * 2021, arXiv:2103.00020, section 3.1.
 *
 * <pre>{@code
 * ZeroShotAnswers answers = ZeroShot.of(model, set.classes()).answers(set);
 * answers.meanPerClassAccuracy(1);
 * }</pre>
 *
 * Immutable: the methods that change something return changed copies.
 */
public final class ZeroShot {
  /** What CLIP's paper takes where nothing is known of the pictures. */
  public static final List<String> PHOTO = List.of("a photo of a {}.");

  /** The seven sentences that its authors found to serve ImageNet almost as well as all eighty. */
  public static final List<String> ENSEMBLE =
      List.of(
          "itap of a {}.",
          "a bad photo of the {}.",
          "a origami {}.",
          "a photo of the large {}.",
          "a {} in a video game.",
          "art of the {}.",
          "a photo of the small {}.");

  private static final String PLACE = "{}";

  private final PictureTextModel model;
  private final List<String> classes;
  private List<String> templates = PHOTO;
  private @Nullable INDArray vectors;

  private ZeroShot(PictureTextModel model, List<String> classes) {
    this.model = model;
    this.classes = classes;
  }

  /**
   * A classifier by the sentence {@link #PHOTO}.
   *
   * @param model where pictures and texts lie
   * @param classes names of classes, any number; underscores are read as blanks
   * @return the classifier
   * @throws LabException for no name, an empty one, or one that is there twice
   */
  public static ZeroShot of(PictureTextModel model, List<String> classes) {
    if (classes.isEmpty()) {
      throw LabException.of("at least one class", "none", "name some, for instance cat, dog");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < classes.size(); i++) {
      String words = words(classes.get(i));
      if (words.isEmpty()) {
        throw LabException.of(
            "a name for each class",
            "an empty one, number %,d of %,d".formatted(i + 1, classes.size()),
            "name it, or leave out a comma too many");
      }
      if (!seen.add(words)) {
        throw LabException.of(
            "names of classes that differ", "\"" + words + "\" twice", "leave one of them out");
      }
    }
    return new ZeroShot(model, List.copyOf(classes));
  }

  /**
   * A name as it stands in a sentence.
   *
   * @param name of a class or a folder
   * @return with blanks for underscores
   */
  static String words(String name) {
    return name.replace('_', ' ').strip();
  }

  private ZeroShot copy() {
    ZeroShot copy = new ZeroShot(model, classes);
    copy.templates = templates;
    return copy;
  }

  /**
   * The sentences that a name is put into.
   *
   * @return with {@code {}} where the name stands
   */
  public List<String> templates() {
    return templates;
  }

  /**
   * A copy that puts names into other sentences. Of several the mean of their vectors is taken,
   * each of length 1 before, and made of length 1 again.
   *
   * @param value at least one, each with {@code {}} where the name stands
   * @return the copy
   * @throws LabException for none, or one without {@code {}}
   */
  public ZeroShot withTemplates(List<String> value) {
    if (value.isEmpty()) {
      throw LabException.of("at least one sentence", "none", "take \"" + PHOTO.get(0) + "\"");
    }
    for (String template : value) {
      if (!template.contains(PLACE)) {
        throw LabException.of(
            "{} in each sentence, where the name of a class stands",
            "\"" + template + "\"",
            "write for instance \"" + PHOTO.get(0) + "\"");
      }
    }
    ZeroShot copy = copy();
    copy.templates = List.copyOf(value);
    return copy;
  }

  /**
   * The names of the classes.
   *
   * @return as they were given
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * Where the classes lie; computed when first asked for.
   *
   * @return {@code [classes, dimension]}, rows of length 1
   */
  public synchronized INDArray vectors() {
    INDArray sum = vectors;
    if (sum == null) {
      for (String template : templates) {
        INDArray rows =
            Matrices.unit(
                model.texts(classes.stream().map(c -> template.replace(PLACE, words(c))).toList()));
        sum = sum == null ? rows : sum.addi(rows);
      }
      sum = Matrices.unit(Objects.requireNonNull(sum));
      vectors = sum;
    }
    return sum;
  }

  /**
   * Classifies pictures.
   *
   * @param set pictures; those that cannot be read are left out
   * @return what each is said to be
   */
  public ZeroShotAnswers answers(ImageSet set) {
    return answers(model.pictures(set));
  }

  /**
   * Classifies pictures whose places are known.
   *
   * @param pictures as the model gives them
   * @return what each is said to be
   * @throws LabException if they are of another space
   */
  public ZeroShotAnswers answers(Features pictures) {
    if (pictures.dimension() != model.dimension()) {
      throw LabException.of(
          "pictures in the space of %s, of %d columns".formatted(model.name(), model.dimension()),
          pictures.dimension() + " columns",
          "take model.pictures(set)");
    }
    return ZeroShotAnswers.of(pictures, vectors(), classes, model.logitScale());
  }

  @Override
  public String toString() {
    return "%s with %,d classes, %s"
        .formatted(
            model.name(),
            classes.size(),
            templates.size() == 1 ? templates.get(0) : templates.size() + " sentences");
  }
}
