package io.transferlab.book;

/**
 * What the site shows beside what students see.
 *
 * @param solutions the solutions' code, folded
 * @param instructor the instructor's cells
 */
public record BookOptions(boolean solutions, boolean instructor) {
  /**
   * What students see, no more.
   *
   * @return neither solutions nor the instructor's cells
   */
  public static BookOptions defaults() {
    return new BookOptions(false, false);
  }

  /**
   * The same with solutions or without.
   *
   * @param shown true for with
   * @return a changed copy
   */
  public BookOptions withSolutions(boolean shown) {
    return new BookOptions(shown, instructor);
  }

  /**
   * The same with the instructor's cells or without.
   *
   * @param shown true for with
   * @return a changed copy
   */
  public BookOptions withInstructor(boolean shown) {
    return new BookOptions(solutions, shown);
  }
}
