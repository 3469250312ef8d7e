package io.transferlab.cli;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Splits;
import java.util.ArrayList;
import java.util.List;

/** Says which pictures could not be read: how many, and each with its reason. */
final class Unread {
  private static final int NAMED = 20;
  private static final int SIDE = 64;

  private Unread() {}

  /**
   * In words.
   *
   * @param problems the reasons, each with a file's name
   * @return lines to print; none if there was no problem
   */
  static List<String> lines(List<String> problems) {
    List<String> distinct = problems.stream().distinct().toList();
    List<String> lines = new ArrayList<>();
    if (!distinct.isEmpty()) {
      int n = distinct.size();
      lines.add("  left out: " + n + (n == 1 ? " picture" : " pictures") + " could not be read:");
      distinct.stream().limit(NAMED).forEach(p -> lines.add("    left out: " + p));
      if (n > NAMED) {
        lines.add("    and " + (n - NAMED) + " more");
      }
    }
    return lines;
  }

  static void print(List<String> problems) {
    lines(problems).forEach(System.out::println);
  }

  /**
   * Decodes every picture once, for experiments that do not keep what they could not read.
   *
   * @param splits the pictures
   * @return the reasons
   */
  static List<String> in(Splits splits) {
    List<String> problems = new ArrayList<>();
    for (ImageSet part : List.of(splits.train(), splits.validation(), splits.test())) {
      Pixels pixels = Pixels.passing(part, SIDE);
      for (int i = 0; i < part.size(); i++) {
        pixels.rgb(i);
      }
      problems.addAll(pixels.problems());
    }
    return problems;
  }
}
