package io.transferlab.inspect;

import io.transferlab.core.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds pictures that are the same or nearly so. Equal ones by hash. Of the rest candidates are
 * those whose perceptual hash is near: that of the whole picture in any of eight turns, and those
 * of some ninety parts of it, against that of the whole other picture. The nearest candidates are
 * then compared pixel by pixel at 32 x 32.
 *
 * <p>Near hashes are found without comparing each with each ({@link NearHashes}); what is compared
 * by pixels grows with the number of pictures only.
 */
final class Twins {
  /** Of 63 bits; pictures that have nothing in common differ in 31. */
  private static final int NEAR = 14;

  private static final int NEAR_PART = 12;

  /** So many candidates of a picture are compared at most, the nearest. */
  private static final int MOST = 24;

  private static final int MOST_PARTS = 8;

  /** Of which all cores have enough to do, and after which an interrupt is seen. */
  private static final int AT_A_TIME = 128;

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
  private record Candidate(int distance, int other, int how) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparing(Candidate::distance)
            .thenComparing(Candidate::how)
            .thenComparing(Candidate::other);
  }

  /** The nearest of many candidates. */
  private static final class Nearest {
    private final int most;
    private final PriorityQueue<Candidate> farthestFirst =
        new PriorityQueue<>(Candidate.ORDER.reversed());

    Nearest(int most) {
      this.most = most;
    }

    void add(Candidate candidate) {
      if (farthestFirst.size() == most) {
        if (Candidate.ORDER.compare(candidate, farthestFirst.peek()) > 0) {
          return;
        }
        farthestFirst.remove();
      }
      farthestFirst.add(candidate);
    }

    List<Candidate> all() {
      return farthestFirst.stream().sorted(Candidate.ORDER).toList();
    }
  }

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

  /** Each picture in all its turns against those behind it. */
  private void whole(int[] rest) {
    NearHashes hashes = new NearHashes(bits(rest), NEAR);
    each(rest, "as they are", i -> whole(rest, i, hashes));
  }

  private List<Alike> whole(int[] rest, int i, NearHashes hashes) {
    Nearest nearest = new Nearest(MOST);
    for (int t = 0; t < Turn.COUNT; t++) {
      int turn = t;
      hashes.near(
          glance(rest[i]).hash().turned(Turn.of(t)).bits(),
          (j, distance) -> {
            if (j > i) {
              nearest.add(new Candidate(distance, rest[j], turn));
            }
          });
    }
    return nearest.all().stream()
        .filter(candidate -> !paired.contains(key(rest[i], candidate.other())))
        .flatMap(c -> compare(rest[i], c.other(), Turn.of(c.how())).stream())
        .toList();
  }

  /**
   * Asks for pairs of each picture, many at a time, and keeps them in the order of the pictures:
   * with any number of cores the same.
   */
  private void each(int[] rest, String how, IntFunction<List<Alike>> work) {
    try (Progress progress = Progress.of("the same pictures, " + how, "pictures", rest.length)) {
      for (int from = 0; from < rest.length; from += AT_A_TIME) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while looking for pictures that are alike");
        }
        int to = Math.min(rest.length, from + AT_A_TIME);
        List<List<Alike>> pairs = IntStream.range(from, to).parallel().mapToObj(work).toList();
        for (List<Alike> some : pairs) {
          for (Alike pair : some) {
            if (!paired.contains(key(pair.first(), pair.second()))) {
              add(pair);
            }
          }
        }
        progress.done(to - from);
      }
    }
  }

  private long[] bits(int[] rest) {
    return Arrays.stream(rest).mapToLong(i -> glance(i).hash().bits()).toArray();
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

  /** The parts of each picture against all others as a whole. */
  private void parts(int[] rest) {
    NearHashes hashes = new NearHashes(bits(rest), NEAR_PART);
    each(rest, "or parts of them", i -> parts(rest, i, hashes));
  }

  private List<Alike> parts(int[] rest, int i, NearHashes hashes) {
    Thumb whole = glance(rest[i]).thumb();
    Parts parts = new Parts(whole);
    List<Window> windows = Window.parts(whole.aspect());
    Nearest nearest = new Nearest(MOST_PARTS);
    for (int w = 0; w < windows.size(); w++) {
      int part = w;
      hashes.near(
          parts.hash(windows.get(w)).bits(),
          (j, distance) -> {
            if (j != i) {
              nearest.add(new Candidate(distance, rest[j], part));
            }
          });
    }
    List<Alike> pairs = new ArrayList<>();
    for (Candidate candidate : nearest.all()) {
      int first = Math.min(rest[i], candidate.other());
      int second = Math.max(rest[i], candidate.other());
      if (!paired.contains(key(first, second))) {
        Parts other = new Parts(glance(candidate.other()).thumb());
        double alike = parts.alike(other, windows.get(candidate.how()));
        if (alike >= PART) {
          pairs.add(new Alike(first, second, Likeness.PART, alike));
        }
      }
    }
    return pairs;
  }

  private static long key(int i, int j) {
    return (long) Math.min(i, j) << 32 | Math.max(i, j);
  }
}
