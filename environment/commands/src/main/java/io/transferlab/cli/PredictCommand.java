package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Csv;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.data.ImageSet;
import io.transferlab.network.ClassProbability;
import io.transferlab.predict.Answer;
import io.transferlab.predict.PictureClassifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab predict NETWORK PICTURE|FOLDER...}. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description =
        "Says of pictures which class they are, how probable that is, or that it does "
            + "not know. A picture that cannot be read is named, and the others go on; exit "
            + "status 1 if none can be.")
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NETWORK", description = Networks.HELP)
  private String network;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PICTURE|FOLDER",
      description = "picture files, and folders with all pictures in them and below")
  private List<String> typed;

  @Option(
      names = "--top",
      description = "how many classes of each picture (default: ${DEFAULT-VALUE})")
  private int top = 3;

  @Option(
      names = "--threshold",
      description =
          "say \"I do not know\" below this probability, 0 to 1 (default: as the network was"
              + " calibrated; 0: always say a class)")
  private Double threshold;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "write a table: picture, known, classes with their probabilities, problem")
  private Path csv;

  @Option(
      names = "--why",
      paramLabel = "FILE.png",
      description =
          "write a figure that says why: heat map, training pictures most like it, "
              + "words; of several pictures one file each, numbered in their order (at most "
              + "100)")
  private Path why;

  @Option(
      names = "--why-class",
      paramLabel = "CLASS",
      description = "with --why: explain this class, not the answered one")
  private String whyClass;

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int answered;

  /** One picture in what {@code --json} prints. */
  private record Said(
      String picture,
      boolean known,
      String answer,
      List<ClassProbability> predictions,
      String problem) {}

  /** What {@code --json} prints. */
  private record Result(
      String network,
      List<String> classes,
      double temperature,
      double threshold,
      List<Said> pictures,
      List<String> problems,
      List<String> remarks,
      List<WhyFiles.Written> why,
      double seconds,
      double picturesPerSecond,
      Map<String, String> provenance) {}

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    if (top < 1) {
      throw LabException.of("at least 1 class", "--top " + top, "leave the option out for 3");
    }
    OutputPlace.file("--csv", csv);
    ImageSet pictures = AskedPictures.of(typed);
    WhyFiles.check(why, whyClass, pictures);
    Lab.start();
    PictureClassifier loaded = Networks.load(network);
    PictureClassifier classifier = threshold == null ? loaded : loaded.withThreshold(threshold);
    WhyFiles figures = why == null ? null : new WhyFiles(why, classifier, whyClass);
    long start = System.nanoTime();
    List<Said> all = new ArrayList<>();
    Consumer<Answer> each = json ? a -> all.add(said(a)) : csv == null ? this::print : a -> {};
    if (csv == null) {
      answer(classifier, pictures, each);
    } else {
      AtomicFiles.write(
          csv,
          out -> {
            AnswerTable table = new AnswerTable(out, Math.min(top, classifier.classes().size()));
            try {
              answer(classifier, pictures, each.andThen(table::add));
              table.end();
            } catch (UncheckedIOException e) {
              throw e.getCause(); // said as a failure to write
            }
          });
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (answered == 0) {
      throw LabException.of(
          "at least one picture that can be read",
          problems.get(0),
          "open that file in a viewer: save it anew from there as PNG, or name another");
    }
    List<WhyFiles.Written> explained = figures == null ? null : figures.write(pictures);
    if (json) {
      System.out.println(
          Json.text(
              new Result(
                  network,
                  classifier.classes(),
                  classifier.temperature(),
                  classifier.threshold(),
                  all,
                  problems,
                  pictures.remarks(),
                  explained,
                  seconds,
                  pictures.size() / seconds,
                  classifier.provenance().facts())));
    } else {
      summary(pictures, seconds);
      if (explained != null) {
        explained.forEach(w -> System.out.println(w.said()));
      }
    }
    return 0;
  }

  private void answer(PictureClassifier classifier, ImageSet pictures, Consumer<Answer> each) {
    try {
      classifier.answers(
          pictures,
          answer -> {
            count(answer);
            each.accept(answer);
          });
    } catch (CancellationException e) {
      throw new CancellationException(
          "Stopped after %,d of %,d pictures%s. Next: type the same again for all."
              .formatted(
                  answered + problems.size(),
                  pictures.size(),
                  csv == null ? "" : "; " + csv + " is not written"));
    }
  }

  private void count(Answer answer) {
    if (answer.problem() != null) {
      problems.add(answer.problem());
    } else {
      answered++;
      String word = answer.known() ? answer.best().label() : "I do not know";
      counts.merge(word, 1, Integer::sum);
    }
  }

  private Said said(Answer answer) {
    return new Said(
        answer.key(),
        answer.known(),
        answer.known() ? answer.best().label() : null,
        answer.predictions().stream().limit(top).toList(),
        answer.problem());
  }

  private void print(Answer answer) {
    if (answer.problem() != null) {
      System.out.println("left out: " + answer.problem());
      return;
    }
    System.out.println(answer.key() + ": " + answer.words(top));
  }

  private void summary(ImageSet pictures, double seconds) {
    if (csv != null) {
      System.out.println("Written to " + csv);
    }
    if (pictures.size() > 1) {
      System.out.printf(
          Locale.ROOT,
          "%,d pictures in %s (%.0f a second): %s%n",
          pictures.size(),
          Sizes.time(seconds),
          pictures.size() / seconds,
          counts.entrySet().stream()
              .sorted((a, b) -> b.getValue() - a.getValue())
              .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey()))
              .collect(Collectors.joining(", ")));
    }
    pictures.remarks().forEach(r -> System.out.println("  " + r));
    if (csv != null) {
      Unread.print(problems);
    } else if (!problems.isEmpty() && pictures.size() > 1) {
      System.out.printf("  left out: %,d that could not be read, named above%n", problems.size());
    }
  }

  /** RFC 4180: CRLF, quotes where a field needs them; UTF-8. */
  private static final class AnswerTable {
    private final java.io.OutputStream out;
    private final int classes;
    private final StringBuilder line = new StringBuilder();

    AnswerTable(java.io.OutputStream out, int classes) {
      this.out = out;
      this.classes = classes;
      line.append("picture,known");
      for (int i = 1; i <= classes; i++) {
        line.append(",class ").append(i).append(",probability ").append(i);
      }
      write("problem");
    }

    void add(Answer answer) {
      line.append(Csv.field(answer.key())).append(',').append(answer.known() ? "yes" : "no");
      for (int i = 0; i < classes; i++) {
        if (i < answer.predictions().size()) {
          ClassProbability p = answer.predictions().get(i);
          line.append(',').append(Csv.field(p.label())).append(',');
          line.append(String.format(Locale.ROOT, "%.6f", p.probability()));
        } else {
          line.append(",,");
        }
      }
      write(answer.problem() == null ? "" : answer.problem());
    }

    private void write(String last) {
      line.append(',').append(Csv.field(last)).append("\r\n");
      if (line.length() > 1 << 15) {
        end();
      }
    }

    void end() {
      try {
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      line.setLength(0);
    }
  }
}
