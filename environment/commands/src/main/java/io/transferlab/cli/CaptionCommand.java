package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchCaptions;
import io.transferlab.features.Features;
import io.transferlab.joint.PictureTextModel;
import io.transferlab.search.SimilarRow;
import io.transferlab.search.SimilarityIndex;
import io.transferlab.words.text.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab caption PICTURE...}. */
@Command(
    name = "caption",
    mixinStandardHelpOptions = true,
    description =
        "Says of pictures which of many captions lie nearest to them. Nothing is written anew: "
            + "give captions of your own, one a line, where the course's (of its drawings: kind, "
            + "colour, size, place, ground) do not fit.")
final class CaptionCommand implements Callable<Integer> {
  private static final int DRAWN = 2000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PICTURE|FOLDER",
      arity = "1..*",
      description = "picture files, and folders with all pictures in them and below")
  private List<String> typed;

  @Option(
      names = "--captions",
      paramLabel = "FILE.txt",
      description = "what can be said, one caption a line (default: 2,000 of drawings)")
  private Path captions;

  @Option(names = "-k", paramLabel = "K", description = "how many (default: ${DEFAULT-VALUE})")
  private int k = 3;

  @Mixin private JointOptions options;

  private record Said(String caption, double similarity) {}

  private record One(String picture, List<Said> captions) {}

  /** What {@code --json} prints. */
  private record Result(
      String model,
      int captions,
      List<One> pictures,
      List<String> problems,
      List<String> remarks,
      Map<String, String> provenance) {}

  @Override
  public Integer call() throws Exception {
    return JointOptions.told(spec, this::work);
  }

  private int work() {
    if (k < 1) {
      throw LabException.of("at least 1 caption", "-k " + k, "leave the option out for 3");
    }
    ImageSet set = AskedPictures.of(typed);
    List<String> texts = texts();
    Lab.start();
    try (PictureTextModel model = options.open()) {
      Features features = model.pictures(set);
      INDArray places = model.texts(texts);
      SimilarityIndex index = SimilarityIndex.of(places);
      List<One> all = new ArrayList<>();
      for (int i = 0; i < features.size(); i++) {
        List<Said> said = new ArrayList<>();
        for (SimilarRow near : index.nearest(features.row(i), k)) {
          said.add(new Said(texts.get(near.row()), near.score()));
        }
        all.add(new One(features.keys().get(i), said));
      }
      if (options.json) {
        System.out.println(
            Json.text(
                new Result(
                    model.name(),
                    texts.size(),
                    all,
                    features.problems(),
                    set.remarks(),
                    features.provenance().facts())));
      } else {
        print(model, texts.size(), all, features, set);
      }
    }
    return 0;
  }

  private void print(
      PictureTextModel model, int count, List<One> all, Features features, ImageSet set) {
    System.out.printf(
        Locale.ROOT, "%s; %,d captions to choose from.%n", options.said(model), count);
    for (One one : all) {
      System.out.println(Names.printable(one.picture()));
      one.captions()
          .forEach(
              s ->
                  System.out.printf(
                      Locale.ROOT, "  %6.3f  %s%n", s.similarity(), Names.printable(s.caption())));
    }
    set.remarks().forEach(r -> System.out.println("  " + r));
    Unread.print(features.problems());
  }

  private List<String> texts() {
    if (captions == null) {
      return Stream.of(Split.TRAIN, Split.TEST) // of both: no combination is in two
          .flatMap(split -> SketchCaptions.drawn(split, DRAWN / 2, 2).texts().stream())
          .distinct()
          .toList();
    }
    List<String> lines =
        TextFile.read(captions)
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty())
            .distinct()
            .toList();
    if (lines.isEmpty()) {
      throw LabException.of(
          "captions in " + Names.printable(captions) + ", one a line",
          "none",
          "write some: a red mug on a table");
    }
    return lines;
  }
}
