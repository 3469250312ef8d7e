package io.transferlab.network.inference;

import io.transferlab.network.onednn.OneDnn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** All that the plan promises, where oneDNN cannot be had and ND4J's operations compute. */
class NativePlanTest extends InferencePlanTest {
  @BeforeEach
  void switchOneDnnOff() {
    System.setProperty(OneDnn.SWITCH, "off");
  }

  @AfterEach
  void switchOneDnnOn() {
    System.clearProperty(OneDnn.SWITCH);
  }
}
