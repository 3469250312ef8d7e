package io.transferlab.study.captions;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Provenance;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.Caption;
import io.transferlab.data.sketch.SketchAttribute;
import io.transferlab.data.sketch.SketchAttributes;
import io.transferlab.data.sketch.SketchCaptions;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.joint.ContrastiveEpoch;
import io.transferlab.joint.ContrastivePlan;
import io.transferlab.joint.ContrastiveRun;
import io.transferlab.joint.ContrastiveTrainer;
import io.transferlab.joint.Pairing;
import io.transferlab.joint.PictureTextRows;
import io.transferlab.joint.ProjectedPair;
import io.transferlab.network.Pooling;
import io.transferlab.network.Pretrained;
import io.transferlab.sentences.SentenceEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes the pair of projections that comes with the course, on the features that {@link
 * CaptionStudy} found best: the Full-Network Embedding with the maxima of feature maps. More
 * drawings than the study, and two captions of each, of which one is silent about some of what can
 * be seen, as questions are.
 *
 * @param pictures how many are trained on
 * @param seed of drawings, captions, first weights and order
 */
public record CaptionTraining(int pictures, long seed) {
  /** What is typed for it. */
  public static final String NAME = "Sketch_Captions";

  /** The file it makes. */
  public static final String FILE = "sketch-captions.pair";

  private static final int PICTURES = 8000;
  private static final int HELD_BACK = 500;
  private static final long FIXED_SEED = 2026;

  /** Fewer than usual, for an epoch is of six times as many pairs as in the study. */
  private static final int EPOCHS = 10;

  /**
   * Checks the number.
   *
   * @param pictures how many are trained on, at least 2
   * @param seed of drawings, captions, first weights and order
   */
  public CaptionTraining {
    if (pictures < 2) {
      throw LabException.of("at least 2 pictures", String.valueOf(pictures), "8000 as shipped");
    }
  }

  /**
   * What comes with the course.
   *
   * @return the training
   */
  public static CaptionTraining shipped() {
    return new CaptionTraining(PICTURES, 1);
  }

  /**
   * Trains and writes.
   *
   * @param folder where {@value #FILE} goes
   * @param told each epoch, and the figures
   * @return the file
   * @throws CancellationException if the thread is interrupted; nothing is written
   */
  public Path train(Path folder, Consumer<Object> told) {
    SketchCaptions train = SketchCaptions.drawn(Split.TRAIN, pictures, seed);
    FeatureExtractor extractor =
        FeatureExtractor.of(Pretrained.SKETCH_OBJECTS.load()).all().withPooling(Pooling.MAX);
    Features features = extractor.extract(train.pictures());
    FeatureTransform fne = FullNetworkEmbedding.fit(features);
    try (SentenceEncoder sentences = SentenceEncoder.embedded()) {
      PictureTextRows learned = rows(train, fne.apply(features), sentences, true);
      SketchCaptions held = SketchCaptions.drawn(Split.VALIDATION, held(), FIXED_SEED);
      PictureTextRows validation =
          rows(held, fne.apply(extractor.extract(held.pictures())), sentences, true);
      ContrastivePlan plan = ContrastivePlan.defaults().withEpochs(EPOCHS).withSeed(seed);
      ContrastiveRun run =
          ContrastiveTrainer.of(plan).withListener(told::accept).train(learned, validation);
      if (run.interrupted()) {
        throw new CancellationException("Stopped. Nothing is written. Next: type the same again.");
      }
      SketchCaptions test = SketchCaptions.drawn(Split.TEST, held(), FIXED_SEED);
      PictureTextRows asked =
          rows(test, fne.apply(extractor.extract(test.pictures())), sentences, false);
      String figures = run.heads().retrieval(asked).toString();
      told.accept(figures);
      double best = run.epochs().stream().mapToDouble(ContrastiveEpoch::validation).max().orElse(0);
      Provenance provenance =
          Provenance.none()
              .with("pictures", pictures + " drawings, two captions each")
              .with("seed", seed)
              .with("epochs", run.epochs().size())
              .with("mean reciprocal rank on validation", "%.3f".formatted(best))
              .with(held() + " test pictures, full captions", figures)
              .with("command", command());
      ProjectedPair pair =
          ProjectedPair.of(NAME, extractor, fne, sentences, run.heads(), provenance);
      Path file = folder.resolve(FILE);
      pair.save(file);
      return file;
    }
  }

  /** Fewer where few are trained on, which is only tried. */
  private int held() {
    return Math.min(HELD_BACK, pictures);
  }

  private String command() {
    return "environment/lab sketch train %s --seed %d".formatted(NAME, seed)
        + (pictures == PICTURES
            ? ""
            : " --per-class " + pictures / SketchAttribute.KIND.words().size());
  }

  /** The pairs of full captions, and of shorter ones after them if they are wanted. */
  private PictureTextRows rows(
      SketchCaptions set, Features features, SentenceEncoder sentences, boolean shorterToo) {
    INDArray unit = Matrices.unit(features.matrix());
    List<Caption> captions = new ArrayList<>(set.captions());
    List<SketchAttributes> shown = new ArrayList<>(set.attributes());
    if (shorterToo) {
      captions.addAll(set.withShorterCaptions(seed).captions());
      shown.addAll(set.attributes());
      unit = Nd4j.vstack(unit, unit);
    }
    INDArray texts = Matrices.of(sentences.encode(captions.stream().map(Caption::text).toList()));
    return new PictureTextRows(unit, texts, Pairing.of(shown, captions));
  }
}
