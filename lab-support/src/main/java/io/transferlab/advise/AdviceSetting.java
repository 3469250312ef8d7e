package io.transferlab.advise;

import io.transferlab.core.Provenance;
import java.util.List;
import java.util.Map;

/**
 * What was asked, and how it is measured.
 *
 * @param target name or folder of the set, as a user types it
 * @param classes names
 * @param shots training pictures of each class at most, rising; the last is all there are
 * @param judges how many pictures judge, over all draws
 * @param judgedBy the same in words: which, and why
 * @param fixed whether all draws are judged by the same pictures
 * @param commands what to type for each candidate
 * @param problems the pictures that could not be read and took no part: one line each
 * @param provenance data, draws, weights
 */
public record AdviceSetting(
    String target,
    List<String> classes,
    List<Integer> shots,
    int judges,
    String judgedBy,
    boolean fixed,
    Map<Candidate, String> commands,
    List<String> problems,
    Provenance provenance) {
  /**
   * Copies the collections.
   *
   * @param target name or folder of the set, as a user types it
   * @param classes names
   * @param shots training pictures of each class at most, rising; the last is all there are
   * @param judges how many pictures judge, over all draws
   * @param judgedBy the same in words: which, and why
   * @param fixed whether all draws are judged by the same pictures
   * @param commands what to type for each candidate
   * @param problems the pictures that could not be read and took no part: one line each
   * @param provenance data, draws, weights
   */
  public AdviceSetting {
    classes = List.copyOf(classes);
    shots = List.copyOf(shots);
    commands = Map.copyOf(commands);
    problems = List.copyOf(problems);
  }

  /**
   * A short name of the target.
   *
   * @return of a folder its own name, without those around it
   */
  public String name() {
    return target.replaceAll("/+$", "").replaceAll(".*/", "");
  }

  /**
   * All training pictures of a class.
   *
   * @return the largest size; 0 if it did not come to that
   */
  public int all() {
    return shots.isEmpty() ? 0 : shots.get(shots.size() - 1);
  }
}
