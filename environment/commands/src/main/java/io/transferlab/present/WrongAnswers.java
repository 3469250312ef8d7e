package io.transferlab.present;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What students plausibly answer wrongly, and what the checks tell them: the answers on which the
 * checks are tested.
 */
final class WrongAnswers {
  /**
   * A wrong answer.
   *
   * @param what what is wrong
   * @param told what the check's line has in it
   */
  record Answer(String what, String told) {}

  private WrongAnswers() {}

  /** The answers by exercise; none where the course's tests are not there. */
  static Map<String, List<Answer>> of(String lab, Path notebooks) {
    Path file =
        notebooks
            .toAbsolutePath()
            .resolveSibling("environment/commands/src/test/resources/wrong-answers")
            .resolve(lab + ".jsh");
    Map<String, List<Answer>> answers = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return answers;
    }
    String exercise = "";
    String what = "";
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("//! exercise ")) {
          exercise = line.substring(13).strip();
        } else if (line.startsWith("//! wrong: ")) {
          what = line.substring(11).strip();
        } else if (line.startsWith("//! told: ")) {
          answers
              .computeIfAbsent(exercise, e -> new ArrayList<>())
              .add(new Answer(what, line.substring(10).strip()));
        }
      }
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
    return answers;
  }
}
