package io.transferlab.bench;

/** How often something was measured, in words. */
final class Rounds {
  private Rounds() {}

  static String text(int rounds) {
    return rounds == 1 ? "one round" : "median of " + rounds + " rounds";
  }
}
