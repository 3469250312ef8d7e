package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "p @ <mi>p</mi>",
        "10^{-3} @ <msup><mn>10</mn><mrow><mrow><mo>−</mo><mn>3</mn></mrow></mrow></msup>",
        "x_{max} @ <msub><mi>x</mi><mrow><mi>max</mi></mrow></msub>",
        "X_{ij} @ <msub><mi>X</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>",
        "b'_j @ <msubsup><mi>b</mi><mi>j</mi><mrow><mo>′</mo></mrow></msubsup>",
        "\\sqrt{p\\,(1-p)} @ <msqrt><mrow><mi>p</mi><mspace width=\"0.17em\"></mspace><mo>(</mo>"
            + "<mn>1</mn><mo>−</mo><mi>p</mi><mo>)</mo></mrow></msqrt>",
        "\\log \\sigma(\\text{true}) @ <mi>log</mi><mo>&#x2061;</mo><mi>σ</mi><mo>(</mo>"
            + "<mtext>true</mtext><mo>)</mo>",
        "\\log_2 n @ <msub><mi>log</mi><mn>2</mn></msub><mo>&#x2061;</mo><mi>n</mi>",
        "2^{grade} - 1 @ <msup><mn>2</mn><mrow><mrow><mi>grade</mi></mrow></mrow></msup><mo>−</mo>"
            + "<mn>1</mn>",
        "\\frac{1}{2} x @ <mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac><mi>x</mi>",
        "\\sum_j e @ <munder><mo>∑</mo><mi>j</mi></munder><mi>e</mi>",
      })
  void writesWhatTheLabsUse(String tex, String math) {
    assertEquals(
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow>" + math + "</mrow></math>",
        Formula.of(tex, false));
  }

  @Test
  void thoseOnALineOfTheirOwnAreBlocks() {
    assertTrue(Formula.of("x", true).startsWith("<math display=\"block\" xmlns="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\foo", "{x", "x_", "\\text{a"})
  void namesWhatItDoesNotKnow(String wrong) {
    LabException said = assertThrows(LabException.class, () -> Formula.of(wrong, false));
    assertTrue(said.getMessage().contains("$" + wrong + "$"), said.getMessage());
  }
}
