package io.transferlab.bench;

import io.transferlab.classify.LinearSvm;
import io.transferlab.classify.SvmTrainer;
import io.transferlab.features.Features;
import io.transferlab.features.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The linear SVM and those who solve the same problem, on the same made-up ternary features, in
 * turn in one run: scikit-learn's {@code LinearSVC} and LIBLINEAR's trust-region Newton method
 * ({@code -s 2}), both until they say that it is enough. How well each solved it is told by the
 * objective, which is the same for all: the sum over the classes of half the weights' squared
 * length and C times the squared losses.
 */
final class SvmBenchmark {
  private final int columns;
  private final int classes;
  private final double c;
  private final String python;
  private final int limit;
  private final int peerMachines;

  /**
   * One solver.
   *
   * @param name what it is called
   * @param seconds its time alone
   * @param machines how many classes it has trained a machine for
   * @param objective what it reached, over the classes that all have; smaller is better
   * @param accuracy mean per-class accuracy on held-out rows, 0 to 1; NaN where it has not a
   *     machine for every class
   */
  record Side(String name, double seconds, int machines, double objective, double accuracy) {}

  /**
   * All solvers at one number of rows.
   *
   * @param rows training rows
   * @param ours what this course reached, the median by time
   * @param peers those that ended, the median of each
   * @param without what did not, and why
   */
  record Result(int rows, Side ours, List<Side> peers, List<String> without) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%,d rows%n", rows));
      for (Side side : Stream.concat(Stream.of(ours), peers.stream()).toList()) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %-22s %8.2f s, %d machines  %6.2f us a row and machine  objective %+.1e of"
                    + " ours%s%n",
                side.name(),
                side.seconds(),
                side.machines(),
                1e6 * side.seconds() / rows / side.machines(),
                side.objective() / ours.objective() - 1,
                Double.isNaN(side.accuracy())
                    ? ""
                    : String.format(Locale.ROOT, "  accuracy %.1f %%", 100 * side.accuracy())));
      }
      without.forEach(line -> text.append("  ").append(line).append('\n'));
      return text.toString().stripTrailing();
    }
  }

  /**
   * Prepares.
   *
   * @param peerMachines for how many classes, the first ones, the peers train a machine
   */
  SvmBenchmark(int columns, int classes, double c, String python, int limit, int peerMachines) {
    this.peerMachines = peerMachines;
    this.columns = columns;
    this.classes = classes;
    this.c = c;
    this.python = python;
    this.limit = limit;
  }

  Result run(int n, int rounds) throws IOException {
    Features train = made("train", n, columns, classes, 1);
    Features test = made("test", 10 * classes, columns, classes, 2);
    // So that what is compiled on the fly is, as it is in a long session.
    SvmTrainer.defaults().train(made("warm", 10 * classes, 64, classes, 3));
    List<Side> ours = new ArrayList<>();
    List<List<Side>> peers = List.of(new ArrayList<>(), new ArrayList<>());
    List<String> names = List.of("sklearn", "liblinear");
    List<String> without = new ArrayList<>();
    try (TemporaryFolder temporary = TemporaryFolder.of("bench-svm")) {
      Path folder = temporary.path();
      if (!python.equals("none")) {
        write(folder, train);
      }
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        LinearSvm svm = SvmTrainer.defaults().withC(c).train(train);
        ours.add(side("this course", (System.nanoTime() - start) / 1e9, svm, train, test));
        for (int p = 0; p < peers.size() && !python.equals("none"); p++) {
          if (round == peers.get(p).size()) {
            peer(names.get(p), folder, train, test, without).ifPresent(peers.get(p)::add);
          }
        }
      }
    }
    return new Result(
        n,
        median(ours),
        peers.stream().filter(all -> !all.isEmpty()).map(SvmBenchmark::median).toList(),
        without);
  }

  private static Side median(List<Side> sides) {
    return sides.stream()
        .sorted(Comparator.comparingDouble(Side::seconds))
        .toList()
        .get(sides.size() / 2);
  }

  private Side side(String name, double seconds, LinearSvm svm, Features train, Features test) {
    int machines = svm.classes().size();
    double accuracy = machines == classes ? svm.evaluate(test).meanPerClassAccuracy() : Double.NaN;
    return new Side(name, seconds, machines, objective(svm, train), accuracy);
  }

  private double objective(LinearSvm svm, Features train) {
    double sum = 0;
    double[] intercepts = svm.intercepts();
    try (INDArray weights = svm.weights();
        INDArray values = svm.decision(train)) {
      for (int k = 0; k < peerMachines; k++) {
        double length = weights.getRow(k).norm2Number().doubleValue();
        sum += length * length / 2 + intercepts[k] * intercepts[k] / 2;
      }
      int[] labels = train.labels();
      for (int i = 0; i < labels.length; i++) {
        float[] row = values.getRow(i).toFloatVector();
        for (int k = 0; k < peerMachines; k++) {
          double loss = Math.max(0, 1 - (labels[i] == k ? row[k] : -row[k]));
          sum += c * loss * loss;
        }
      }
    }
    return sum;
  }

  private static void write(Path folder, Features train) {
    NpyFile.writeTernary(folder.resolve("rows.npy"), train);
    int n = train.size();
    float[] labels = new float[n];
    for (int i = 0; i < n; i++) {
      labels[i] = train.labels()[i];
    }
    INDArray column = Nd4j.create(labels, new long[] {n, 1}, 'c');
    NpyFile.write(
        folder.resolve("labels.npy"),
        Features.of("labels", column, train.labels(), train.classes(), train.keys()));
  }

  private Optional<Side> peer(
      String name, Path folder, Features train, Features test, List<String> without)
      throws IOException {
    Path weights = folder.resolve(name + "-weights.npy");
    String[] words;
    try {
      words =
          PythonScript.of(python, "svm_peers.py", "liblinear_peer.py")
              .withPatience(Duration.ofSeconds(limit))
              .run(
                  name,
                  folder.resolve("rows.npy").toString(),
                  folder.resolve("labels.npy").toString(),
                  String.valueOf(c),
                  String.valueOf(peerMachines),
                  weights.toString())
              .split(" ");
    } catch (PeerException e) {
      String next =
          e.isAbsent()
              ? " (python3-sklearn and python3-liblinear have it; --python none leaves peers out)"
              : "";
      without.add(name + ": " + e.getMessage() + next);
      return Optional.empty();
    }
    try (INDArray all = NpyFile.read(weights)) {
      INDArray w =
          all.get(
                  org.nd4j.linalg.indexing.NDArrayIndex.all(),
                  org.nd4j.linalg.indexing.NDArrayIndex.interval(0, columns))
              .dup('c');
      double[] intercepts = all.getColumn(columns).toDoubleVector();
      List<String> names = train.classes().subList(0, peerMachines);
      LinearSvm svm = LinearSvm.of(names, train.layers(), w, intercepts, c);
      return Optional.of(
          side(name + " " + words[1], Double.parseDouble(words[0]), svm, train, test));
    }
  }

  /** Ternary rows around a centre for each class, with enough noise that some are mistaken. */
  static Features made(String name, int rows, int dimension, int classes, long seed) {
    SplittableRandom centres = new SplittableRandom(7);
    float[][] centre = new float[classes][dimension];
    for (float[] row : centre) {
      for (int j = 0; j < dimension; j++) {
        row[j] = centres.nextInt(40) == 0 ? centres.nextInt(2) * 2 - 1 : 0;
      }
    }
    INDArray matrix = Nd4j.createUninitialized(rows, dimension);
    int[] labels = IntStream.range(0, rows).map(i -> i % classes).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < rows; i++) {
      float[] row = new float[dimension];
      for (int j = 0; j < dimension; j++) {
        int noise = random.nextInt(3) - 1;
        boolean speaks = centre[labels[i]][j] != 0 && random.nextInt(100) < 35;
        row[j] = speaks ? centre[labels[i]][j] : noise;
      }
      try (INDArray values = Nd4j.create(row, new long[] {1, dimension}, 'c')) {
        matrix.putRow(i, values);
      }
    }
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
    List<String> keys = IntStream.range(0, rows).mapToObj(i -> "row/" + i).toList();
    return Features.of(name, matrix, labels, names, keys);
  }
}
