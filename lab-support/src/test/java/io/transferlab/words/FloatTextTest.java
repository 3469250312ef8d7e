package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same float as {@link Float#parseFloat}, bit for bit. */
class FloatTextTest {
  private static void same(String text) {
    byte[] bytes = ("x " + text + " y").getBytes(StandardCharsets.UTF_8);
    FloatText reader = new FloatText(bytes);
    float value = reader.read(2, bytes.length);
    assertTrue(reader.isNumber(), text);
    assertEquals(bytes.length - 2, reader.position(), text);
    assertEquals(
        Float.floatToRawIntBits(Float.parseFloat(text)), Float.floatToRawIntBits(value), text);
  }

  @Property(tries = 20_000)
  void ofEveryFloatAsJavaWritesIt(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      same(Float.toString(value));
    }
  }

  @Property(tries = 20_000)
  void ofFloatsInFixedPoint(@ForAll int bits, @ForAll @IntRange(max = 12) int digits) {
    float value = Float.intBitsToFloat(bits);
    if (Math.abs(value) < 1e12) {
      same(String.format(Locale.ROOT, "%." + digits + "f", value));
    }
  }

  /** The hardest of all: numbers half-way between two floats, and a little beside. */
  @Property(tries = 20_000)
  void halfWayBetweenTwoFloats(@ForAll int bits, @ForAll("nudges") String nudge) {
    float low = Math.abs(Float.intBitsToFloat(bits));
    float high = Math.nextUp(low);
    if (Float.isFinite(high) && low > 1e-30f && low < 1e30f) {
      BigDecimal middle =
          new BigDecimal(low).add(new BigDecimal(high)).divide(BigDecimal.valueOf(2));
      same(middle.toPlainString() + (middle.scale() > 0 ? "" : ".0") + nudge);
      same(middle.round(new java.math.MathContext(15)).toString());
      same(middle.round(new java.math.MathContext(17)).toString());
    }
  }

  @Provide
  Arbitrary<String> nudges() {
    return Arbitraries.of("", "0", "1", "0000000000000001");
  }

  @Property(tries = 20_000)
  void ofAnyDigits(@ForAll("decimals") String text) {
    same(text);
  }

  @Provide
  Arbitrary<String> decimals() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20);
    Arbitrary<String> exponent =
        Arbitraries.integers().between(-60, 60).map(e -> "e" + e).injectNull(0.5);
    return net.jqwik.api.Combinators.combine(
            Arbitraries.of("", "-", "+"), digits, digits.injectNull(0.3), exponent)
        .as((s, a, b, e) -> s + a + (b == null ? "" : "." + b) + (e == null ? "" : e));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "1",
        ".5",
        "5.",
        "-.25E+1",
        "1e0",
        "1E-45",
        "1e-46",
        "3.4028235e38",
        "3.4028236e38",
        "1e39",
        "-1e400",
        "1.17549435E-38",
        "1.1754943e-38",
        "16777217",
        "9007199254740993",
        "0.1f",
        "1d",
        "0x1p3",
        "NaN",
        "Infinity",
        "-Infinity",
        "0000000000000000000000001",
        "1e00000001",
        "0.000000000000000000000000000001"
      })
  void ofOddForms(String text) {
    same(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", ".", "e5", "1e", "1e+", "word", "1,5", "1_0", "--1", "1.2.3", "½"})
  void whatIsNoNumber(String text) {
    byte[] bytes = (text + " ").getBytes(StandardCharsets.UTF_8);
    FloatText reader = new FloatText(bytes);
    assertTrue(Float.isNaN(reader.read(0, bytes.length)));
    assertFalse(reader.isNumber());
    assertEquals(bytes.length - 1, reader.position());
  }

  @Test
  void notFiniteInOtherLanguagesIsANumberToo() {
    for (String text : new String[] {"nan", "-nan", "inf", "-Inf", "INFINITY"}) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      FloatText reader = new FloatText(bytes);
      assertTrue(Float.isNaN(reader.read(0, bytes.length)));
      assertTrue(reader.isNumber());
    }
  }
}
