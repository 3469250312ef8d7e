package io.transferlab.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Finds pictures that are the same or nearly so. Equal ones by hash. Of the rest candidates are
 * those whose perceptual hash is near: that of the whole picture in any of eight turns, and those
 * of some ninety parts of it, against that of the whole other picture. The nearest candidates are
 * then compared pixel by pixel at 32 x 32.
 *
 * <p>Comparing the hashes costs the square of the number of pictures, but a nanosecond each: some
 * seconds for 10,000 pictures. What is compared by pixels grows with the number of pictures only.
 */
final class Twins {
  /** Of 63 bits; pictures that have nothing in common differ in 31. */
  private static final int NEAR = 14;

  private static final int NEAR_PART = 12;

  /** So many candidates of a picture are compared at most, the nearest. */
  private static final int MOST = 24;

  private static final int MOST_PARTS = 8;

  /** What is nearly one colour looks like everything of that colour. */
  static final double SMOOTH = 4;

  /** From when on two pictures are taken for one: correlation of grey pixels ... */
  private static final double WHOLE = 0.9;

  /**
   * ... the same where one is turned: eight turns have eight chances to be right by accident ...
   */
  private static final double TURNED = 0.95;

  /** ... of what the smooth parts do not say ... */
  private static final double DETAIL = 0.85;

  /** ... and of colours, unless one of them has none. */
  private static final double COLOUR = 0.8;

  /** Correlation of a picture with its place in another. */
  private static final double PART = 0.95;

  private final @Nullable Glance[] glances;
  private final List<Alike> found = new ArrayList<>();
  private final Set<Long> paired = new HashSet<>();

  private Twins(@Nullable Glance[] glances) {
    this.glances = glances;
  }

  /**
   * Another picture that may be the same.
   *
   * @param distance of the hashes
   * @param other its index
   * @param how which turn, or which part
   */
  private record Candidate(int distance, int other, int how) {}

  /**
   * Finds them.
   *
   * @param glances of the pictures; null for those that could not be read
   * @return pairs; of several equal pictures each is paired with the first alone
   */
  static List<Alike> of(@Nullable Glance[] glances) {
    Twins twins = new Twins(glances);
    int[] rest = twins.equal();
    twins.whole(rest);
    twins.parts(rest);
    return twins.found;
  }

  /** Pairs the equal ones; what remains are the first of each, and all others. */
  private int[] equal() {
    Map<String, Integer> byBytes = new HashMap<>();
    Map<String, Integer> byPixels = new HashMap<>();
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < glances.length; i++) {
      Glance glance = glances[i];
      if (glance == null) {
        continue;
      }
      String identity = glance.facts().identity();
      Integer file = identity.isEmpty() ? null : byBytes.putIfAbsent(identity, i);
      Integer same = byPixels.putIfAbsent(glance.pixels(), i);
      if (file != null) {
        add(new Alike(file, i, Likeness.SAME_FILE, 1));
      } else if (same != null) {
        add(new Alike(same, i, Likeness.SAME_PIXELS, 1));
      } else if (glance.thumb().contrast() >= SMOOTH) {
        rest.add(i);
      }
    }
    return rest.stream().mapToInt(Integer::intValue).toArray();
  }

  private void add(Alike pair) {
    found.add(pair);
    paired.add(key(pair.first(), pair.second()));
  }

  private Glance glance(int index) {
    return Objects.requireNonNull(glances[index]);
  }

  private void whole(int[] rest) {
    long[] bits = bits(rest);
    for (int i = 0; i < rest.length; i++) {
      refuseInterrupted();
      List<Candidate> candidates = new ArrayList<>();
      for (int t = 0; t < Turn.COUNT; t++) {
        long asked = glance(rest[i]).hash().turned(Turn.of(t)).bits();
        for (int j = i + 1; j < bits.length; j++) {
          int distance = Long.bitCount(asked ^ bits[j]);
          if (distance <= NEAR) {
            candidates.add(new Candidate(distance, rest[j], t));
          }
        }
      }
      for (Candidate candidate : nearest(candidates, MOST)) {
        if (!paired.contains(key(rest[i], candidate.other()))) {
          compare(rest[i], candidate.other(), Turn.of(candidate.how())).ifPresent(this::add);
        }
      }
    }
  }

  private long[] bits(int[] rest) {
    long[] bits = new long[rest.length];
    for (int i = 0; i < rest.length; i++) {
      bits[i] = glance(rest[i]).hash().bits();
    }
    return bits;
  }

  private static List<Candidate> nearest(List<Candidate> candidates, int most) {
    candidates.sort(Comparator.comparing(Candidate::distance));
    return candidates.subList(0, Math.min(most, candidates.size()));
  }

  private Optional<Alike> compare(int i, int j, Turn turn) {
    Thumb first = glance(i).thumb().turned(turn);
    Thumb second = glance(j).thumb();
    double alike = first.alikeInGrey(second);
    boolean same =
        alike >= (turn.equals(Turn.NONE) ? WHOLE : TURNED)
            && first.alikeInDetail(second) >= DETAIL
            && (first.isGrey() || second.isGrey() || first.alike(second) >= COLOUR);
    return same
        ? Optional.of(
            new Alike(i, j, turn.equals(Turn.NONE) ? Likeness.NEARLY : Likeness.TURNED, alike))
        : Optional.empty();
  }

  /** Each picture as a whole against the parts of all others. */
  private void parts(int[] rest) {
    long[] bits = bits(rest);
    for (int index : rest) {
      refuseInterrupted();
      Thumb whole = glance(index).thumb();
      Parts parts = new Parts(whole);
      List<Window> windows = Window.parts(whole.aspect());
      List<Candidate> candidates = new ArrayList<>();
      for (int w = 0; w < windows.size(); w++) {
        long asked = parts.hash(windows.get(w)).bits();
        for (int j = 0; j < bits.length; j++) {
          int distance = Long.bitCount(asked ^ bits[j]);
          if (distance <= NEAR_PART && rest[j] != index) {
            candidates.add(new Candidate(distance, rest[j], w));
          }
        }
      }
      for (Candidate candidate : nearest(candidates, MOST_PARTS)) {
        int other = candidate.other();
        if (!paired.contains(key(index, other))) {
          double alike =
              parts.alike(new Parts(glance(other).thumb()), windows.get(candidate.how()));
          if (alike >= PART) {
            add(new Alike(Math.min(index, other), Math.max(index, other), Likeness.PART, alike));
          }
        }
      }
    }
  }

  private static long key(int i, int j) {
    return (long) Math.min(i, j) << 32 | Math.max(i, j);
  }

  private static void refuseInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while looking for pictures that are alike");
    }
  }
}
