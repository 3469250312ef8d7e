package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.network.Backbone;
import io.transferlab.network.Classified;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures that pass the whole network, changed at random anew in each epoch. */
final class PictureExamples implements Examples {
  /**
   * Each look has a session of its own, whose memory the system gives anew: with batches of 64 it
   * asks for four times as much as with 16, and a look at twice 60 pictures takes a quarter longer.
   */
  private static final int EVALUATION_BATCH = 16;

  private static final int TRAIN_ACCURACY_PICTURES = 512;

  private final Backbone network;
  private final TrainingPlan plan;
  private final Pixels train;
  private final Pixels trainSample;
  private final Pixels validation;

  PictureExamples(Backbone network, TrainingPlan plan, ImageSet train, ImageSet validation) {
    this.network = network;
    this.plan = plan;
    this.train = network.pixels(train);
    ImageSet sample = sample(train, plan.seed());
    this.trainSample = sample == train ? this.train : network.pixels(sample);
    this.validation = network.pixels(validation);
  }

  /** The training pictures that the training accuracy is measured on. */
  static ImageSet sample(ImageSet train, long seed) {
    return train.size() <= TRAIN_ACCURACY_PICTURES
        ? train
        : train.take(Math.max(1, TRAIN_ACCURACY_PICTURES / train.classes().size()), seed);
  }

  /** How many batches an epoch of so many pictures has. */
  static int steps(TrainingPlan plan, int pictures) {
    return (pictures + plan.batchSize() - 1) / plan.batchSize();
  }

  /** Decides order and changes of an epoch. */
  static long epochSeed(TrainingPlan plan, int number) {
    return plan.seed() * 1_000_003L + number - 1;
  }

  @Override
  public ComputationGraph graph() {
    return network.graph();
  }

  @Override
  public boolean areWhole() {
    return true;
  }

  @Override
  public int stepsPerEpoch() {
    return steps(plan, train.set().size());
  }

  @Override
  public void epoch(int number, Learner learner) {
    long seed = epochSeed(plan, number);
    for (Batch batch : network.epoch(train, plan.augmentation(), plan.batchSize(), seed)) {
      try (batch) {
        learner.learn(network.input(batch), batch.labels());
      }
    }
  }

  @Override
  public INDArray blank(int size) {
    return Nd4j.zeros(DataType.FLOAT, size, network.side(), network.side(), 3);
  }

  @Override
  public Look look(boolean training) {
    if (!training) {
      return new Look(null, Classified.of(network, validation, EVALUATION_BATCH));
    }
    List<Classified> both =
        Classified.all(network, List.of(validation, trainSample), EVALUATION_BATCH);
    return new Look(both.get(1), both.get(0));
  }

  @Override
  public LabException unreadable() {
    return Classified.unreadable(train);
  }

  @Override
  public List<String> problems() {
    List<String> all = new ArrayList<>(train.problems());
    all.addAll(validation.problems());
    return all;
  }

  @Override
  public void close() {
    // The network itself has learned.
  }
}
