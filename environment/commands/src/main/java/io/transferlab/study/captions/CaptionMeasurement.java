package io.transferlab.study.captions;

import io.transferlab.joint.CrossRetrieval;
import io.transferlab.joint.FirstRanks;
import java.util.Map;

/**
 * What one training gave on the test pictures.
 *
 * @param pictures which features of pictures
 * @param texts which encoder
 * @param seed of drawings, first weights and order
 * @param setting how many pictures; figures of another setting are measured anew
 * @param toTexts recall at 1, 5 and 10 (0 to 1) and the median rank of pictures looking for texts
 * @param toPictures the same of texts looking for pictures
 * @param words accuracy of each test of minimal pairs, 0 to 1
 * @param validation mean reciprocal rank on validation pictures, both ways
 * @param epochs that it was trained
 * @param seconds that training took
 */
public record CaptionMeasurement(
    String pictures,
    String texts,
    long seed,
    String setting,
    double[] toTexts,
    double[] toPictures,
    Map<String, Double> words,
    double validation,
    int epochs,
    double seconds) {
  /** Figures of a retrieval, in the order of the columns. */
  static double[] figures(FirstRanks ranks) {
    return new double[] {ranks.recall(1), ranks.recall(5), ranks.recall(10), ranks.median()};
  }

  static CaptionMeasurement of(
      String pictures,
      String texts,
      long seed,
      String setting,
      CrossRetrieval found,
      Map<String, Double> words,
      double validation,
      int epochs,
      double seconds) {
    return new CaptionMeasurement(
        pictures,
        texts,
        seed,
        setting,
        figures(found.texts()),
        figures(found.pictures()),
        words,
        validation,
        epochs,
        seconds);
  }

  /** Whether it answers this question. */
  boolean answers(String source, String encoder, long ofSeed, String ofSetting) {
    return pictures.equals(source)
        && texts.equals(encoder)
        && seed == ofSeed
        && setting.equals(ofSetting);
  }

  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "%s, %s, seed %d: recall@1 %.1f %% of texts, %.1f %% of pictures; %d epochs, %.0f s",
        pictures,
        texts,
        seed,
        100 * toTexts[0],
        100 * toPictures[0],
        epochs,
        seconds);
  }
}
