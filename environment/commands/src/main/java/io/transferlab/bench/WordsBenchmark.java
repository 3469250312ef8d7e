package io.transferlab.bench;

import io.transferlab.core.LabException;
import io.transferlab.words.WordVectors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Loading and neighbours on a generated file, and the same by gensim and numpy.
 *
 * @param words words of the file
 * @param dimension numbers of each
 * @param fileBytes its size
 * @param firstSeconds the first load, which parses and leaves a cache
 * @param secondSeconds the second load, from the cache
 * @param numbersBytes 4 bytes a number
 * @param memoryBytes the numbers, mapped, and what else stays on the heap
 * @param nearestMilliseconds the 10 nearest of one word, median of 21
 * @param batchMilliseconds the same for each of 128 words asked at once
 * @param readGigabytesPerSecond the numbers read once from memory by as many threads as there are
 *     cores, best of 5: what a search that looks at all of them cannot outrun
 * @param peers gensim and numpy; null without them
 * @param withoutPeers why they were not measured; null: they were
 */
record WordsBenchmark(
    int words,
    int dimension,
    long fileBytes,
    double firstSeconds,
    double secondSeconds,
    long numbersBytes,
    long memoryBytes,
    double nearestMilliseconds,
    double batchMilliseconds,
    double readGigabytesPerSecond,
    Peers peers,
    String withoutPeers) {
  private static final int BATCH = 128;

  /** numpy takes minutes for the usual file. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  /**
   * What others need, as their script prints it.
   *
   * @param versions of Python, gensim, numpy
   * @param gensimLoadSeconds {@code load_word2vec_format}
   * @param gensimNearestMilliseconds {@code most_similar}, median of 21
   * @param numpyLoadSeconds the quicker of {@code loadtxt} and {@code fromstring} line by line
   * @param numpyWay which of the two
   */
  record Peers(
      String versions,
      double gensimLoadSeconds,
      double gensimNearestMilliseconds,
      double numpyLoadSeconds,
      String numpyWay) {}

  static WordsBenchmark run(int words, int dimension, Path folder, String python) {
    if (words < BATCH || dimension < 1) {
      throw LabException.of(
          "at least " + BATCH + " words of 1 number",
          words + " of " + dimension,
          "ask for " + BATCH + " words of 1 number or more");
    }
    try (TemporaryFolder own = TemporaryFolder.in(folder, "bench-words")) {
      Path file = generate(own.resolve("generated.vec"), words, dimension);
      long before = heap();
      long start = System.nanoTime();
      WordVectors vectors = WordVectors.load(file);
      double first = seconds(start);
      start = System.nanoTime();
      WordVectors again = WordVectors.load(file);
      double second = seconds(start);
      vectors = again;
      long numbers = 4L * words * dimension;
      long memory = numbers + Math.max(0, heap() - before);
      double nearest = nearest(vectors);
      List<String> some = vectors.words().subList(0, BATCH);
      vectors.nearestOfEach(some, 10);
      start = System.nanoTime();
      vectors.nearestOfEach(some, 10);
      double batch = 1000 * seconds(start) / BATCH;
      Peers peers = null;
      String without = python.isEmpty() ? "none asked for" : null;
      try {
        if (without == null) {
          peers =
              PythonScript.of(python, "words-peers.py")
                  .withPatience(PATIENCE)
                  .read(Peers.class, file.toString());
        }
      } catch (PeerException e) {
        without = e.getMessage();
      }
      return new WordsBenchmark(
          words,
          dimension,
          Files.size(file),
          first,
          second,
          numbers,
          memory,
          nearest,
          batch,
          MemoryBandwidth.gigabytesPerSecond(numbers),
          peers,
          without);
    } catch (IOException e) {
      throw LabException.writing(folder, e, "name another --folder");
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Numbers of five decimals, as in GloVe's files. */
  static Path generate(Path file, int words, int dimension) throws IOException {
    Random random = new Random(9);
    byte[] digits = new byte[9];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write((words + " " + dimension + "\n").getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < words; i++) {
        out.write(("word" + i).getBytes(StandardCharsets.UTF_8));
        for (int j = 0; j < dimension; j++) {
          int value = random.nextInt(200_001) - 100_000;
          out.write(value < 0 ? new byte[] {' ', '-', '0', '.'} : new byte[] {' ', '0', '.'});
          int rest = Math.min(99_999, Math.abs(value));
          for (int k = 4; k >= 0; k--) {
            digits[k] = (byte) ('0' + rest % 10);
            rest /= 10;
          }
          out.write(digits, 0, 5);
        }
        out.write('\n');
      }
    }
    // What waits to be written to disk would slow whoever is measured first.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return file;
  }

  private static double nearest(WordVectors vectors) {
    double[] times = new double[21];
    for (int i = -5; i < times.length; i++) {
      long start = System.nanoTime();
      vectors.nearest("word" + (7 + 3 * Math.abs(i)), 10);
      if (i >= 0) {
        times[i] = 1000 * seconds(start);
      }
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }

  @Override
  public String toString() {
    String own =
        String.format(
            Locale.ROOT,
            "%,d words x %d, a file of %.2f GB; %d cores%n"
                + "  first load              %8.2f s%n"
                + "  second load (cache)     %8.2f s%n"
                + "  memory                  %8.2f times the numbers (%.0f MB)%n"
                + "  10 nearest of a word    %8.1f ms%n"
                + "  the same, 128 at once   %8.1f ms a word%n"
                + "  reading all numbers     %8.1f ms (%.1f GB/s)",
            words,
            dimension,
            fileBytes / 1e9,
            Runtime.getRuntime().availableProcessors(),
            firstSeconds,
            secondSeconds,
            (double) memoryBytes / numbersBytes,
            numbersBytes / 1e6,
            nearestMilliseconds,
            batchMilliseconds,
            numbersBytes / readGigabytesPerSecond / 1e6,
            readGigabytesPerSecond);
    if (peers == null) {
      return own + String.format("%n  gensim and numpy: not measured (%s)", withoutPeers);
    }
    return own
        + String.format(
            Locale.ROOT,
            "%n%s%n"
                + "  gensim: load            %8.2f s    ours is %.3f of it%n"
                + "  gensim: 10 nearest      %8.1f ms   %.1f times ours%n"
                + "  numpy: load (%s) %8.2f s    ours is %.3f of it",
            peers.versions,
            peers.gensimLoadSeconds,
            firstSeconds / peers.gensimLoadSeconds,
            peers.gensimNearestMilliseconds,
            peers.gensimNearestMilliseconds / nearestMilliseconds,
            peers.numpyWay,
            peers.numpyLoadSeconds,
            firstSeconds / peers.numpyLoadSeconds);
  }
}
