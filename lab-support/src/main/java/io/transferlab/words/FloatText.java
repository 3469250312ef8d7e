package io.transferlab.words;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from bytes: the same float as {@link Float#parseFloat}, several times as
 * fast, because files of word vectors are a hundred million numbers of few digits.
 *
 * <p>Up to 15 digits and a power of ten up to 22 are exact in a double, so one division or
 * multiplication rounds once (W. D. Clinger, "How to read floating point numbers accurately", PLDI
 * 1990). Rounding that double to a float could round a second time only if it lies half-way between
 * two floats; those, and whatever else is unusual, go to {@link Float#parseFloat}.
 */
final class FloatText {
  private static final int LONGEST = 1000;
  private static final double[] POWERS = new double[23];
  private static final long EXACT = 1L << 53;
  private static final long HALF = 1L << 28;
  private static final long HALF_MASK = (1L << 29) - 1;

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++, power *= 10) {
      POWERS[i] = power;
    }
  }

  private final byte[] bytes;
  private int position;
  private boolean isNumber;

  /** A reader of some bytes. */
  FloatText(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Where the field that was read last ended. */
  int position() {
    return position;
  }

  /** Whether the field that was read last was a number, NaN and infinity among them. */
  boolean isNumber() {
    return isNumber;
  }

  /**
   * Reads a field up to the next space or tab.
   *
   * @param from where it starts
   * @param end where the line ends
   * @return its value; NaN if it is no number
   */
  float read(int from, int end) {
    byte[] b = bytes;
    int p = from;
    boolean negative = p < end && b[p] == '-';
    if (negative || p < end && b[p] == '+') {
      p++;
    }
    long digits = 0;
    int first = p;
    int c;
    while (p < end && (c = b[p] - '0') >= 0 && c <= 9) {
      digits = digits * 10 + c;
      p++;
    }
    int count = p - first;
    int fraction = 0;
    if (p < end && b[p] == '.') {
      int point = ++p;
      while (p < end && (c = b[p] - '0') >= 0 && c <= 9) {
        digits = digits * 10 + c;
        p++;
      }
      fraction = p - point;
      count += fraction;
    }
    int exponent = -fraction;
    boolean usual = count > 0 && count < 19;
    if (usual && p < end && (b[p] == 'e' || b[p] == 'E')) {
      p++;
      boolean small = p < end && b[p] == '-';
      if (small || p < end && b[p] == '+') {
        p++;
      }
      int value = 0;
      int start = p;
      while (p < end && p - start < 4 && (c = b[p] - '0') >= 0 && c <= 9) {
        value = value * 10 + c;
        p++;
      }
      usual = p > start;
      exponent += small ? -value : value;
    }
    if (!usual || p < end && !isGap(b[p]) || digits > EXACT || exponent < -22 || exponent > 22) {
      return odd(from, end);
    }
    double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
    if (digits != 0 && !roundsOnce(value)) {
      return odd(from, end);
    }
    position = p;
    isNumber = true;
    return negative ? -(float) value : (float) value;
  }

  /** What stands between fields. Other white space occurs within words. */
  static boolean isGap(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean roundsOnce(double value) {
    return value >= Float.MIN_NORMAL
        && value < Float.MAX_VALUE
        && (Double.doubleToRawLongBits(value) & HALF_MASK) != HALF;
  }

  private float odd(int from, int end) {
    int p = from;
    while (p < end && !isGap(bytes[p])) {
      p++;
    }
    position = p;
    if (p - from > LONGEST) {
      isNumber = false;
      return Float.NaN;
    }
    String text = new String(bytes, from, p - from, StandardCharsets.ISO_8859_1);
    try {
      float value = Float.parseFloat(text);
      isNumber = true;
      return value;
    } catch (NumberFormatException e) {
      isNumber = text.matches("(?i)[+-]?(nan|inf|infinity)"); // as C and Python write them
      return Float.NaN;
    }
  }
}
