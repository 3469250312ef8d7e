package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.ImageSet;
import io.transferlab.features.Features;
import io.transferlab.joint.PictureTextModel;
import io.transferlab.plot.Gallery;
import io.transferlab.search.SimilarRow;
import io.transferlab.search.SimilarityIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab find TEXT --in TARGET}. */
@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    description =
        "Finds the pictures that a text describes: by the cosine of the angle between text and "
            + "picture in a space of both. The places of a target's pictures are computed once "
            + "and kept.")
final class FindCommand implements Callable<Integer> {
  private static final int SHOWN = 70;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "for instance: a red mug")
  private List<String> words;

  @Option(
      names = "--in",
      paramLabel = "TARGET",
      description =
          "sketch-captions (400 drawings with captions) or another drawn set, a fetched set, or a"
              + " folder of pictures (default: ${DEFAULT-VALUE})")
  private String target = TargetPictures.CAPTIONED;

  @Option(names = "-k", paramLabel = "K", description = "how many (default: ${DEFAULT-VALUE})")
  private int k = 9;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      description = "look at so many pictures of each class at most")
  private int perClass;

  @Option(names = "--png", paramLabel = "FILE.png", description = "draw what was found")
  private Path png;

  @Mixin private JointOptions options;

  /** What {@code --json} prints. */
  private record Result(
      String text,
      String model,
      String target,
      int pictures,
      List<String> problems,
      List<String> remarks,
      List<FoundPictures.Found> matches,
      double seconds,
      Map<String, String> provenance) {}

  @Override
  public Integer call() throws Exception {
    return JointOptions.told(spec, this::work);
  }

  private int work() {
    if (k < 1) {
      throw LabException.of("at least 1 picture", "-k " + k, "leave the option out for 9");
    }
    ExtractionOptions.requirePictures("--per-class", perClass);
    String text = String.join(" ", words).strip();
    if (text.isEmpty()) {
      throw LabException.of(
          "a text that says what to look for", "an empty one", "write for instance \"a red mug\"");
    }
    OutputPlace.file("--png", png);
    ImageSet set = TargetPictures.of(target, perClass);
    Lab.start();
    try (PictureTextModel model = options.open()) {
      float[] asked = model.texts(List.of(text)).toFloatVector();
      Features features = model.pictures(set);
      long start = System.nanoTime();
      List<SimilarRow> near = SimilarityIndex.of(features.matrix()).nearest(asked, k);
      double seconds = (System.nanoTime() - start) / 1e9;
      FoundPictures found = new FoundPictures(set, features, near);
      if (png != null) {
        draw(text, set, found);
      }
      System.out.println(
          options.json
              ? Json.text(
                  new Result(
                      text,
                      model.name(),
                      set.name(),
                      features.size(),
                      features.problems(),
                      set.remarks(),
                      found.list(),
                      seconds,
                      features.provenance().facts()))
              : table(text, model, set, features, found));
    }
    return 0;
  }

  private String table(
      String text, PictureTextModel model, ImageSet set, Features features, FoundPictures found) {
    StringBuilder out =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s.%nNearest to \"%s\" among %,d pictures of %s:",
                options.said(model),
                shortened(text),
                features.size(),
                set.name()));
    out.append(found.lines());
    if (png != null) {
      out.append(String.format("%nDrawn in %s", png));
    }
    return out.toString();
  }

  private static String shortened(String text) {
    String line = Names.printable(text);
    return line.codePointCount(0, line.length()) <= SHOWN
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "...";
  }

  private void draw(String text, ImageSet set, FoundPictures found) {
    Gallery gallery = Gallery.titled(shortened(text), Math.min(5, found.list().size()));
    found.addTo(gallery);
    gallery
        .figure(
            "The %d pictures of %s nearest to the text \"%s\", with their similarity."
                .formatted(found.list().size(), set.name(), shortened(text)))
        .save(png);
  }
}
