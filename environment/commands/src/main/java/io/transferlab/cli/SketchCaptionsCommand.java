package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.study.GeneratedPart;
import io.transferlab.study.captions.CaptionStudy;
import io.transferlab.study.captions.CaptionTable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code environment/lab sketch captions}. */
@Command(
    name = "captions",
    mixinStandardHelpOptions = true,
    description =
        "Measures which features of pictures suit pictures with captions. The last "
            + "layers of Sketch_Objects against its Full-Network Embedding, as Vilalta et "
            + "al. 2017 asked (arXiv:1707.09872), and the same of Sketch_Objects_ViT; texts "
            + "by MiniLM and by a bag of words. What is measured is kept: type the same "
            + "again and it goes on. Ten minutes on two cores.")
final class SketchCaptionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "N|A,B,...",
      description = "trainings of each: of seeds 1 to N, or of these (default: ${DEFAULT-VALUE})")
  private String seeds = "5";

  @Option(names = "--pictures", description = "training pictures (default: ${DEFAULT-VALUE})")
  private int pictures = 2500;

  @Option(
      names = "--test-pictures",
      description = "test pictures, and as many for validation (default: ${DEFAULT-VALUE})")
  private int held = 500;

  @Option(
      names = "--record",
      paramLabel = "FILE.json",
      description = "where measurements are kept (default: ${DEFAULT-VALUE})")
  private Path record = Path.of("build", "sketch-captions.json");

  @Option(
      names = "--out",
      paramLabel = "FILE.md",
      description =
          "put the tables into this file, between <!-- BEGIN captions --> and <!-- END captions"
              + " -->")
  private Path out;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    List<Long> some = Seeds.of(seeds);
    OutputPlace.file("--out", out);
    if (out != null) {
      GeneratedPart.check(out, "captions");
    }
    CaptionStudy study = CaptionStudy.open(record, pictures, held);
    Lab.start();
    CaptionTable table = study.measure(some, json ? line -> {} : System.out::println);
    System.out.println(json ? Json.text(table) : "\n" + table.markdown());
    if (out != null) {
      GeneratedPart.replace(out, "captions", table.markdown());
    }
    return 0;
  }
}
