package io.transferlab.study.captions;

import com.google.gson.reflect.TypeToken;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.joint.BagOfWords;
import io.transferlab.joint.ContrastivePlan;
import io.transferlab.joint.ContrastiveRun;
import io.transferlab.joint.ContrastiveTrainer;
import io.transferlab.joint.JointHeads;
import io.transferlab.joint.MinimalPairs;
import io.transferlab.joint.Pairing;
import io.transferlab.joint.PictureTextRows;
import io.transferlab.sentences.SentenceEncoder;
import io.transferlab.words.text.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains projections on every kind of features, with several seeds, and keeps what came out: type
 * the same again and it goes on. The question is that of Vilalta et al. 2017 (arXiv 1707.09872):
 * does the Full-Network Embedding help a joint space?
 */
public final class CaptionStudy {
  /** The bag of words is compared on some alone. */
  private static final List<String> WITH_BAG = List.of("fc1", "FNE", "FNE of maxima");

  private final Path record;
  private final int pictures;
  private final int held;
  private final List<CaptionMeasurement> measured;

  private CaptionStudy(Path record, int pictures, int held, List<CaptionMeasurement> measured) {
    this.record = record;
    this.pictures = pictures;
    this.held = held;
    this.measured = measured;
  }

  /**
   * Opens a study.
   *
   * @param record where measurements are kept, one JSON file; need not be there
   * @param pictures how many are trained on, at least 2
   * @param held how many validation pictures, and how many test pictures, at least 10
   * @return the study, with what was measured before
   * @throws LabException if the file is something else, or there are fewer pictures
   */
  public static CaptionStudy open(Path record, int pictures, int held) {
    if (pictures < 2 || held < 10) {
      throw LabException.of(
          "at least 2 training pictures and 10 test pictures",
          pictures + " and " + held,
          "2500 and 500 are usual");
    }
    List<CaptionMeasurement> measured = new ArrayList<>();
    if (Files.exists(record)) {
      try {
        List<CaptionMeasurement> old =
            Json.read(
                Files.readString(record), new TypeToken<List<CaptionMeasurement>>() {}.getType());
        measured.addAll(old == null ? List.of() : old);
      } catch (IOException | JsonException e) {
        throw LabException.reading(record, e, "move it away to measure anew");
      }
    }
    return new CaptionStudy(record, pictures, held, measured);
  }

  /**
   * Measures what is not in the record yet.
   *
   * @param seeds of the trainings
   * @param told each new measurement
   * @return the table of all of these seeds
   * @throws CancellationException if the thread is interrupted; what was measured is kept
   */
  public CaptionTable measure(List<Long> seeds, Consumer<Object> told) {
    try (SentenceEncoder sentences = SentenceEncoder.embedded()) {
      KnownTexts known = new KnownTexts(sentences);
      for (long seed : seeds) {
        CaptionSets sets = CaptionSets.of(pictures, held, seed);
        for (CaptionFeatures features : CaptionFeatures.all()) {
          one(sets, features, known, seed, told);
        }
      }
    }
    String setting = CaptionSets.setting(pictures, held);
    return new CaptionTable(
        measured.stream()
            .filter(m -> m.setting().equals(setting) && seeds.contains(m.seed()))
            .toList());
  }

  private void one(
      CaptionSets sets,
      CaptionFeatures features,
      TextEncoder known,
      long seed,
      Consumer<Object> told) {
    List<TextEncoder> encoders = new ArrayList<>(List.of(known));
    if (WITH_BAG.contains(features.name())) {
      encoders.add(BagOfWords.of(sets.train().texts()));
    }
    String setting = CaptionSets.setting(pictures, held);
    encoders.removeIf(
        e -> measured.stream().anyMatch(m -> m.answers(features.name(), e.name(), seed, setting)));
    List<INDArray> rows = null;
    for (TextEncoder encoder : encoders) {
      if (rows == null) {
        rows =
            features.rows(
                sets.train().pictures(), sets.validation().pictures(), sets.test().pictures());
      }
      CaptionMeasurement found = measure(sets, features.name(), rows, encoder, seed);
      measured.add(found);
      AtomicFiles.writeText(record, Json.text(measured) + "\n");
      told.accept(found);
    }
  }

  private CaptionMeasurement measure(
      CaptionSets sets, String features, List<INDArray> rows, TextEncoder encoder, long seed) {
    PictureTextRows train =
        new PictureTextRows(
            rows.get(0), texts(encoder, sets.train().texts()), Pairing.of(sets.train()));
    PictureTextRows validation =
        new PictureTextRows(
            rows.get(1), texts(encoder, sets.validation().texts()), Pairing.of(sets.validation()));
    PictureTextRows test =
        new PictureTextRows(
            rows.get(2), texts(encoder, sets.test().texts()), Pairing.of(sets.test()));
    long start = System.nanoTime();
    ContrastiveRun run =
        ContrastiveTrainer.of(ContrastivePlan.defaults().withSeed(seed)).train(train, validation);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (run.interrupted()) {
      throw new CancellationException(
          "Stopped; what was measured is kept. Next: type the same again to go on.");
    }
    JointHeads heads = run.heads();
    Map<String, Double> words =
        MinimalPairs.of(sets.test(), 1)
            .accuracy(
                heads.pictures().apply(test.pictures()),
                texts -> heads.texts().apply(texts(encoder, texts)));
    return CaptionMeasurement.of(
        features,
        encoder.name(),
        seed,
        CaptionSets.setting(pictures, held),
        heads.retrieval(test),
        words,
        heads.retrieval(validation).meanReciprocal(),
        run.epochs().size(),
        seconds);
  }

  private static INDArray texts(TextEncoder encoder, List<String> texts) {
    return Matrices.of(encoder.encode(texts));
  }
}
