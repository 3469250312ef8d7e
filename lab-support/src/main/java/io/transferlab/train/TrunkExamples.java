package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.data.Pixels;
import io.transferlab.network.Classified;
import io.transferlab.network.FrozenNetwork;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pictures that are changed at random anew in each epoch and pass a frozen trunk; only what is
 * behind it learns. The pictures by which it is judged stay as they are: their features are
 * computed once.
 */
final class TrunkExamples implements Examples {
  private final FrozenPart part;
  private final TrainingPlan plan;
  private final Pixels train;
  private final FeatureExamples still;
  private FrozenPart.@Nullable Flow trunk;

  /**
   * Examples.
   *
   * @param part the trunk, and what learns behind it
   * @param plan how
   * @param train pictures to learn from
   * @param still those that the accuracy on training pictures is measured on, and the validation
   *     pictures; of the same part
   */
  TrunkExamples(FrozenPart part, TrainingPlan plan, Pixels train, FeatureExamples still) {
    this.part = part;
    this.plan = plan;
    this.train = train;
    this.still = still;
  }

  @Override
  public void prepare(EpochListener listener) {
    still.prepare(listener);
  }

  @Override
  public ComputationGraph graph() {
    return part.graph();
  }

  @Override
  public boolean areWhole() {
    return false;
  }

  @Override
  public String computed(double seconds) {
    return "computed anew in every epoch, of the pictures that judge it once";
  }

  @Override
  public int stepsPerEpoch() {
    return PictureExamples.steps(plan, train.set().size());
  }

  @Override
  public void epoch(int number, Learner learner) {
    long seed = PictureExamples.epochSeed(plan, number);
    for (Batch batch : part.network().epoch(train, plan.augmentation(), plan.batchSize(), seed)) {
      try (batch;
          INDArray input = trunk().run(batch).dup('c')) { // dense, as the head's layers read it
        learner.learn(input, batch.labels());
      }
    }
  }

  private FrozenPart.Flow trunk() {
    FrozenPart.Flow open = trunk == null ? part.opener().get() : trunk;
    trunk = open;
    return open;
  }

  @Override
  public INDArray blank(int size) {
    FrozenNetwork network = part.network();
    INDArray nothing = Nd4j.zeros(DataType.FLOAT, size, network.side(), network.side(), 3);
    try (Batch batch = new Batch(nothing, new int[size], new int[size], network.preprocessing())) {
      return trunk().run(batch).dup('c');
    }
  }

  @Override
  public Look look(boolean training) {
    return still.look(training);
  }

  @Override
  public LabException unreadable() {
    return Classified.unreadable(train);
  }

  @Override
  public List<String> problems() {
    List<String> all = new ArrayList<>(train.problems());
    still.problems().stream().filter(problem -> !all.contains(problem)).forEach(all::add);
    return all;
  }

  @Override
  public void close() {
    if (trunk != null) {
      trunk.close();
    }
    still.close();
  }
}
