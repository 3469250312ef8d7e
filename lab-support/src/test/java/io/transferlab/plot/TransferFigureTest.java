package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.evaluate.Spread;
import io.transferlab.kernel.KernelBridge;
import io.transferlab.transfer.TransferArm;
import io.transferlab.transfer.TransferCurve;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransferFigureTest {
  private final TransferCurve curve = TransferCurve.reference("Sketch_Objects");

  @AfterEach
  void noKernel() {
    KernelBridge.stop();
  }

  @Test
  void theTwoDifferencesAddUpToFrozenMinusBase() {
    Series right = TransferFigure.difference("a", curve, TransferArm.CONTROL_FROZEN, null);
    Series other =
        TransferFigure.difference("b", curve, TransferArm.FROZEN, TransferArm.CONTROL_FROZEN);
    assertEquals(curve.cuts().size(), right.x().length);
    double base = Spread.of(curve.base()).mean();
    List<String> layers = List.copyOf(curve.cuts().keySet());
    for (int i = 0; i < layers.size(); i++) {
      assertEquals(curve.cuts().get(layers.get(i)).doubleValue(), right.x()[i]);
      double gain = curve.spread(TransferArm.FROZEN, layers.get(i)).mean() - base;
      assertEquals(100 * gain, right.y()[i] + other.y()[i], 1e-9);
    }
    assertTrue(right.hasSpread());
  }

  @Test
  void itsSpreadIsThatOfThePairs() {
    Series other =
        TransferFigure.difference("b", curve, TransferArm.FROZEN, TransferArm.CONTROL_FROZEN);
    String first = curve.cuts().keySet().iterator().next();
    double[] a = curve.accuracies(TransferArm.FROZEN, first);
    double[] b = curve.accuracies(TransferArm.CONTROL_FROZEN, first);
    for (int i = 0; i < a.length; i++) {
      a[i] -= b[i];
    }
    assertEquals(100 * Spread.of(a).deviation(), other.spread()[0], 1e-9);
  }

  @Test
  void theLiveChartIsReplacedInPlace() {
    KernelBridge.start();
    Consumer<TransferCurve> live = TransferFigure.live();
    live.accept(curve);
    live.accept(curve);
    assertEquals(2, KernelBridge.DATA.size());
    assertEquals(List.of("id-1"), KernelBridge.UPDATED);
  }
}
