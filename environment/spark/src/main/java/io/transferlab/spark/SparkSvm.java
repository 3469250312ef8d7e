package io.transferlab.spark;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.evaluate.Predicted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Spark's linear machines, one a class, for rows that fit no memory. Not quite the course's
 * problem: hinge loss instead of its square, and an intercept that is not held small. Their C is
 * the same: Spark minimises mean loss + regParam / 2 |w|², ours C sum of losses + 1/2 |w|², which
 * is n C times as much for regParam = 1 / (n C).
 */
final class SparkSvm {
  private static final int ITERATIONS = 100;
  private static final double TOLERANCE = 1e-4;

  private final OneVsRestModel model;
  private final double regularisation;

  private SparkSvm(OneVsRestModel model, double regularisation) {
    this.model = model;
    this.regularisation = regularisation;
  }

  /**
   * Trains.
   *
   * @param rows label and features
   * @param n how many rows
   * @param c what a mistake costs
   * @return the machines
   */
  static SparkSvm train(Dataset<Row> rows, int n, double c) {
    double regularisation = 1 / (n * c);
    LinearSVC one =
        new LinearSVC()
            .setRegParam(regularisation)
            .setStandardization(false)
            .setMaxIter(ITERATIONS)
            .setTol(TOLERANCE);
    // Each class at its time: two at once would hold two copies of the rows.
    OneVsRest all = new OneVsRest().setClassifier(one).setParallelism(1);
    try {
      return new SparkSvm(all.fit(rows), regularisation);
    } catch (Exception e) {
      throw Trouble.of(e);
    }
  }

  /**
   * Says of each test picture which class it is.
   *
   * @param rows row, label and features
   * @param set the pictures
   * @return one entry a picture that has a row, in the set's order
   */
  Predicted predict(Dataset<Row> rows, ImageSet set) {
    List<Row> said =
        model
            .transform(rows)
            .select("row", "prediction")
            .orderBy(functions.col("row"))
            .collectAsList();
    List<String> keys = new ArrayList<>();
    int[] truth = new int[said.size()];
    int[] labels = new int[said.size()];
    for (int i = 0; i < labels.length; i++) {
      Picture picture = set.pictures().get((int) said.get(i).getLong(0));
      keys.add(picture.key());
      truth[i] = picture.label();
      labels[i] = (int) said.get(i).getDouble(1);
    }
    return new Predicted(set.classes(), keys, truth, labels);
  }

  /** How they were trained. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("trained by", "Spark's OneVsRest of LinearSVC (hinge loss)");
    facts.put("regParam", String.valueOf(regularisation));
    return facts;
  }
}
