package io.transferlab.advise;

import io.transferlab.core.Provenance;
import java.util.List;

/**
 * What was compared, and how it is measured.
 *
 * @param name of the pictures
 * @param classes names
 * @param shots training pictures of each class at most, rising; the last is all there are
 * @param judges how many test pictures judge, the same for all
 * @param draws how often the training pictures were drawn
 * @param threads how many threads the forward passes were measured with
 * @param problems the pictures that could not be read and took no part: one line each
 * @param provenance data, draws, weights
 */
public record ComparisonSetting(
    String name,
    List<String> classes,
    List<Integer> shots,
    int judges,
    int draws,
    int threads,
    List<String> problems,
    Provenance provenance) {
  /**
   * Copies the lists.
   *
   * @param name of the pictures
   * @param classes names
   * @param shots training pictures of each class at most, rising
   * @param judges how many test pictures judge
   * @param draws how often the training pictures were drawn
   * @param threads how many threads the forward passes were measured with
   * @param problems the pictures that could not be read and took no part
   * @param provenance data, draws, weights
   */
  public ComparisonSetting {
    classes = List.copyOf(classes);
    shots = List.copyOf(shots);
    problems = List.copyOf(problems);
  }

  /**
   * All training pictures of a class.
   *
   * @return the largest number of shots; 0 if it did not come to that
   */
  public int all() {
    return shots.isEmpty() ? 0 : shots.get(shots.size() - 1);
  }

  /**
   * What guessing gets right.
   *
   * @return mean per-class accuracy, 0 to 1
   */
  public double chance() {
    return 1.0 / classes.size();
  }

  /**
   * A number of shots, in words.
   *
   * @param shots training pictures of each class
   * @return for instance {@code 5} or {@code all (30)}
   */
  public String title(int shots) {
    return shots == all() ? "all (%d)".formatted(shots) : String.valueOf(shots);
  }
}
