package io.transferlab.bench;

import io.transferlab.classify.SvmTrainer;
import io.transferlab.features.Features;
import io.transferlab.features.NpyFile;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Pooling;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.ResNetShape;
import io.transferlab.network.VggShape;
import io.transferlab.network.inference.ForwardPass;
import io.transferlab.projection.Tsne;
import io.transferlab.sentences.SentenceEncoder;
import io.transferlab.words.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** All that {@code environment/lab bench all} measures, and beside whom. */
final class Contests {
  private static final int BATCH = 32;
  private static final int SIDE = 224;
  private static final int PERPLEXITY = 30;
  private static final int CLASSES = 20;
  private static final int ASKED = 20;

  private final Path folder;
  private final String python;
  private final int threads;
  private final boolean quick;

  /**
   * The contests.
   *
   * @param folder for files, which the caller removes
   * @param quick small sizes, to see that it works
   */
  Contests(Path folder, String python, int threads, boolean quick) {
    this.folder = folder;
    this.python = python;
    this.threads = threads;
    this.quick = quick;
  }

  List<Contest> all() {
    return List.of(
        training(),
        forward("VGG16", VggShape.VGG16, quick ? 1 : 8),
        forward("ResNet50", ResNetShape.RESNET50, quick ? 1 : 8),
        map(quick ? 300 : 5000, quick ? 250 : 750),
        svm(quick ? 200 : 5000, quick ? 64 : 1024),
        words("load"),
        words("nearest"),
        sentences(quick ? 32 : 512));
  }

  private Engine.Start peer(String... work) {
    return () -> PythonEngine.start(python, threads, List.of(work));
  }

  private Contest training() {
    int steps = quick ? 2 : 16;
    return new Contest(
        "training: the Sketch network, %d batches of %d, Adam".formatted(steps, BATCH),
        () -> FastPathBenchmark.training(true, steps),
        ordered("PyTorch", peer("sketch", String.valueOf(steps), String.valueOf(BATCH)))
            .and("DL4J as it comes", () -> FastPathBenchmark.training(false, steps))
            .map());
  }

  private Contest forward(String name, Architecture shape, int batch) {
    String network = name.toLowerCase(Locale.ROOT);
    String pictures = String.valueOf(batch);
    return new Contest(
        "%s: features of %d picture%s of %d pixels"
            .formatted(name, batch, batch == 1 ? "" : "s", SIDE),
        () -> {
          Backbone whole = Backbone.random(name, shape, Preprocessing.CAFFE, List.of("a", "b"), 1);
          Backbone trunk = Heads.withoutTop(whole, Pooling.AVERAGE, SIDE);
          List<String> layers = trunk.layerNames();
          ForwardPass pass = trunk.forward(List.of(layers.get(layers.size() - 1)));
          INDArray x = Nd4j.rand(DataType.FLOAT, batch, SIDE, SIDE, 3);
          return OwnEngine.of(() -> pass.run(x), pass::close);
        },
        ordered("PyTorch", peer("torch", network, pictures))
            .and("libtorch", peer("libtorch", network, pictures))
            .and("ONNX Runtime", peer("onnxruntime", network, pictures))
            .map());
  }

  private Contest map(int rows, int iterations) {
    Path file = folder.resolve("map-rows.npy");
    return new Contest(
        "map: t-SNE, %,d x %d rows, %d steps".formatted(rows, MapBenchmark.COLUMNS, iterations),
        () -> {
          INDArray made = GeneratedRows.of(rows, MapBenchmark.COLUMNS, 10, 1).rows();
          Tsne tsne = Tsne.defaults().withIterations(iterations).withPerplexity(PERPLEXITY);
          return OwnEngine.of(() -> tsne.map(made));
        },
        ordered(
                "scikit-learn",
                () -> {
                  GeneratedRows made = GeneratedRows.of(rows, MapBenchmark.COLUMNS, 10, 1);
                  write(file, made.rows(), made.labels());
                  return peer(
                          "tsne",
                          file.toString(),
                          String.valueOf(PERPLEXITY),
                          String.valueOf(iterations))
                      .start();
                })
            .map());
  }

