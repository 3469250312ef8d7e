package io.transferlab.data.sketch;

/**
 * The random numbers of one picture: SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014), written out so that no release of Java can change
 * a drawing.
 */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** The sequence of SplitMix64 from this state. */
  static Dice from(long state) {
    return new Dice(state);
  }

  /**
   * Dice for one picture. The names are hashed character by character (FNV-1a, 64 bits, each name
   * ended by a zero); seed and index are added with a full mix after each.
   */
  static Dice of(long seed, int index, String... names) {
    long hash = 0xCBF29CE484222325L;
    for (String name : names) {
      for (int i = 0; i <= name.length(); i++) {
        hash = (hash ^ (i < name.length() ? name.charAt(i) : 0)) * 0x100000001B3L;
      }
    }
    return new Dice(mix(mix(mix(hash) + seed * GOLDEN) + index * GOLDEN));
  }

  /** Another, independent sequence, which leaves this one a single step further. */
  Dice fork() {
    return new Dice(mix(nextLong() ^ GOLDEN));
  }

  /** 64 random bits. */
  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1). */
  double unit() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform between low and high. */
  double range(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Whole, from low to high, both included. */
  int count(int low, int high) {
    return low + (int) (unit() * (high - low + 1));
  }

  /** True with this probability. */
  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Bell-shaped around 0, standard deviation 1, within ±3.5: the sum of four uniform numbers. */
  double bell() {
    long bits = nextLong();
    int sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += (int) (bits >>> (16 * i)) & 0xFFFF;
    }
    return (sum / 65535.0 - 2) * 1.7320508;
  }

  /** One of these. */
  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[count(0, choices.length - 1)];
  }
}
