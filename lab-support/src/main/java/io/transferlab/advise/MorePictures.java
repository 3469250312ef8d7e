package io.transferlab.advise;

import io.transferlab.core.Sizes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What more pictures would bring, by what the last ones brought: the same draws with fewer of their
 * pictures. No curve is fitted, which four points would not bear out.
 *
 * @param by what was tried with both
 * @param from training pictures of each class
 * @param to more of them
 * @param gain mean per-class accuracy with more less that with fewer, -1 to 1
 * @param uncertainty half of the interval that holds the gain in most cases
 * @param verdict what follows
 */
public record MorePictures(
    Candidate by, int from, int to, double gain, double uncertainty, Verdict verdict) {
  /** What follows for a user who could take more pictures. */
  public enum Verdict {
    /** The last ones helped, beyond chance: more will probably help. */
    HELP,
    /** The last ones brought next to nothing, and the pictures suffice to tell. */
    FLAT,
    /** Nearly everything is right already. */
    DONE,
    /** Too few pictures judge. */
    UNKNOWN
  }

  /** Less than this is not worth a photographer's afternoon. */
  private static final double LITTLE = 0.02;

  private static final double NEARLY_ALL = 0.985;

  /** The step from about half of the pictures: what one of them brought long ago tells nothing. */
  private static final double LEAST_PART = 0.3;

  private static final double MOST_PART = 0.7;

  /** Of a candidate's trials; null without two sizes. */
  static @Nullable MorePictures of(Advice advice, Candidate candidate) {
    int all = advice.setting().all();
    List<Trial> last = advice.trials(candidate, all);
    int before =
        advice.setting().shots().stream()
            .filter(k -> k >= LEAST_PART * all && k <= MOST_PART * all)
            .filter(k -> !advice.trials(candidate, k).isEmpty())
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
    if (last.isEmpty() || before == 0) {
      return null;
    }
    PairedDifference gained = PairedDifference.of(last, advice.trials(candidate, before));
    if (gained.draws() == 0) {
      return null;
    }
    Verdict verdict =
        advice.spread(candidate, all).mean() >= NEARLY_ALL
            ? Verdict.DONE
            : gained.isTold() && gained.difference() > LITTLE / 2
                ? Verdict.HELP
                : gained.atMost() < LITTLE ? Verdict.FLAT : Verdict.UNKNOWN;
    return new MorePictures(
        candidate, before, all, gained.difference(), gained.uncertainty(), verdict);
  }

  @Override
  public String toString() {
    String step =
        String.format(
            Locale.ROOT,
            "%s gained %s (± %.1f) from %d to %d pictures a class",
            by,
            Sizes.points(gain),
            100 * uncertainty,
            from,
            to);
    return switch (verdict) {
      case HELP -> step + ": more pictures will probably help.";
      case FLAT ->
          step
              + ": flat; more pictures of the same kind will hardly help, clean labels or pictures"
              + " like those it gets wrong may.";
      case DONE -> step + "; there is little left to gain.";
      case UNKNOWN -> step + ": too few pictures judge to tell whether more would help.";
    };
  }
}
