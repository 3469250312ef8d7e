package io.transferlab.study.vit;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pooling;
import io.transferlab.network.Pretrained;
import io.transferlab.network.Trunk;
import io.transferlab.network.onnx.NetworkCard;
import io.transferlab.predict.PictureClassifier;
import io.transferlab.study.SourceComparison;
import io.transferlab.study.SourceComparison.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Transformers that differ in their seed, on the same fresh pictures: the median is taken. */
public final class VitCandidates {
  private static final int DIGITS = 12;

  private final Path folder;
  private final int perClass;
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * None yet.
   *
   * @param folder each goes to a folder {@code seedN} in it, the median into it
   * @param perClass validation pictures of each class, and test pictures
   */
  public VitCandidates(Path folder, int perClass) {
    this.folder = folder;
    this.perClass = perClass;
  }

  private Path file(long seed) {
    return folder.resolve("seed" + seed).resolve(VitTraining.FILE);
  }

  /**
   * Trains one more, or takes the one that an earlier call has trained, and judges it.
   *
   * @param training of a seed
   * @param lines told what a person should know
   * @return what it got right
   * @throws LabException as {@link VitTraining#train}, and for a network that something else made
   */
  public Candidate add(VitTraining training, Consumer<String> lines) {
    Path file = file(training.seed());
    if (Files.exists(file)) {
      String made = NetworkCard.read(NetworkCard.beside(file)).source().orElse("?");
      if (!made.contains(training.command() + ",")) {
        throw LabException.of(
            "in " + file + " what `" + training.command() + "` makes",
            made,
            "move it away, or choose another --out");
      }
    } else {
      training.train(file.getParent(), lines);
    }
    Candidate candidate = candidate(file, perClass);
    candidates.add(candidate);
    return candidate;
  }

  /**
   * Judges a network.
   *
   * @param onnx its file, with its card beside it
   * @param perClass validation pictures of each class, and test pictures
   * @return what it got right
   * @throws LabException if one of the two cannot be read
   */
  public static Candidate candidate(Path onnx, int perClass) {
    return candidate(Pretrained.frozen(onnx.toString()), perClass);
  }

  /**
   * Judges the one that comes with the course.
   *
   * @param perClass validation pictures of each class, and test pictures
   * @return what it got right
   */
  public static Candidate shipped(int perClass) {
    return candidate(Pretrained.frozen(VitTraining.NAME), perClass);
  }

  private static Candidate candidate(FrozenNetwork network, int perClass) {
    PictureClassifier classifier = PictureClassifier.of(network);
    String weights;
    try (Trunk trunk = network.trunk(network.descriptorLayers(), Pooling.AVERAGE)) {
      weights = trunk.weightsHash().substring(0, DIGITS);
    }
    return new Candidate(
        VitTraining.seed(network.provenance().facts().getOrDefault("source", "")),
        weights,
        accuracy(classifier, Split.VALIDATION, perClass),
        accuracy(classifier, Split.TEST, perClass));
  }

  private static double accuracy(PictureClassifier classifier, Split split, int perClass) {
    ImageSet pictures =
        ImageSet.drawn(VitTraining.DRAWINGS, split, perClass, SourceComparison.PICTURES_SEED);
    return classifier.evaluate(pictures).evaluation().meanPerClassAccuracy();
  }

  /**
   * Takes the median: its file and card go into the folder, and a record of the spread.
   *
   * @return the comparison
   */
  public SourceComparison choose() {
    SourceComparison comparison = new SourceComparison(VitTraining.NAME, perClass, candidates);
    Path from = file(comparison.median().seed());
    Path to = folder.resolve(VitTraining.FILE);
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(
          NetworkCard.beside(from), NetworkCard.beside(to), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LabException.writing(to, e);
    }
    String spread = VitTraining.FILE.replace(".onnx", "-seeds.");
    AtomicFiles.writeText(folder.resolve(spread + "json"), Json.text(comparison.summary()) + "\n");
    AtomicFiles.writeText(folder.resolve(spread + "md"), comparison.markdown());
    return comparison;
  }
}
