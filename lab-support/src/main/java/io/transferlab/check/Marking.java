package io.transferlab.check;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Checks exercises where work is marked: nothing is printed and nothing remembered, the caller gets
 * what was found as a value, which printing cannot imitate.
 */
public final class Marking {
  private Marking() {}

  /**
   * Checks one exercise.
   *
   * @param nonce a word of the caller's, returned with the answer
   * @param id the exercise, such as "3.2"
   * @param body the check, as in {@link Check#exercise}
   * @return the nonce, {@code PASSED}, {@code FAILED} or {@code NOT_ATTEMPTED}, and what a student
   *     is told about a failure, in Base64 of UTF-8; a space between
   */
  public static String exercise(String nonce, String id, Check.Body body) {
    Outcome outcome = CheckList.run(id, body);
    byte[] message = outcome.message().getBytes(StandardCharsets.UTF_8);
    return nonce + " " + outcome.state() + " " + Base64.getEncoder().encodeToString(message);
  }
}
