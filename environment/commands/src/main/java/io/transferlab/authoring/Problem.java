package io.transferlab.authoring;

import java.nio.file.Path;

/**
 * A rule that a notebook breaks.
 *
 * @param file the notebook
 * @param cell the cell, from 1; 0 for the notebook as a whole
 * @param problem what is wrong
 * @param cure what to do
 */
public record Problem(Path file, int cell, String problem, String cure) {
  /**
   * Returns the problem on one line.
   *
   * @return {@code file: cell N: problem; cure}
   */
  public String line() {
    return file + ": " + (cell == 0 ? "" : "cell " + cell + ": ") + problem + "; " + cure;
  }
}
