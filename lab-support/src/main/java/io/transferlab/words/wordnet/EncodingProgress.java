package io.transferlab.words.wordnet;

import io.transferlab.core.Sizes;
import java.util.Locale;

/**
 * How far the encoding of texts is.
 *
 * @param done texts with a vector
 * @param total texts in all
 * @param kept how many of them were encoded before and found on disk
 * @param secondsLeft for the rest, at the speed so far
 */
public record EncodingProgress(int done, int total, int kept, double secondsLeft) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d of %,d texts encoded", done, total)
        + (kept > 0 ? String.format(Locale.ROOT, " (%,d before)", kept) : "")
        + (done < total ? ", " + Sizes.time(secondsLeft) + " left" : "");
  }
}
