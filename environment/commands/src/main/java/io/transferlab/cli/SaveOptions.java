package io.transferlab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sha256;
import io.transferlab.core.Sizes;
import io.transferlab.data.Splits;
import io.transferlab.data.TypedPath;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.predict.PictureClassifier;
import io.transferlab.train.Fingerprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the network that a command makes is kept. */
final class SaveOptions {
  @Option(
      names = "--save",
      paramLabel = "NETWORK.zip",
      description =
          "keep the network in this file, calibrated and with some of its training pictures;"
              + " default: in LAB_DATA/networks, the last one of each source and target")
  private Path file;

  @Option(
      names = "--keep",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "keep the network at all (default: on)")
  private boolean keep = true;

  /** A frozen network of more is soon made again, and would fill the disk unasked. */
  private static final long LARGE = 200_000_000;

  /** What is kept, and what is said of it. */
  record Kept(Path file, List<String> lines) {}

  /** Refuses before the work a file that cannot be written. */
  void check() {
    OutputPlace.file("--save", file);
    if (file != null && !file.toString().endsWith(".zip")) {
      throw LabException.of(
          "a file name that ends in .zip after --save",
          file.toString(),
          "call it " + file.getFileName() + ".zip");
    }
  }

  /** Whether a network is kept. */
  boolean isOn() {
    return file != null || keep;
  }

  /** Whether somebody asked for it. */
  boolean isAskedFor() {
    return file != null;
  }

  /**
   * Refuses to keep unasked what only repeats the weights of a large source.
   *
   * @param source the frozen network
   * @return what to say; null if it is kept
   */
  Kept tooLarge(FrozenNetwork source) {
    long bytes = Float.BYTES * source.summary().parameters();
    return file != null || bytes < LARGE
        ? null
        : new Kept(
            null,
            List.of(
                "The network is not kept: it would take %s. --save FILE.zip keeps it."
                    .formatted(Sizes.text(bytes))));
  }

  /** The name under which the last network of a source and a target is kept. */
  static String name(String source, String target, String method) {
    boolean isFolder = target.contains("/") || Files.isDirectory(TypedPath.of(target));
    Path end = isFolder ? TypedPath.of(target).toAbsolutePath().normalize().getFileName() : null;
    String words = source + " " + (end == null ? target : end) + " " + method;
    String plain = Normalizer.normalize(words.replace("ß", "ss"), Normalizer.Form.NFD);
    String name = RunFiles.slug(plain.replaceAll("\\p{M}", "")).replaceAll("^-|-$", "");
    return end == null || !isOfAnother(Networks.file(name), target)
        ? name
        : name + "-" + Sha256.of(absolute(target).toString().getBytes(UTF_8)).substring(0, 6);
  }

  private static Path absolute(String target) {
    return TypedPath.of(target).toAbsolutePath().normalize();
  }

  /**
   * Two folders may have one name: the second one's network does not take the first one's place.
   */
  private static boolean isOfAnother(Path kept, String target) {
    if (!Files.exists(kept)) {
      return false;
    }
    try {
      String its = PictureClassifier.provenanceIn(kept).facts().get("target");
      return its != null && !absolute(its).equals(absolute(target));
    } catch (LabException e) {
      return false; // damaged: it may be replaced
    }
  }

  /**
   * Calibrates a classifier, gives it examples, and writes it.
   *
   * @param classifier with the facts of its training
   * @param splits validation pictures to calibrate by, training pictures for examples
   * @param name as {@link #name}
   * @param chosen why this one, where there are several; empty else
   * @return what to say; where nobody asked for the file a failure is said, not thrown
   */
  Kept keep(PictureClassifier classifier, Splits splits, String name, String chosen) {
    Path place = file == null ? Networks.file(name) : file;
    try {
      boolean replaced = file == null && Files.exists(place);
      PictureClassifier ready =
          classifier.withName(name).calibrated(splits.validation()).withExamples(splits.train());
      ready.save(place);
      List<String> lines = new ArrayList<>();
      lines.add(
          "The network is kept in %s%s%s"
              .formatted(place, replaced ? ", in place of the one before" : "", chosen));
      if (!(ready.network() instanceof Backbone)) {
        lines.add(
            "  %s, with all of %s in it"
                .formatted(Sizes.text(place.toFile().length()), ready.network().name()));
      }
      lines.add("  " + ready.provenance().facts().get("calibration"));
      lines.add(
          "  on the validation pictures: "
              + ready.provenance().facts().get("when it does not know"));
      lines.add("Next: environment/lab predict %s PICTURE|FOLDER".formatted(typed(name)));
      return new Kept(place, lines);
    } catch (LabException e) {
      if (isAskedFor()) {
        throw e;
      }
      return new Kept(
          null,
          List.of(
              "The network is not kept: " + e.getMessage(), "  --save FILE keeps it elsewhere"));
    }
  }

  /** As it is typed in a shell. */
  private String typed(String name) {
    if (file == null) {
      return name;
    }
    return Names.inShell(file);
  }

  /**
   * What to tell of a classifier's training.
   *
   * @param facts of the training itself
   * @param target as it was typed
   * @param splits the pictures
   * @param method what was done
   * @param validation share of the validation pictures it got right; NaN if nobody looked
   * @param test what it got right
   * @return the facts, and these
   */
  static Provenance provenance(
      Provenance facts,
      String target,
      Splits splits,
      String method,
      double validation,
      Evaluation test) {
    Provenance all =
        facts
            .with("method", method)
            .with("target", target)
            .with("training pictures", Fingerprint.of(splits.train()))
            .with("validation pictures", Fingerprint.of(splits.validation()))
            .with("test pictures", Fingerprint.of(splits.test()));
    if (!Double.isNaN(validation)) {
      all = all.with("validation accuracy", Sizes.percent(validation));
    }
    return all.with("test accuracy", told(test))
        .with("mean per-class accuracy on the test", test.percent())
        .with("trained on", LocalDate.now());
  }

  /** An accuracy with its interval. */
  static String told(Evaluation test) {
    return "%s of %d pictures, with 95 %% confidence %s"
        .formatted(Sizes.percent(test.accuracy()), test.total(), test.interval());
  }
}
