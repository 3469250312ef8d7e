package io.transferlab.joint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Matrices;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchAttribute;
import io.transferlab.data.sketch.SketchAttributes;
import io.transferlab.data.sketch.SketchCaptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pictures stand as random directions of what they show, with noise: what a network might see. */
class ContrastiveTrainerTest {
  private static final int COLUMNS = 40;
  private static final ContrastivePlan PLAN =
      ContrastivePlan.defaults().withDimension(16).withBatchSize(64).withEpochs(25).withRate(5e-3);

  private final SketchCaptions drawn = SketchCaptions.drawn(Split.TRAIN, 600, 1);
  private final SketchCaptions held = SketchCaptions.drawn(Split.VALIDATION, 120, 1);

  /** Sees colour, place and ground, and nothing else. */
  private static PictureTextRows rows(SketchCaptions set) {
    float[][] pictures = new float[set.size()][];
    Random noise = new Random(5);
    for (int i = 0; i < pictures.length; i++) {
      SketchAttributes shown = set.attributes().get(i);
      pictures[i] = new float[COLUMNS];
      for (SketchAttribute seen :
          List.of(SketchAttribute.COLOUR, SketchAttribute.PLACE, SketchAttribute.GROUND)) {
        Random direction = new Random(31L * seen.ordinal() + shown.get(seen).hashCode());
        for (int j = 0; j < COLUMNS; j++) {
          pictures[i][j] += (float) (direction.nextGaussian() + .1 * noise.nextGaussian());
        }
      }
    }
    return new PictureTextRows(Matrices.of(pictures), bag(set.texts()), Pairing.of(set));
  }

  private static INDArray bag(List<String> texts) {
    float[][] counts = new float[texts.size()][64];
    for (int i = 0; i < counts.length; i++) {
      for (String word : texts.get(i).split("[^a-z]+")) {
        counts[i][Math.floorMod(word.hashCode() * 31 >> 3, 64)]++;
      }
    }
    return Matrices.unit(Matrices.of(counts));
  }

  /** The lines of lab 12: what {@link ContrastiveTrainer} does, in the reader's own hands. */
  @Test
  void theLoopOfTheLabLearns() {
    PictureTextRows train = rows(drawn);
    PictureTextRows test = rows(held);
    ProjectionHead pictureHead = ProjectionHead.random(COLUMNS, 16, 1);
    ProjectionHead textHead = ProjectionHead.random(64, 16, 2);
    AdamSteps pictureSteps = AdamSteps.of(5e-3, pictureHead.weights());
    AdamSteps textSteps = AdamSteps.of(5e-3, textHead.weights());
    double before = new JointHeads(pictureHead, textHead, 0).retrieval(test).pictures().median();

    int batch = 60;
    double logScale = Math.log(1 / 0.07);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < train.size(); i++) order.add(i);
    for (int epoch = 0; epoch < 10; epoch++) {
      Collections.shuffle(order, new Random(epoch));
      for (int from = 0; from < order.size(); from += batch) {
        int[] rows = order.subList(from, from + batch).stream().mapToInt(i -> i).toArray();
        INDArray x = train.pictures().getRows(rows);
        INDArray t = train.texts().getRows(rows);
        InfoNce step = InfoNce.of(pictureHead.apply(x), textHead.apply(t), logScale);
        pictureSteps.down(pictureHead.gradient(x, step.pictureSlope()));
        textSteps.down(textHead.gradient(t, step.textSlope()));
        logScale -= 1e-3 * step.scaleSlope();
      }
    }

    double after = new JointHeads(pictureHead, textHead, 0).retrieval(test).pictures().median();
    assertTrue(before > 30 && after < 12, before + " to " + after);
  }

  @Test
  void findsWhatPicturesShowAndTellsWhichWordsItLearned() {
    PictureTextRows test = rows(held);
    List<ContrastiveEpoch> told = new ArrayList<>();
    ContrastiveRun run =
        ContrastiveTrainer.of(PLAN).withListener(told::add).train(rows(drawn), test);
    assertEquals(told, run.epochs());
    assertFalse(run.interrupted());
    double best = run.epochs().stream().mapToDouble(ContrastiveEpoch::validation).max().orElse(0);
    assertEquals(best, run.heads().retrieval(test).meanReciprocal(), 1e-6, "the best is kept");
    var words =
        MinimalPairs.of(held, 1)
            .accuracy(
                run.heads().pictures().apply(test.pictures()),
                texts -> run.heads().texts().apply(bag(texts)));
    assertTrue(words.get("colour") > .75 && words.get("place") > .85, words.toString());
    assertTrue(Math.abs(words.get("size") - .5) < .15, words.toString());
  }

  @Test
  void theSameSeedGivesTheSameAndPatienceEndsIt() {
    PictureTextRows train = rows(drawn).take(firsts(128));
    PictureTextRows test = rows(held).take(firsts(40));
    ContrastivePlan plan = PLAN.withEpochs(200).withPatience(2).withRate(2e-2);
    ContrastiveRun one = ContrastiveTrainer.of(plan).train(train, test);
    ContrastiveRun again = ContrastiveTrainer.of(plan).train(train, test);
    assertEquals(one.epochs(), again.epochs());
    assertTrue(one.epochs().size() < 200);
    ContrastiveRun other = ContrastiveTrainer.of(plan.withSeed(2)).train(train, test);
    assertFalse(one.epochs().equals(other.epochs()));
  }

  private static int[] firsts(int n) {
    int[] rows = new int[n];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  @Test
  void whoInterruptsGetsTheBestSoFar() {
    PictureTextRows test = rows(held);
    ContrastiveRun run =
        ContrastiveTrainer.of(PLAN)
            .withListener(
                epoch -> {
                  if (epoch.number() == 3) {
                    Thread.currentThread().interrupt();
                  }
                })
            .train(rows(drawn), test);
    assertTrue(run.interrupted());
    assertEquals(3, run.epochs().size());
    assertFalse(Thread.currentThread().isInterrupted(), "what follows may go on");
    assertEquals(
        run.epochs().get(2).validation(), run.heads().retrieval(test).meanReciprocal(), 1e-6);
  }

  @Test
  void temperaturesStayWithinTheirBounds() {
    ContrastiveRun run =
        ContrastiveTrainer.of(PLAN.withTemperature(.01).withEpochs(3))
            .train(rows(drawn), rows(held));
    for (ContrastiveEpoch epoch : run.epochs()) {
      assertTrue(epoch.temperature() >= .01 - 1e-6, epoch.toString());
    }
  }
}
