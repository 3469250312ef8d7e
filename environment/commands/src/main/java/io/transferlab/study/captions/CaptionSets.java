package io.transferlab.study.captions;

import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchCaptions;

/**
 * The drawings of a training: validation and test are the same for everybody.
 *
 * @param train what is learned from
 * @param validation what says when to stop
 * @param test what the figures are of
 */
record CaptionSets(SketchCaptions train, SketchCaptions validation, SketchCaptions test) {
  private static final int VALIDATION = 400;
  private static final int TEST = 500;
  private static final long FIXED_SEED = 2026;

  static CaptionSets of(int pictures, long seed) {
    return new CaptionSets(
        SketchCaptions.drawn(Split.TRAIN, pictures, seed),
        SketchCaptions.drawn(Split.VALIDATION, VALIDATION, FIXED_SEED),
        SketchCaptions.drawn(Split.TEST, TEST, FIXED_SEED));
  }

  /** What figures depend on besides the seed. */
  static String setting(int pictures) {
    return pictures + " training pictures";
  }
}
