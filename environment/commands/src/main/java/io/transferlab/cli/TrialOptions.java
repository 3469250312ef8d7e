package io.transferlab.cli;

import io.transferlab.data.TargetOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be chosen wherever several ways and networks are tried on one target. */
final class TrialOptions {
  @Option(names = "--seed", description = "of the first draw (default: ${DEFAULT-VALUE})")
  long seed = 1;

  @Option(names = "--per-class", description = "training pictures of each class at most")
  private int perClass;

  @Mixin GroupOptions groups;

  @Option(
      names = "--cache",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "keep features in LAB_DATA/features and find them there (default: on)")
  boolean cache = true;

  @Option(names = "--quiet", description = "no lines while it works")
  private boolean quiet;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  boolean json;

  /**
   * Looks at the numbers before anything is loaded.
   *
   * @throws io.transferlab.core.LabException for one that makes no sense
   */
  void check() {
    ExtractionOptions.requirePictures("--per-class", perClass);
  }

  /** Which pictures of the target. */
  TargetOptions target() {
    TargetOptions options = TargetOptions.defaults();
    return groups.applyTo(perClass == 0 ? options : options.withPerClass(perClass));
  }

  /** What chose the pictures, to be typed behind another command. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (perClass != 0) {
      words.addAll(List.of("--per-class", String.valueOf(perClass)));
    }
    words.addAll(groups.words());
    return words;
  }

  /** Lines that come and go while it works. */
  ProgressLines progress() {
    return new ProgressLines(!json && !quiet);
  }

  /** Tells a person, at once; nothing in a program's answer. */
  void say(String line) {
    if (!json) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
