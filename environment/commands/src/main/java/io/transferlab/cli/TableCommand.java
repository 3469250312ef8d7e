package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.data.Targets;
import io.transferlab.network.Pretrained;
import io.transferlab.study.GeneratedPart;
import io.transferlab.study.Measurement;
import io.transferlab.study.TransferMethod;
import io.transferlab.study.TransferRecord;
import io.transferlab.study.TransferSettings;
import io.transferlab.study.TransferStudy;
import io.transferlab.study.TransferTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code environment/lab sketch table}. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    description =
        "Measures how well each source transfers to each target. By every method: raw "
            + "pixels; training from scratch; features of the last two layers or of all (L2 "
            + "norm, or the Full-Network Embedding), of the sources and of random weights; "
            + "a new head, the top block or all of the network fine-tuned. What is measured "
            + "is kept: type the same again and it goes on, or prints the table at once. "
            + "All of it takes some hours on two cores, the features (--methods "
            + "pixels,fc1,fc2,layers,fne) a few minutes.")
final class TableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--sources",
      split = ",",
      description = "default: the drawn networks of VGG16's shape that come with the course")
  private List<String> sources;

  @Mixin private SourceFiles files;

  @Option(names = "--targets", split = ",", description = "default: the drawn targets")
  private List<String> targets;

  @Option(
      names = "--methods",
      split = ",",
      description =
          "of pixels, scratch, fc1, fc2, layers, fne, head, top-block, all; default: all of them")
  private List<String> methods;

  @Option(
      names = "--seeds",
      description = "how many sets of training pictures (default: ${DEFAULT-VALUE})")
  private int seeds = 3;

  @Option(
      names = "--trained-seeds",
      description = "the same for methods that train a network; default: as --seeds")
  private Integer trainedSeeds;

  @Option(
      names = "--other-seeds",
      description =
          "the same for these methods with the second and further networks of a source; default: as"
              + " --trained-seeds")
  private Integer otherSeeds;

  @Option(names = "--per-class", description = "training pictures of each class; default: usual")
  private int perClass;

  @Option(names = "--test-per-class", description = "test pictures of each class; default: all")
  private int testPerClass;

  @Option(names = "--c", description = "C of the linear SVM (default: ${DEFAULT-VALUE})")
  private double c = 1;

  @Option(
      names = "--cross-validate",
      description = "choose C from 0.01, 0.1, 1 and 10 on the training pictures instead")
  private boolean crossValidate;

  @Option(names = "--epochs", description = "of fine-tuning (default: ${DEFAULT-VALUE})")
  private int epochs = 20;

  @Option(
      names = "--head-epochs",
      description = "of a new head on the frozen network (default: ${DEFAULT-VALUE})")
  private int headEpochs = 60;

  @Option(names = "--scratch-epochs", description = "from scratch (default: ${DEFAULT-VALUE})")
  private int scratchEpochs = 80;

  @Option(
      names = "--cache",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "keep features in LAB_DATA/features and find them there (default: on)")
  private boolean cache = true;

  @Option(
      names = "--record",
      paramLabel = "FILE.json",
      description = "where measurements are kept (default: ${DEFAULT-VALUE})")
  private Path record = Path.of("build", "sketch-table.json");

  @Option(
      names = "--out",
      paramLabel = "FILE.md",
      description =
          "put the table into this file, between <!-- BEGIN table --> and <!-- END "
              + "table -->, and its measurements beside it, as FILE.json; made if it is not "
              + "there")
  private Path out;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    if (!(c > 0)) {
      throw LabException.of("C above 0", "--c " + c, "leave the option out for 1");
    }
    int trained = trainedSeeds == null ? seeds : trainedSeeds;
    TransferSettings settings =
        new TransferSettings(
            seeds,
            trained,
            otherSeeds == null ? trained : otherSeeds,
            perClass,
            testPerClass,
            crossValidate ? 0 : c,
            epochs,
            headEpochs,
            scratchEpochs,
            cache);
    Set<TransferMethod> chosen = EnumSet.allOf(TransferMethod.class);
    if (methods != null) {
      chosen.retainAll(methods.stream().map(TransferMethod::named).toList());
    }
    OutputPlace.file("--record", record);
    OutputPlace.file("--out", out);
    if (out != null) {
      GeneratedPart.check(out, "table");
    }
    Lab.start();
    TransferStudy study =
        new TransferStudy(
            settings,
            files.networks(sources()),
            targets == null ? Targets.names() : targets,
            chosen);
    List<Measurement> cells = study.run(TransferRecord.open(record), json ? s -> {} : this::say);
    TransferTable table = new TransferTable(cells);
    String markdown = table.markdown(command());
    System.out.println(
        json ? Json.text(table.summary()) : "\n" + markdown + "\n" + TransferTable.published());
    if (out != null) {
      Path fileName = out.toAbsolutePath().getFileName();
      String name = String.valueOf(fileName).replaceAll("\\.[^.]*$", "") + ".json";
      GeneratedPart.replace(out, "table", markdown);
      TransferRecord.write(out.resolveSibling(name), cells);
    }
    return 0;
  }

  private List<Pretrained> sources() {
    List<Pretrained> chosen =
        sources == null
            ? Arrays.stream(Pretrained.values())
                .filter(p -> p.isShipped() && p.id().matches("Sketch_[A-Za-z]+"))
                .toList()
            : sources.stream().map(Pretrained::named).toList();
    if (chosen.isEmpty()) {
      throw LabException.of("at least one source", "none", "name one with --sources");
    }
    return chosen;
  }

  private void say(TransferStudy.Step step) {
    Measurement cell = step.cell();
    System.out.println(
        "[%d/%d] %s: %s (%s; %s left)"
            .formatted(
                step.done(),
                step.all(),
                cell.question(),
                Sizes.percent(cell.accuracy()),
                Sizes.time(cell.seconds()),
                Sizes.time(step.secondsLeft())));
  }

  /** Without what was chosen for this machine alone. */
  private String command() {
    StringBuilder text = new StringBuilder("environment/lab sketch table --seeds " + seeds);
    if (trainedSeeds != null && trainedSeeds != seeds) {
      text.append(" --trained-seeds ").append(trainedSeeds);
    }
    if (otherSeeds != null) {
      text.append(" --other-seeds ").append(otherSeeds);
    }
    if (sources != null) {
      text.append(" --sources ").append(String.join(",", sources));
    }
    if (targets != null) {
      text.append(" --targets ").append(String.join(",", targets));
    }
    if (methods != null) {
      text.append(" --methods ").append(String.join(",", methods));
    }
    if (perClass != 0) {
      text.append(" --per-class ").append(perClass);
    }
    if (testPerClass != 0) {
      text.append(" --test-per-class ").append(testPerClass);
    }
    if (crossValidate) {
      text.append(" --cross-validate");
    }
    return text.append(files.words()).toString();
  }
}
