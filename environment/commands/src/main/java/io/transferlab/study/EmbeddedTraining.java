package io.transferlab.study;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.Provenance;
import io.transferlab.words.WordVectors;
import io.transferlab.words.corpus.SmallWorld;
import io.transferlab.words.train.Corpus;
import io.transferlab.words.train.Glove;
import io.transferlab.words.train.GloveOptions;
import io.transferlab.words.train.TrainedVectors;
import io.transferlab.words.train.TrainingListener;
import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * How the word vectors that come with the course were made: GloVe on text of the {@link
 * SmallWorld}. {@code environment/lab words train --embedded} makes them again, byte for byte.
 */
public final class EmbeddedTraining {
  /** The name of the file. */
  public static final String FILE = "embedded.vec.gz";

  /** What tells where it comes from. */
  public static final String PROVENANCE = "embedded.json";

  /** The options: the usual ones, trained longer and without the rarest words. */
  public static final GloveOptions OPTIONS =
      GloveOptions.defaults().withMinCount(20).withEpochs(50);

  private EmbeddedTraining() {}

  /**
   * Trains. About a minute on two cores.
   *
   * @param seed of the text and of the training; the shipped vectors have {@link
   *     SmallWorld#EMBEDDED_SEED}
   * @param listener told after each epoch
   * @return the vectors with all their digits
   */
  public static TrainedVectors train(long seed, TrainingListener listener) {
    Corpus corpus =
        Corpus.of(
            SmallWorld.load().paragraphs(SmallWorld.EMBEDDED_SENTENCES, seed), OPTIONS.minCount());
    TrainedVectors trained = Glove.train(corpus, OPTIONS.withSeed(seed), listener);
    return new TrainedVectors(
        trained.vectors().named("embedded"),
        trained.epochs(),
        trained.interrupted(),
        trained
            .provenance()
            .with("text", "small world, " + SmallWorld.EMBEDDED_SENTENCES + " sentences")
            .with("command", "environment/lab words train --embedded"));
  }

  /**
   * Writes vectors as they are shipped: three decimals, compressed, and their provenance beside
   * them.
   *
   * @param trained the vectors
   * @param folder where to; made if missing
   * @return the file with the vectors
   */
  public static Path save(TrainedVectors trained, Path folder) {
    Path file = folder.resolve(FILE);
    AtomicFiles.write(file, out -> write(trained.vectors(), out));
    Provenance provenance = trained.provenance().with("decimals", 3);
    AtomicFiles.write(
        folder.resolve(PROVENANCE),
        out -> out.write((Json.text(provenance.facts()) + "\n").getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  private static void write(WordVectors vectors, OutputStream out) throws java.io.IOException {
    try (Writer writer =
        new BufferedWriter(
            new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8))) {
      writer.write(vectors.size() + " " + vectors.dimension() + "\n");
      for (int i = 0; i < vectors.size(); i++) {
        StringBuilder line = new StringBuilder(vectors.word(i));
        for (float value : vectors.vector(i)) {
          line.append(String.format(Locale.ROOT, " %.3f", value));
        }
        writer.write(line.append('\n').toString());
      }
    }
  }
}