  private Contest svm(int rows, int columns) {
    Path file = folder.resolve("svm-rows.npy");
    Path labels = folder.resolve("svm-labels.npy");
    Features train = SvmBenchmark.made("train", rows, columns, CLASSES, 1);
    return new Contest(
        "SVM: linear, %,d x %,d features, %d classes".formatted(rows, columns, CLASSES),
        () -> {
          NpyFile.writeTernary(file, train);
          float[] numbers = new float[rows];
          IntStream.range(0, rows).forEach(i -> numbers[i] = train.labels()[i]);
          write(labels, Nd4j.create(numbers, new long[] {rows, 1}, 'c'), train.labels());
          return OwnEngine.of(() -> SvmTrainer.defaults().withC(1).train(train));
        },
        ordered("scikit-learn", peer("svm", file.toString(), labels.toString()))
            .and("LIBLINEAR", peer("liblinear", file.toString(), labels.toString()))
            .map());
  }

  private static void write(Path file, INDArray rows, int[] labels) {
    NpyFile.write(
        file,
        Features.of(
            "generated",
            rows,
            labels,
            IntStream.rangeClosed(0, IntStream.of(labels).max().orElse(0))
                .mapToObj(String::valueOf)
                .toList(),
            IntStream.range(0, labels.length).mapToObj(String::valueOf).toList()));
  }

  private Contest words(String ask) {
    int count = quick ? 2000 : 60_000;
    int dimension = quick ? 50 : 300;
    Path file = folder.resolve("generated.vec");
    String size = "%,d x %d word vectors".formatted(count, dimension);
    return new Contest(
        ask.equals("load")
            ? "first load: " + size
            : "neighbours: the 10 nearest of %d words, %s".formatted(ASKED, size),
        () -> {
          if (!Files.exists(file)) {
            WordsBenchmark.generate(file, count, dimension);
          }
          if (ask.equals("load")) {
            return OwnEngine.of(
                () -> {
                  forget(file);
                  WordVectors.load(file);
                });
          }
          WordVectors vectors = WordVectors.load(file);
          return OwnEngine.of(
              () -> IntStream.range(0, ASKED).forEach(i -> vectors.nearest("word" + i, 10)));
        },
        ordered("gensim", peer("gensim", file.toString(), ask))
            .and("numpy", peer("numpy", file.toString(), ask))
            .map());
  }

  /** What an earlier load left beside the file. */
  private static void forget(Path file) throws IOException {
    String name = file.getFileName().toString();
    try (Stream<Path> files = Files.list(file.getParent())) {
      for (Path each : files.toList()) {
        if (!each.equals(file) && each.getFileName().toString().startsWith(name)) {
          Files.delete(each);
        }
      }
    }
  }

  private Contest sentences(int count) {
    Path file = folder.resolve("texts.txt");
    return new Contest(
        "sentences: MiniLM, %d texts of 32 tokens".formatted(count),
        () -> {
          List<String> texts = SentenceBenchmark.texts(32, count);
          Files.write(file, texts);
          SentenceBenchmark.copyModel(folder);
          SentenceEncoder encoder = SentenceEncoder.embedded();
          return OwnEngine.of(() -> encoder.encode(texts), encoder::close);
        },
        ordered("ONNX Runtime", peer("sentences", folder.toString(), file.toString())).map());
  }

  private static Peers ordered(String name, Engine.Start start) {
    return new Peers(new LinkedHashMap<>()).and(name, start);
  }

  /** Peers in order. */
  private record Peers(Map<String, Engine.Start> map) {
    Peers and(String name, Engine.Start start) {
      map.put(name, start);
      return this;
    }
  }
}
