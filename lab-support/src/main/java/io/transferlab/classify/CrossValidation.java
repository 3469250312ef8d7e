package io.transferlab.classify;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.features.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Chooses C on parts of the training pictures. */
final class CrossValidation {
  private static final int ALWAYS_TRAINED = -1;

  private CrossValidation() {}

  static double best(Features train, SvmRows rows, double[] choices, int folds, long seed) {
    int[] fold = folds(train, folds, seed);
    double[] sorted = choices.clone();
    Arrays.sort(sorted);
    double bestAccuracy = -1;
    double best = sorted[0];
    try (Progress signs = Progress.of("choosing C", "value", sorted.length)) {
      for (double c : sorted) {
        signs.next("C = " + c);
        double accuracy = accuracy(train, rows, fold, folds, c);
        if (accuracy > bestAccuracy + 1e-12) {
          bestAccuracy = accuracy;
          best = c;
        }
      }
    }
    return best;
  }

  /** The part of each row. */
  static int[] folds(Features train, int folds, long seed) {
    int[] labels = train.labels();
    int views = train.views();
    int[] fold = new int[labels.length];
    int next = 0;
    for (int k = 0; k < train.classes().size(); k++) {
      List<Integer> firsts = new ArrayList<>();
      for (int i = 0; i < labels.length; i += views) {
        if (labels[i] == k) {
          firsts.add(i);
        }
      }
      Collections.shuffle(firsts, new Random(seed * 31 + k));
      for (int first : firsts) {
        int part = firsts.size() == 1 ? ALWAYS_TRAINED : next++ % folds;
        Arrays.fill(fold, first, first + views, part);
      }
    }
    if (next < folds) {
      throw LabException.of(
          "at least " + folds + " pictures of classes with more than one",
          String.valueOf(next),
          next < 2
              ? "add pictures, or give one value of C instead of several"
              : "divide into " + next + " folds at most (withFolds), or give one value of C");
    }
    return fold;
  }

  private static double accuracy(Features train, SvmRows rows, int[] fold, int folds, double c) {
    int[] labels = train.labels();
    int classes = train.classes().size();
    List<Integer> truth = new ArrayList<>();
    List<Integer> said = new ArrayList<>();
    try (Progress signs = Progress.of("folds", "folds", folds)) {
      for (int part = 0; part < folds; part++) {
        int tested = part;
        int[] inside = IntStream.range(0, labels.length).filter(i -> fold[i] != tested).toArray();
        int[] outside = IntStream.range(0, labels.length).filter(i -> fold[i] == tested).toArray();
        float[] decisions = rows.decisions(inside, outside, c);
        for (int i = 0; i < outside.length; i += train.views()) {
          truth.add(labels[outside[i]]);
          said.add(Vote.of(decisions, i, train.views(), classes));
        }
        signs.done(1);
      }
    }
    return Evaluation.of(
            train.classes(),
            truth.stream().mapToInt(Integer::intValue).toArray(),
            said.stream().mapToInt(Integer::intValue).toArray())
        .meanPerClassAccuracy();
  }
}
