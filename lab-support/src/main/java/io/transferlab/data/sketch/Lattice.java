package io.transferlab.data.sketch;

/** Random numbers from 0 to 1 on a square lattice that repeats after 64 steps each way. */
final class Lattice {
  private static final int SIDE = 64;
  private final double[] values = new double[SIDE * SIDE];

  private Lattice() {}

  static Lattice of(Dice dice) {
    Lattice lattice = new Lattice();
    for (int i = 0; i < lattice.values.length; i++) {
      lattice.values[i] = dice.unit();
    }
    return lattice;
  }

  /** The number of a cell; any integers. */
  double at(int i, int j) {
    return values[(j & SIDE - 1) * SIDE + (i & SIDE - 1)];
  }

  /** The numbers of the four cells around a point, blended. */
  double smooth(double u, double v) {
    int i = (int) Math.floor(u);
    int j = (int) Math.floor(v);
    double x = u - i;
    double y = v - j;
    x = x * x * (3 - 2 * x);
    y = y * y * (3 - 2 * y);
    double above = at(i, j) + (at(i + 1, j) - at(i, j)) * x;
    double below = at(i, j + 1) + (at(i + 1, j + 1) - at(i, j + 1)) * x;
    return above + (below - above) * y;
  }
}
