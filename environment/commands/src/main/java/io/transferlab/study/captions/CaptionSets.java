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
  private static final long FIXED_SEED = 2026;

  static CaptionSets of(int pictures, int held, long seed) {
    return new CaptionSets(
        SketchCaptions.drawn(Split.TRAIN, pictures, seed),
        SketchCaptions.drawn(Split.VALIDATION, held, FIXED_SEED),
        SketchCaptions.drawn(Split.TEST, held, FIXED_SEED));
  }

  /** What figures depend on besides the seed. */
  static String setting(int pictures, int held) {
    return pictures + " training pictures, " + held + " test pictures and their captions";
  }
}
