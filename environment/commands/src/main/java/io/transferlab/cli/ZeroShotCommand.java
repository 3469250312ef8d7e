package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Csv;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Sizes;
import io.transferlab.data.ImageSet;
import io.transferlab.features.Features;
import io.transferlab.joint.PictureTextModel;
import io.transferlab.joint.PictureTextModels;
import io.transferlab.joint.ShotCurve;
import io.transferlab.joint.TypographicAttack;
import io.transferlab.joint.ZeroShot;
import io.transferlab.joint.ZeroShotAnswers;
import io.transferlab.network.ClassProbability;
import io.transferlab.plot.ShotFigure;
import io.transferlab.words.text.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab zero-shot TARGET --classes a,b,c}. */
@Command(
    name = "zero-shot",
    mixinStandardHelpOptions = true,
    description =
        "Classifies pictures by the names of classes alone: nothing is trained. Of a target with "
            + "classes of its own the accuracy is told; with --shots also how many labelled "
            + "pictures a class a linear classifier needs to be as good.")
final class ZeroShotCommand implements Callable<Integer> {
  private static final int SHOWN = 20;
  private static final int MOST_PER_CLASS = 40;
  private static final int PART = 5;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TARGET",
      description = "sketch-captions, another drawn set, a fetched set, or a folder of pictures")
  private String target;

  @Option(
      names = "--classes",
      split = ",",
      paramLabel = "NAME",
      description = "names, with commas between (default: the target's own)")
  private List<String> classes;

  @Option(
      names = "--prompts",
      paramLabel = "FILE.txt",
      description =
          "sentences with {} where the name stands, one a line; of several the mean of their"
              + " vectors (default: \"a photo of a {}.\", of the course's model \"a drawing of a"
              + " {}\")")
  private Path prompts;

  @Option(names = "--ensemble", description = "the seven sentences of CLIP's authors for ImageNet")
  private boolean ensemble;

  @Option(
      names = "--model",
      split = ",",
      paramLabel = "NAME|FOLDER",
      description =
          "one or several of clip-vit-b32, clip-vit-b32-int8, sketch, a folder with"
              + " clip.card.json (default: the first that is here)")
  private List<String> models;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      description = "pictures of each class at most (default: all)")
  private int perClass;

  @Option(
      names = "--shots",
      description = "compare with a linear classifier of 1, 2, 4, 8, 16 and all pictures a class")
  private boolean shots;

  @Option(
      names = "--seeds",
      description = "with --shots: how often examples are drawn (default: ${DEFAULT-VALUE})")
  private int seeds = 3;

  @Option(
      names = "--png",
      paramLabel = "FILE.png",
      description = "with --shots: draw the curve (of the first model)")
  private Path png;

  @Option(
      names = "--write",
      paramLabel = "WORD",
      description = "write a word on every picture first: does the model read it?")
  private String write;

  @Option(
      names = "--csv",
      paramLabel = "FILE.csv",
      description = "write a table: model, picture, its class, class said, probability")
  private Path csv;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  private record Said(String picture, String label, List<ClassProbability> predictions) {}

  private record Shots(int perClass, boolean all, double meanPerClassAccuracy, Double deviation) {}

  private record Answer(
      String model,
      List<String> prompts,
      Double meanPerClassAccuracy,
      Double accuracy,
      Double top5MeanPerClassAccuracy,
      List<Shots> linear,
      Integer examplesWorthTheNames,
      List<Said> pictures,
      Map<String, String> provenance) {}

  /** What {@code --json} prints. */
  private record Result(
      String target,
      List<String> classes,
      String written,
      List<Answer> models,
      List<String> problems,
      List<String> remarks) {}

  private final List<String> problems = new ArrayList<>();
  private final StringBuilder table = new StringBuilder("model,picture,class,said,probability\r\n");

  @Override
  public Integer call() throws Exception {
    return JointOptions.told(spec, this::work);
  }

  private int work() {
    ExtractionOptions.requirePictures("--per-class", perClass);
    check();
    OutputPlace.file("--csv", csv);
    OutputPlace.file("--png", png);
    List<String> sentences = sentences();
    ImageSet set = TargetPictures.of(target, perClass);
    ImageSet asked = write == null ? set : TypographicAttack.on(set, write);
    List<String> names = classes == null ? set.classes() : classes;
    if (classes == null && names.size() < 2) {
      throw LabException.of(
          "classes to choose from",
          "pictures of one folder, without any",
          "name them: --classes cat,dog,car");
    }
    Lab.start();
    List<Answer> answers = new ArrayList<>();
    List<String> typed = models == null ? List.of(PictureTextModels.usual()) : models;
    for (String one : typed) {
      try (PictureTextModel model = PictureTextModels.open(one)) {
        answers.add(answer(one, model, names, sentences, asked, answers.isEmpty()));
      }
    }
    if (csv != null) {
      byte[] bytes = table.toString().getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(csv, out -> out.write(bytes));
    }
    if (json) {
      System.out.println(
          Json.text(new Result(target, names, write, answers, problems, asked.remarks())));
    } else {
      asked.remarks().forEach(r -> System.out.println("  " + r));
      Unread.print(problems);
      for (Path written : new Path[] {csv, png}) {
        if (written != null) {
          System.out.println("Written to " + written);
        }
      }
    }
    return 0;
  }

  private void check() {
    if (png != null && !shots) {
      throw LabException.of("--shots with --png", "--png alone", "add --shots: it is its curve");
    }
    if (shots && (classes != null || write != null)) {
      throw LabException.of(
          "--shots of the target's own classes and pictures",
          classes != null ? "--classes" : "--write",
          "leave one of both out");
    }
    if (seeds < 1 || seeds > 100) {
      throw LabException.of("1 to 100 seeds", "--seeds " + seeds, "leave the option out for 3");
    }
    if (ensemble && prompts != null) {
      throw LabException.of("--ensemble or --prompts", "both", "leave one of both out");
    }
  }

  /** Null: as suits the model. */
  private List<String> sentences() {
    if (ensemble) {
      return ZeroShot.ENSEMBLE;
    }
    return prompts == null
        ? null
        : TextFile.read(prompts).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
  }

  private Answer answer(
      String typed,
      PictureTextModel model,
      List<String> names,
      List<String> sentences,
      ImageSet set,
      boolean first) {
    boolean drawings = !JointOptions.remark(typed).isEmpty();
    ZeroShot zeroShot =
        ZeroShot.of(model, names)
            .withTemplates(
                sentences != null
                    ? sentences
                    : drawings ? List.of("a drawing of a {}") : ZeroShot.PHOTO);
    zeroShot.vectors(); // what is wrong with the names shows before the pictures are looked at
    Features features = model.pictures(set);
    ZeroShotAnswers answers = zeroShot.answers(features);
    problems.addAll(answers.problems());
    ShotCurve curve = shots ? curve(zeroShot, features) : null;
    boolean labelled = set.classes().size() > 1 && answers.isLabelled();
    if (csv != null) {
      rows(model, features, answers);
    }
    if (!json) {
      System.out.printf("%s answers%s.%n", model.name(), JointOptions.remark(typed));
      System.out.printf("%s%n", words(zeroShot, features, answers, labelled));
      if (curve != null) {
        System.out.print(lines(curve));
      }
    }
    if (curve != null && png != null && first) {
      ShotFigure.of(curve, model.name(), set.name()).figure().save(png);
    }
    List<Said> said = new ArrayList<>();
    for (int i = 0; json && i < features.size(); i++) {
      said.add(new Said(features.keys().get(i), features.className(i), answers.predictions(i)));
    }
    OptionalInt worth = curve == null ? OptionalInt.empty() : curve.worth();
    return new Answer(
        model.name(),
        zeroShot.templates(),
        labelled ? answers.meanPerClassAccuracy(1) : null,
        labelled ? answers.accuracy() : null,
        labelled && names.size() > PART ? answers.meanPerClassAccuracy(PART) : null,
        curve == null
            ? null
            : curve.points().stream()
                .map(
                    p ->
                        new Shots(
                            p.shots(), p.all(), p.accuracy().mean(), p.accuracy().deviation()))
                .toList(),
        worth.isPresent() ? worth.getAsInt() : null,
        said,
        features.provenance().facts());
  }

  /** Of each class the second picture and every fifth from there on is for the test. */
  private ShotCurve curve(ZeroShot zeroShot, Features features) {
    int[] seen = new int[features.classes().size()];
    int[] labels = features.labels();
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      (seen[labels[i]]++ % PART == 1 ? test : train).add(i);
    }
    if (test.isEmpty()) {
      throw LabException.of(
          "at least 2 pictures of a class for --shots", "1 of each", "leave the option out");
    }
    return ShotCurve.of(
        zeroShot,
        features.rows(train.stream().mapToInt(i -> i).toArray()),
        features.rows(test.stream().mapToInt(i -> i).toArray()),
        ShotCurve.USUAL,
        LongStream.rangeClosed(1, seeds).boxed().toList());
  }

  private static String lines(ShotCurve curve) {
    StringBuilder out =
        new StringBuilder(
            "On every fifth picture: names alone %s%n".formatted(Sizes.percent(curve.zeroShot())));
    for (ShotCurve.Point p : curve.points()) {
      out.append(
          "  %-18s %s%n"
              .formatted(
                  p.all() ? "all (%,d a class)".formatted(p.shots()) : p.shots() + " a class",
                  p.accuracy().percent()));
    }
    OptionalInt worth = curve.worth();
    return out.append(
            worth.isPresent()
                ? "A linear classifier needs %,d pictures a class to be as good.%n"
                    .formatted(worth.getAsInt())
                : "A linear classifier is not as good with all of them.%n".formatted())
        .toString();
  }

  private void rows(PictureTextModel model, Features features, ZeroShotAnswers answers) {
    for (int i = 0; i < features.size(); i++) {
      ClassProbability said = answers.predictions(i).get(0);
      table.append(Csv.field(model.name())).append(',');
      table.append(Csv.field(features.keys().get(i))).append(',');
      table.append(Csv.field(features.className(i))).append(',');
      table.append(Csv.field(said.label())).append(',');
      table.append(String.format(Locale.ROOT, "%.6f\r\n", said.probability()));
    }
  }

  private String words(
      ZeroShot zeroShot, Features features, ZeroShotAnswers answers, boolean labelled) {
    StringBuilder out = new StringBuilder();
    String sentence =
        zeroShot.templates().size() == 1
            ? "\"" + zeroShot.templates().get(0) + "\""
            : zeroShot.templates().size() + " sentences";
    int n = zeroShot.classes().size();
    out.append(
        "%,d pictures%s, %,d classes by their names alone, in %s"
            .formatted(
                features.size(),
                write == null ? "" : " with \"" + write + "\" on them",
                n,
                sentence));
    if (labelled) {
      out.append(": mean per-class accuracy ")
          .append(Sizes.percent(answers.meanPerClassAccuracy(1)));
      if (n > PART) {
        out.append(
            ", among the first five %s"
                .formatted(Sizes.percent(answers.meanPerClassAccuracy(PART))));
      }
      out.append(" (chance %s)".formatted(Sizes.percent(1.0 / n))).append(read(features, answers));
      if (n <= MOST_PER_CLASS) {
        perClass(answers, out);
      }
      return out.toString();
    }
    out.append(read(features, answers));
    for (int i = 0; i < Math.min(SHOWN, features.size()); i++) {
      out.append("%n  %s: ".formatted(Names.printable(features.keys().get(i))));
      out.append(
          String.join(
              ", ",
              answers.predictions(i).stream().limit(3).map(ClassProbability::toString).toList()));
    }
    if (features.size() > SHOWN) {
      out.append("%n  and %,d more: --csv FILE has all".formatted(features.size() - SHOWN));
    }
    return out.toString();
  }

  /** How often the word that was written is believed. */
  private String read(Features features, ZeroShotAnswers answers) {
    if (write == null) {
      return "";
    }
    long read =
        IntStream.range(0, features.size())
            .filter(i -> answers.predictions(i).get(0).label().equalsIgnoreCase(write.strip()))
            .count();
    return "%n  said to be what is written: %,d of %,d".formatted(read, features.size());
  }

  private static void perClass(ZeroShotAnswers answers, StringBuilder out) {
    answers
        .evaluation()
        .perClass()
        .forEach(
            row -> {
              if (row.getInt("pictures") > 0) {
                out.append(
                    "%n  %-18s %6s of %,d"
                        .formatted(
                            row.getString("class"),
                            Sizes.percent(row.getDouble("accuracy")),
                            row.getInt("pictures")));
              }
            });
    answers.evaluation().mostConfused(3).forEach(line -> out.append("%n  %s".formatted(line)));
  }
}
