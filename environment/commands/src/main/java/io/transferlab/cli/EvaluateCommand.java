package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.data.ImageSet;
import io.transferlab.data.LoosePictures;
import io.transferlab.data.Picture;
import io.transferlab.data.Splits;
import io.transferlab.data.Targets;
import io.transferlab.data.TypedPath;
import io.transferlab.evaluate.Abstention;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Interval;
import io.transferlab.evaluate.Reliability;
import io.transferlab.plot.ConfusionFigure;
import io.transferlab.plot.ReliabilityFigure;
import io.transferlab.predict.PictureClassifier;
import io.transferlab.predict.Tested;
import io.transferlab.train.Fingerprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab evaluate NETWORK TARGET}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description =
        "Measures a network on labelled pictures: how often it is right, which "
            + "classes it mixes up, and whether its probabilities mean what they say. The "
            + "classes may be some of the network's; pictures of others are left out, and "
            + "it is told how often it knows that it does not know.")
final class EvaluateCommand implements Callable<Integer> {
  private static final int SHOWN_CLASSES = 12;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NETWORK", description = Networks.HELP)
  private String network;

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description =
          "sketch-catsdogs or another drawn set, or a fetched set: its test pictures; or a folder"
              + " with a subfolder of pictures a class: all of them, or, if the network was trained"
              + " on that folder, its test pictures")
  private String target;

  @Option(
      names = "--figure",
      paramLabel = "FILE.png",
      description =
          "draw how sure it is against how often it is right, before and after calibration")
  private Path figure;

  @Option(
      names = "--confusion",
      paramLabel = "FILE.png",
      description = "draw which class was taken for which")
  private Path confusion;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  /** What it says of pictures of classes that it was never shown. */
  private record Others(List<String> classes, int pictures, int unknown) {}

  /** What {@code --json} prints. */
  private record Result(
      String network,
      String target,
      int pictures,
      double accuracy,
      Interval interval,
      double meanPerClassAccuracy,
      List<String> classes,
      int[][] confusion,
      double temperature,
      Reliability before,
      Reliability after,
      Abstention threshold,
      Others others,
      long trainedOn,
      List<String> problems,
      List<String> remarks,
      Map<String, String> provenance) {}

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    OutputPlace.file("--figure", figure);
    OutputPlace.file("--confusion", confusion);
    Lab.start();
    PictureClassifier classifier = Networks.load(network);
    ImageSet set = pictures(classifier);
    Tested tested = classifier.evaluate(set);
    Others others = others(classifier, set, tested.otherClasses());
    long learned =
        tested.predicted().keys().stream()
            .filter(Set.copyOf(classifier.exampleKeys())::contains)
            .count();
    String title = classifier.name() + " on " + set.name();
    if (json) {
      System.out.println(Json.text(result(classifier, set, tested, others, learned)));
    } else {
      print(title, classifier, set, tested, others);
      if (learned > 0) {
        System.out.printf(
            "  take care: at least %d of these pictures have the names of pictures that it was"
                + " trained on; the accuracy on new ones is lower%n",
            learned);
      }
    }
    if (figure != null) {
      ReliabilityFigure.of(title, tested.reliabilityBefore(), tested.reliability()).save(figure);
      say("Drawn to " + figure);
    }
    if (confusion != null) {
      ConfusionFigure.of(title, tested.evaluation()).save(confusion);
      say("Drawn to " + confusion);
    }
    return 0;
  }

  private void say(String line) {
    if (!json) {
      System.out.println(line);
    }
  }

  /** Of a folder that it was trained on the test pictures, else all there are. */
  private ImageSet pictures(PictureClassifier classifier) {
    Path folder = TypedPath.of(target);
    boolean isName = Targets.names().contains(target.toLowerCase(Locale.ROOT));
    if (isName || !Files.isDirectory(folder)) {
      return SourceAndTarget.open(target, 0, 1).test();
    }
    ImageSet test = testOf(folder);
    String trained = classifier.provenance().facts().get("test pictures");
    if (test != null && Fingerprint.of(test).equals(trained)) {
      say("The network was trained on pictures of this folder: here are its test pictures.");
      return test;
    }
    try {
      return ImageSet.of(folder);
    } catch (LabException e) {
      return LoosePictures.folder(folder); // of one class, say
    }
  }

  private ImageSet testOf(Path folder) {
    try {
      Splits splits = SourceAndTarget.open(folder.toString(), 0, 1);
      return splits.test();
    } catch (LabException e) {
      return null; // too few pictures, or of one class: nothing was trained on it
    }
  }

  private static Others others(
      PictureClassifier classifier, ImageSet set, List<String> otherClasses) {
    List<Picture> strange =
        set.pictures().stream()
            .filter(p -> otherClasses.contains(set.classes().get(p.label())))
            .toList();
    int[] counts = new int[2];
    if (!strange.isEmpty()) {
      classifier.answers(
          ImageSet.of(set.name(), set.classes(), strange),
          answer -> {
            counts[0] += answer.problem() == null ? 1 : 0;
            counts[1] += answer.problem() == null && !answer.known() ? 1 : 0;
          });
    }
    return new Others(otherClasses, counts[0], counts[1]);
  }

  private static Abstention abstention(PictureClassifier classifier, Tested tested) {
    return Abstention.at(
        classifier.threshold(), tested.probabilities(), tested.predicted().truth());
  }

  private Result result(
      PictureClassifier classifier, ImageSet set, Tested tested, Others others, long learned) {
    Evaluation evaluation = tested.evaluation();
    return new Result(
        network,
        target,
        evaluation.total(),
        evaluation.accuracy(),
        tested.interval(),
        evaluation.meanPerClassAccuracy(),
        classifier.classes(),
        evaluation.confusion(),
        tested.temperature(),
        tested.reliabilityBefore(),
        tested.reliability(),
        abstention(classifier, tested),
        others,
        learned,
        tested.problems(),
        set.remarks(),
        classifier.provenance().facts());
  }

  private static void print(
      String title, PictureClassifier classifier, ImageSet set, Tested tested, Others others) {
    Evaluation evaluation = tested.evaluation();
    System.out.printf("%s: accuracy %s%n", title, SaveOptions.told(evaluation));
    System.out.printf("  mean per-class accuracy %s%n", evaluation.percent());
    if (classifier.classes().size() <= SHOWN_CLASSES) {
      System.out.println(evaluation.table().printAll().indent(2).stripTrailing());
    }
    evaluation.mostConfused(3).forEach(pair -> System.out.println("  " + pair));
    System.out.println("How honest it is:");
    System.out.println("  before calibration: " + tested.reliabilityBefore());
    System.out.printf(
        Locale.ROOT,
        "  with its temperature of %.2f: %s%n",
        tested.temperature(),
        tested.reliability());
    System.out.println(
        classifier.threshold() == 0
            ? "  it never says \"I do not know\""
            : "  " + abstention(classifier, tested));
    if (!others.classes().isEmpty()) {
      System.out.printf(
          "  left out: %d pictures of classes that it was never shown (%s); of %s it says"
              + " \"I do not know\"%n",
          others.pictures(),
          String.join(", ", others.classes()),
          others.pictures() == 0
              ? "none"
              : others.unknown()
                  + " of them ("
                  + Sizes.percent((double) others.unknown() / others.pictures())
                  + ")");
    }
    set.remarks().forEach(r -> System.out.println("  " + r));
    Unread.print(tested.problems());
  }
}
