package io.transferlab.inspect;

/**
 * The eight ways a square can be turned by quarters and mirrored.
 *
 * @param transposed whether rows and columns change places first
 * @param flippedX whether left and right change places then
 * @param flippedY whether top and bottom do
 */
record Turn(boolean transposed, boolean flippedX, boolean flippedY) {
  static final int COUNT = 8;
  static final Turn NONE = of(0);

  static Turn of(int number) {
    return new Turn((number & 4) != 0, (number & 1) != 0, (number & 2) != 0);
  }

  /** In words; what must be done to the other picture. */
  String words() {
    if (!transposed) {
      return flippedX ? (flippedY ? "upside down" : "mirrored") : flippedY ? "mirrored" : "";
    }
    return flippedX == flippedY ? "turned and mirrored" : "turned by a quarter";
  }
}
