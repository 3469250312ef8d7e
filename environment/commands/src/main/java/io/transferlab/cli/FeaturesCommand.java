package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.LoosePictures;
import io.transferlab.data.Split;
import io.transferlab.data.Splits;
import io.transferlab.data.TypedPath;
import io.transferlab.distributed.Cluster;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.features.NpyFile;
import io.transferlab.network.FrozenNetwork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code environment/lab features SOURCE TARGET --out FILE.npy}. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description =
        "Writes features of pictures as a NumPy file, for other tools. Beside "
            + "FILE.npy comes FILE.csv: the picture, label and class of each row.")
final class FeaturesCommand implements Callable<Integer> {
  @Mixin private SourceAndTarget on;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "LAYER",
      description =
          "default: the last two with a ReLU (of VGG16 fc1 and fc2), of a transformer its last two"
              + " blocks; all: every such one")
  private List<String> layers;

  @Option(
      names = "--part",
      description = "train, validation or test of a target; default: train, of a folder everything")
  private Split part;

  private static final String PARQUET = ".parquet";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.npy",
      description = "where to write; with --spark also FOLDER.parquet, which no memory need hold")
  private Path out;

  @Mixin private CropOptions crops;

  @Mixin private ExtractionOptions options;

  @Mixin private SparkOptions spark;

  /** What {@code --json} prints. */
  private record Written(
      String file,
      int rows,
      int dimension,
      List<String> layers,
      double seconds,
      double picturesPerSecond,
      boolean labels,
      List<String> problems,
      List<String> remarks,
      Map<String, String> provenance) {
    static Written of(
        Path file, FrozenNetwork network, Features features, ImageSet set, double seconds) {
      return new Written(
          file.toString(),
          features.size(),
          features.dimension(),
          features.layers(),
          seconds,
          features.size() / features.views() / seconds,
          set.classes().size() > 1,
          features.problems(),
          set.remarks(),
          ExtractionOptions.facts(network, features));
    }
  }

  @Override
  public Integer call() {
    options.check();
    crops.check();
    String name = String.valueOf(out.getFileName());
    boolean parquet = name.endsWith(PARQUET);
    if (parquet) {
      checkParquet();
    } else if (!name.endsWith(".npy")) {
      throw LabException.of("a file name that ends in .npy", name, "call it " + name + ".npy");
    } else {
      OutputPlace.file("--out", out);
    }
    Lab.start();
    FrozenNetwork network = on.frozen();
    FeatureExtractor extractor = crops.applyTo(options.extractor(network));
    if (layers == null) {
      extractor = extractor.lastTwo();
    } else {
      extractor = layers.equals(List.of("all")) ? extractor.all() : extractor.withLayers(layers);
    }
    try (SparkOptions open = spark.open(on.recipe())) {
      return parquet ? writeParquet(extractor) : writeArray(open.applyTo(extractor));
    }
  }

  private void checkParquet() {
    if (!spark.isOn()) {
      throw LabException.of(
          "--spark MASTER for a folder of Parquet files",
          "none",
          "add --spark local[2], or write a .npy file");
    }
    if (Files.exists(out)) {
      throw LabException.of(
          "a new folder after --out",
          out + ", which is there already",
          "name another, or remove it first");
    }
    OutputPlace.folder("--out", out.toAbsolutePath().getParent());
  }

  private Integer writeParquet(FeatureExtractor extractor) {
    long start = System.nanoTime();
    ImageSet set = pictures();
    Cluster.Written written = spark.cluster().write(extractor, set, out);
    double seconds = (System.nanoTime() - start) / 1e9;
    int views = crops.count();
    if (options.json) {
      System.out.println(
          Json.text(
              new Written(
                  out.toString(),
                  written.rows(),
                  written.dimension(),
                  extractor.layers(),
                  seconds,
                  written.rows() / views / seconds,
                  set.classes().size() > 1,
                  written.problems(),
                  set.remarks(),
                  written.provenance())));
    } else {
      System.out.printf(
          Locale.ROOT,
          "%s: %,d x %,d features%nWritten to %s in %.1f s%n",
          set.name(),
          written.rows(),
          written.dimension(),
          out,
          seconds);
      set.remarks().forEach(r -> System.out.println("  " + r));
      Unread.print(written.problems());
    }
    return 0;
  }

  private Integer writeArray(FeatureExtractor extractor) {
    FrozenNetwork network = extractor.network();
    String name = String.valueOf(out.getFileName());
    long start = System.nanoTime();
    ImageSet set = pictures();
    Features features = extractor.extract(set);
    boolean labels = set.classes().size() > 1;
    double seconds = (System.nanoTime() - start) / 1e9;
    NpyFile.write(out, features);
    Path names = out.resolveSibling(name.substring(0, name.length() - ".npy".length()) + ".csv");
    AtomicFiles.write(names, stream -> stream.write(csv(features, labels)));
    if (options.json) {
      System.out.println(Json.text(Written.of(out, network, features, set, seconds)));
    } else {
      System.out.printf(
          Locale.ROOT, "%s%nWritten to %s and %s in %.1f s%n", features, out, names, seconds);
      if (!labels) {
        System.out.println("  no labels: the pictures lie in no class folders");
      }
      set.remarks().forEach(r -> System.out.println("  " + r));
      Unread.print(features.problems());
    }
    return 0;
  }

  private ImageSet pictures() {
    String target = on.target();
    if (part == null && Files.isDirectory(TypedPath.of(target))) {
      Path folder = TypedPath.of(target);
      ImageSet all =
          LoosePictures.areIn(folder) ? LoosePictures.folder(folder) : ImageSet.of(folder);
      return options.perClass == 0 ? all : all.take(options.perClass, 1);
    }
    Splits splits = on.open(options.perClass, 1);
    return part == Split.TEST
        ? splits.test()
        : part == Split.VALIDATION ? splits.validation() : splits.train();
  }

  /** Where nobody has sorted the pictures, label and class are empty. */
  private static byte[] csv(Features features, boolean sorted) {
    StringBuilder text = new StringBuilder("picture,label,class\n");
    int[] labels = features.labels();
    for (int i = 0; i < labels.length; i++) {
      text.append('"').append(features.keys().get(i).replace("\"", "\"\"")).append("\",");
      if (!sorted) {
        text.append(",\n");
        continue;
      }
      text.append(labels[i]).append(",\"");
      text.append(features.classes().get(labels[i]).replace("\"", "\"\"")).append("\"\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
