package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.data.sketch.SketchAttribute;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pretrained;
import io.transferlab.study.SourceComparison;
import io.transferlab.study.SourceComparison.Candidate;
import io.transferlab.study.SourceNetwork;
import io.transferlab.study.SourceTraining;
import io.transferlab.study.TrainingNote;
import io.transferlab.study.captions.CaptionTraining;
import io.transferlab.study.vit.VitCandidates;
import io.transferlab.study.vit.VitTraining;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab sketch train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Trains a network that comes with the course anew. 7 to 16 minutes on two "
            + "cores with the fast path, Sketch_Objects_ViT 12. After each epoch the state "
            + "is kept beside the weights: type the same again after a kill and it goes on "
            + "to the same network. With --seeds it trains several and chooses the median "
            + "on validation pictures, not the best.")
final class SketchTrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description =
          "Sketch_Objects, Sketch_Scenes, Sketch_Objects_ResNet50 or "
              + "Sketch_Objects_ViT; or Sketch_Captions: the projections of pictures and "
              + "words into one space, 2 minutes")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "where to write the weights (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("build", "networks");

  @Option(
      names = "--seed",
      description = "of weights, drawings and order (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--seeds",
      paramLabel = "N|A,B,...",
      description =
          "several networks: of seeds 1 to N, or of these. Each goes to FOLDER/seedN, "
              + "the median and a record of the spread to FOLDER")
  private String seeds;

  @Option(names = "--epochs", description = "default: as shipped")
  private Integer epochs;

  @Option(names = "--per-class", description = "drawings of a class; default: as shipped")
  private Integer perClass;

  @Option(
      names = "--pictures",
      description = "of each class, to compare networks on (default: ${DEFAULT-VALUE})")
  private int pictures = 50;

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    if (name.replace('-', '_').equalsIgnoreCase(VitTraining.NAME)) {
      return transformer();
    }
    if (name.replace('-', '_').equalsIgnoreCase(CaptionTraining.NAME)) {
      return captions();
    }
    Pretrained network = Pretrained.named(name);
    SketchSet set = SourceTraining.drawings(network);
    SourceTraining training = training(set);
    List<Long> several = several();
    OutputPlace.folder("--out", out);
    Lab.start();
    if (several.isEmpty()) {
      train(network, set, training.withSeed(seed), out);
      System.out.println("Written to " + out.resolve(network.fileName()));
      return 0;
    }
    List<SourceNetwork> networks = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    for (long one : several) {
      Path folder = out.resolve("seed" + one);
      SourceTraining own = training.withSeed(one);
      Backbone there = finished(network, own.command(set, network.id()), folder);
      SourceNetwork trained =
          SourceNetwork.of(there != null ? there : train(network, set, own, folder), one);
      networks.add(trained);
      candidates.add(Candidate.of(set, trained, pictures));
      System.out.println(candidates.get(candidates.size() - 1));
    }
    SourceComparison comparison = new SourceComparison(network.id(), pictures, candidates);
    long median = comparison.median().seed();
    save(
        network,
        networks.get(several.indexOf(median)).backbone(),
        median,
        training.withSeed(median).command(set, network.id()),
        out);
    String spread = network.fileName().replace(".weights", "-seeds.");
    AtomicFiles.writeText(out.resolve(spread + "json"), Json.text(comparison.summary()) + "\n");
    AtomicFiles.writeText(out.resolve(spread + "md"), comparison.markdown());
    System.out.println("\n" + comparison.markdown());
    System.out.println(
        "Seed "
            + median
            + " is written to "
            + out.resolve(network.fileName())
            + ", the spread to "
            + out.resolve(spread + "md"));
    return 0;
  }

  private int transformer() {
    VitTraining shipped = VitTraining.shipped();
    VitTraining training =
        new VitTraining(
            perClass == null ? shipped.perClass() : perClass,
            epochs == null ? shipped.epochs() : epochs,
            seed);
    List<Long> several = several();
    OutputPlace.folder("--out", out);
    Lab.start();
    if (several.isEmpty()) {
      System.out.println("Written to " + training.train(out, System.out::println));
    } else {
      VitCandidates candidates = new VitCandidates(out, pictures);
      for (long one : several) {
        System.out.println(candidates.add(training.withSeed(one), System.out::println));
      }
      System.out.println("\n" + candidates.choose().markdown());
      System.out.println("The median is written to " + out.resolve(VitTraining.FILE));
    }
    return 0;
  }

  private int captions() {
    if (seeds != null || epochs != null) {
      throw LabException.of(
          "--seed and --per-class for " + CaptionTraining.NAME,
          seeds != null ? "--seeds " + seeds : "--epochs " + epochs,
          "leave that out: it stops by itself, and `sketch captions` measures several seeds");
    }
    CaptionTraining shipped = CaptionTraining.shipped();
    OutputPlace.folder("--out", out);
    Lab.start();
    int kinds = SketchAttribute.KIND.words().size();
    CaptionTraining training =
        new CaptionTraining(perClass == null ? shipped.pictures() : perClass * kinds, seed);
    System.out.println("Written to " + training.train(out, System.out::println));
    return 0;
  }

  private SourceTraining training(SketchSet set) {
    SourceTraining shipped = SourceTraining.shipped(set);
    return new SourceTraining(
        perClass == null ? shipped.perClass() : perClass,
        shipped.plan().withEpochs(epochs == null ? shipped.plan().epochs() : epochs));
  }

  /** The seeds asked for; none for a single network. */
  private List<Long> several() {
    return seeds == null ? List.of() : Seeds.of(seeds);
  }

  /** Trains, or goes on where a kill has left it. */
  private Backbone train(Pretrained network, SketchSet set, SourceTraining own, Path folder) {
    Path checkpoint =
        folder.resolve(
            network.fileName().replace(".weights", "") + "-" + own.plan().seed() + ".checkpoint");
    FineTuned trained =
        own.train(network.id(), network.architecture(), set, checkpoint, EpochListener.LINES);
    if (trained.history().interrupted()) {
      throw new CancellationException(
          "Stopped after epoch %d, which is kept. Next: type the same again to go on."
              .formatted(trained.history().epochs().size()));
    }
    System.out.println(trained);
    System.out.println(trained.network().provenance());
    Backbone written =
        save(network, trained.network(), own.plan().seed(), own.command(set, network.id()), folder);
    try {
      Files.deleteIfExists(checkpoint);
    } catch (IOException e) {
      System.out.println("Not needed any more: " + checkpoint);
    }
    return written;
  }

  /**
   * Writes the weights, and beside them what made them.
   *
   * @return the network as it was written: its weights are rounded
   */
  private static Backbone save(
      Pretrained network, Backbone trained, long seed, String command, Path folder) {
    Path file = network.save(trained, folder);
    Backbone written = network.load(file);
    TrainingNote.of(written, seed, command).write(file);
    return written;
  }

  /** A network of an earlier call, if it was trained as it would be now; null for none. */
  private Backbone finished(Pretrained network, String command, Path folder) {
    Path file = folder.resolve(network.fileName());
    if (!Files.exists(file)) {
      return null;
    }
    Backbone there = network.load(file);
    String made = TrainingNote.read(file, there).map(TrainingNote::command).orElse(null);
    if (!command.equals(made)) {
      throw LabException.of(
          "in " + file + " what `" + command + "` makes",
          made == null ? "a network that nobody noted the making of" : "what `" + made + "` made",
          "move it away, or choose another --out");
    }
    return there;
  }
}
