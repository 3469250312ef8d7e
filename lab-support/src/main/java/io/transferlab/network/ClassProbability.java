package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One class with its probability.
 *
 * @param label the class
 * @param probability 0 to 1
 */
public record ClassProbability(String label, double probability) {
  /**
   * The most probable classes of each row.
   *
   * @param probabilities {@code [n, classes]}
   * @param classes their names
   * @param most how many at most
   * @return for each row the best first; equal probabilities in the order of the classes
   * @throws LabException if there is not one column a class
   */
  static List<List<ClassProbability>> decode(
      INDArray probabilities, List<String> classes, int most) {
    if (probabilities.rank() != 2 || probabilities.size(1) != classes.size()) {
      throw LabException.of(
          "probabilities [n, " + classes.size() + "], one column a class",
          Arrays.toString(probabilities.shape()),
          "give what probabilities(batch) returned");
    }
    List<List<ClassProbability>> rows = new ArrayList<>();
    for (float[] row : probabilities.toFloatMatrix()) {
      List<ClassProbability> all = new ArrayList<>();
      for (int i = 0; i < row.length; i++) {
        all.add(new ClassProbability(classes.get(i), row[i]));
      }
      all.sort(Comparator.comparingDouble(p -> -p.probability()));
      rows.add(List.copyOf(all.subList(0, Math.min(most, all.size()))));
    }
    return rows;
  }

  @Override
  public String toString() {
    return label + " " + Sizes.percent(probability);
  }
}
