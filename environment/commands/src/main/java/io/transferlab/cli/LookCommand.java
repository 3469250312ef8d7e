package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.data.PartedPictures;
import io.transferlab.data.TargetOptions;
import io.transferlab.inspect.Finding;
import io.transferlab.inspect.Inspection;
import io.transferlab.inspect.Listed;
import io.transferlab.inspect.Look;
import io.transferlab.network.Pretrained;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab look FOLDER|TARGET}. */
@Command(
    name = "look",
    mixinStandardHelpOptions = true,
    description =
        "Looks at pictures before anything is made of them: sizes, formats, classes "
            + "and their balance, copies (also in two classes, or in train and test at "
            + "once), broken files, odd labels. It reports and proposes; no picture is "
            + "changed, moved or deleted.")
final class LookCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FOLDER|TARGET",
      description =
          "a folder of pictures, however they lie in it, or the name of a set such as"
              + " sketch-catsdogs")
  private String target;

  @Option(
      names = "--source",
      description = "the network that labels are doubted through (default: ${DEFAULT-VALUE})")
  private String source = Pretrained.SKETCH_OBJECTS.id();

  @Mixin private SourceWeights weights;

  @Option(
      names = "--no-labels",
      description = "do not look for odd labels: no network is needed then")
  private boolean noLabels;

  @Mixin private GroupOptions groups;

  @Option(
      names = "--sheets",
      paramLabel = "FOLDER",
      description = "draw contact sheets: copies, odd labels, each class; and a page of them all")
  private Path sheets;

  @Option(
      names = "--list",
      paramLabel = "FILE.csv",
      description = "write the pictures to decide about, with what is proposed for each")
  private Path list;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    OutputPlace.file("--list", list);
    OutputPlace.folder("--sheets", sheets);
    TargetOptions options = groups.applyTo(TargetOptions.defaults());
    Lab.start();
    Look look = Look.at(PartedPictures.open(target, options));
    if (noLabels) {
      look = look.withoutLabels();
    } else {
      look = look.withNetwork(weights.frozen(source));
    }
    long start = System.nanoTime();
    Inspection seen = look.inspect();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (list != null) {
      seen.writeList(list);
    }
    Path page = sheets == null ? null : LookPage.write(seen, sheets);
    if (json) {
      System.out.println(Json.text(Result.of(seen, noLabels ? null : source, seconds)));
      return 0;
    }
    System.out.println(seen);
    say(seen, page);
    return 0;
  }

  private void say(Inspection seen, Path page) {
    System.out.println();
    if (page != null) {
      System.out.println("Contact sheets: open " + page + " in a browser.");
    }
    if (list != null) {
      System.out.println(
          "%,d pictures to decide about: %s. Nothing was done to them."
              .formatted(seen.listed().size(), list));
    }
    if (page == null || list == null) {
      System.out.println(
          "%s, %s."
              .formatted(
                  page == null ? "--sheets FOLDER draws the pictures" : "The pictures are drawn",
                  list == null
                      ? "--list FILE.csv names each picture to decide about"
                      : "the list names each of them"));
    }
  }

  /** What {@code --json} prints. */
  private record Result(
      String target,
      String source,
      int pictures,
      Map<String, Long> classes,
      Map<String, Integer> formats,
      List<String> sizes,
      Double meanPerClassAccuracy,
      List<Found> findings,
      List<Decision> decisions,
      List<String> remarks,
      double seconds,
      double picturesPerSecond) {
    static Result of(Inspection seen, String source, double seconds) {
      List<String> names = seen.pictures().classes();
      Map<String, Long> classes = new LinkedHashMap<>();
      names.forEach(c -> classes.put(c, 0L));
      seen.pictures().pictures().forEach(p -> classes.merge(names.get(p.label()), 1L, Long::sum));
      return new Result(
          seen.pictures().name(),
          source,
          seen.pictures().size(),
          classes,
          seen.formats(),
          seen.sizes(),
          seen.accuracy().isPresent() ? seen.accuracy().getAsDouble() : null,
          seen.findings().stream().map(Found::of).toList(),
          seen.listed().stream().map(Decision::of).toList(),
          seen.pictures().remarks(),
          seconds,
          seen.pictures().size() / seconds);
    }
  }

  /** A finding for programs. */
  private record Found(String topic, String weight, int pictures, String what, String advice) {
    static Found of(Finding finding) {
      return new Found(
          finding.topic().name().toLowerCase(Locale.ROOT),
          finding.weight().toString(),
          finding.count(),
          finding.what(),
          finding.advice());
    }
  }

  /** A picture to decide about, for programs. */
  private record Decision(
      String topic,
      String picture,
      String file,
      String className,
      String part,
      String detail,
      String proposal,
      String other,
      double score) {
    static Decision of(Listed one) {
      return new Decision(
          one.topic().name().toLowerCase(Locale.ROOT),
          one.picture(),
          one.file().map(Path::toString).orElse(null),
          one.className(),
          one.part(),
          one.detail(),
          one.proposal(),
          one.other(),
          one.score());
    }
  }
}
