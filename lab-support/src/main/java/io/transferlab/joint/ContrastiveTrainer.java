package io.transferlab.joint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains two projections with the contrastive loss, and stops when the validation pairs are no
 * longer found better. The same loop as in the lab, with what a command needs besides: pairs that
 * are true by chance are left out of the loss, the best epoch is kept, and who interrupts the
 * thread gets it.
 *
 * <pre>{@code
 * ContrastiveRun run = ContrastiveTrainer.of(ContrastivePlan.defaults()).train(train, validation);
 * CrossRetrieval found = run.heads().retrieval(test);
 * }</pre>
 */
public final class ContrastiveTrainer {
  /** As CLIP: cosines are never multiplied by more. */
  private static final double MOST_LOG_SCALE = Math.log(100);

  private final ContrastivePlan plan;
  private Consumer<ContrastiveEpoch> listener = epoch -> {};

  private ContrastiveTrainer(ContrastivePlan plan) {
    this.plan = plan;
  }

  /**
   * A trainer.
   *
   * @param plan how to train
   * @return the trainer
   */
  public static ContrastiveTrainer of(ContrastivePlan plan) {
    return new ContrastiveTrainer(plan);
  }

  /**
   * A copy that tells of each epoch.
   *
   * @param value for instance {@code System.out::println}
   * @return the copy
   */
  public ContrastiveTrainer withListener(Consumer<ContrastiveEpoch> value) {
    ContrastiveTrainer copy = new ContrastiveTrainer(plan);
    copy.listener = value;
    return copy;
  }

  /**
   * Trains.
   *
   * @param train what is learned from
   * @param validation what decides when to stop, of other pictures
   * @return the heads of the best epoch; those of the beginning if it was interrupted before one
   *     ended
   * @throws io.transferlab.core.LabException if a slope is no finite number: a lower rate helps
   */
  public ContrastiveRun train(PictureTextRows train, PictureTextRows validation) {
    int size = Math.min(plan.batchSize(), train.size());
    ProjectionHead pictures =
        ProjectionHead.random((int) train.pictures().size(1), plan.dimension(), plan.seed());
    ProjectionHead texts =
        ProjectionHead.random((int) train.texts().size(1), plan.dimension(), plan.seed() + 1);
    INDArray logScale = Nd4j.scalar(Math.log(1 / plan.temperature())).reshape(1, 1);
    int all = plan.epochs() * (train.size() / size);
    AdamSteps forPictures = AdamSteps.of(plan.rate(), pictures.weights()).withCosine(all);
    AdamSteps forTexts = AdamSteps.of(plan.rate(), texts.weights()).withCosine(all);
    AdamSteps forScale = AdamSteps.of(plan.rate(), logScale).withCosine(all);
    Random random = new Random(plan.seed());
    JointHeads best = new JointHeads(pictures, texts, logScale.getDouble(0)).copy();
    double reached = -1;
    int worse = 0;
    List<ContrastiveEpoch> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= plan.epochs() && worse < plan.patience(); epoch++) {
      int[] order = shuffled(train.size(), random);
      double loss = 0;
      int steps = 0;
      for (int from = 0; from + size <= order.length; from += size, steps++) {
        if (Thread.interrupted()) { // used up: what follows may go on
          return new ContrastiveRun(best, epochs, true);
        }
        PictureTextRows batch = train.take(Arrays.copyOfRange(order, from, from + size));
        InfoNce step =
            InfoNce.of(
                pictures.apply(batch.pictures()),
                texts.apply(batch.texts()),
                logScale.getDouble(0),
                batch.pairing());
        forPictures.down(pictures.gradient(batch.pictures(), step.pictureSlope()));
        forTexts.down(texts.gradient(batch.texts(), step.textSlope()));
        forScale.down(Nd4j.scalar(step.scaleSlope()).reshape(1, 1));
        logScale.putScalar(0, Math.min(logScale.getDouble(0), MOST_LOG_SCALE));
        loss += step.loss();
      }
      JointHeads now = new JointHeads(pictures, texts, logScale.getDouble(0));
      double found = now.retrieval(validation).meanReciprocal();
      worse = found > reached ? 0 : worse + 1;
      if (found > reached) {
        reached = found;
        best = now.copy();
      }
      epochs.add(
          new ContrastiveEpoch(epoch, loss / steps, found, Math.exp(-logScale.getDouble(0))));
      listener.accept(epochs.get(epochs.size() - 1));
    }
    return new ContrastiveRun(best, epochs, false);
  }

  private static int[] shuffled(int n, Random random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
