package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.network.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A new output layer behind a network that stays as it is, trained on features that were computed
 * before: many of them are trained in the time of one pass over the pictures.
 */
public final class FeatureHead {
  private static final String INPUT = "features";
  private static final String OUTPUT = "predictions";

  private final ComputationGraph graph;

  private FeatureHead(ComputationGraph graph) {
    this.graph = graph;
  }

  /**
   * Trains an output layer, softmax with cross-entropy, from small random weights.
   *
   * @param features {@code [n, d]}, a row a picture; not changed
   * @param labels the class of each row
   * @param classes how many classes there are
   * @param plan rate of the head, schedule, optimizer, epochs, batch size, seed; the weights after
   *     the last epoch count, and what else it says is of no use here
   * @return the head
   * @throws LabException for fewer than two classes
   * @throws CancellationException if the thread is interrupted
   */
  public static FeatureHead train(INDArray features, int[] labels, int classes, TrainingPlan plan) {
    if (classes < 2) {
      throw LabException.of(
          "at least two classes", String.valueOf(classes), "add pictures of another class");
    }
    int n = labels.length;
    int batch = Math.min(plan.batchSize(), n);
    ComputationGraph graph =
        new ComputationGraph(
            Architecture.settings(plan.seed())
                .graphBuilder()
                .addInputs(INPUT)
                .addLayer(OUTPUT, Architecture.output((int) features.size(1), classes), INPUT)
                .setOutputs(OUTPUT)
                .build());
    graph.init();
    TrainingStep step =
        TrainingStep.of(graph, plan, List.of(OUTPUT), (n + batch - 1) / batch, null);
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
      Collections.shuffle(order, new Random(PictureExamples.epochSeed(plan, epoch)));
      for (int from = 0; from < n; from += batch) {
        int[] some =
            order.subList(from, Math.min(n, from + batch)).stream().mapToInt(i -> i).toArray();
        try (INDArray input = Nd4j.pullRows(features, 1, some)) {
          step.fit(input, Arrays.stream(some).map(i -> labels[i]).toArray());
        }
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while a head was trained");
      }
    }
    return new FeatureHead(graph);
  }

  /**
   * What the head makes of features.
   *
   * @param features {@code [n, d]}, as wide as those it was trained on
   * @return probabilities, {@code [n, classes]}
   */
  public INDArray probabilities(INDArray features) {
    return graph.outputSingle(false, features.castTo(DataType.FLOAT));
  }

  /**
   * The most probable class of each row.
   *
   * @param features {@code [n, d]}, as wide as those it was trained on
   * @return labels
   */
  public int[] predict(INDArray features) {
    return probabilities(features).argMax(1).toIntVector();
  }
}
