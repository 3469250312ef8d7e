package io.transferlab.cli;

import io.transferlab.core.LabException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Several seeds as they are typed. */
final class Seeds {
  private Seeds() {}

  /**
   * Reads them.
   *
   * @param typed a number N, for 1 to N, or seeds with commas between them
   * @return at least one
   * @throws LabException for anything else
   */
  static List<Long> of(String typed) {
    try {
      List<Long> some =
          typed.contains(",")
              ? Arrays.stream(typed.split(","))
                  .map(s -> Long.valueOf(s.strip()))
                  .distinct()
                  .toList()
              : LongStream.rangeClosed(1, Integer.parseInt(typed.strip())).boxed().toList();
      if (!some.isEmpty()) {
        return some;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw LabException.of("how many seeds, or which", "--seeds " + typed, "try 3, or 1,2,5");
  }
}
