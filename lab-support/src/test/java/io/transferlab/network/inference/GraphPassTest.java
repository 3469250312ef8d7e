package io.transferlab.network.inference;

import io.transferlab.network.onnx.OnnxEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** All that a pass promises, where ONNX Runtime cannot be had and DL4J's graph computes. */
class GraphPassTest extends SessionPassTest {
  @BeforeEach
  void switchOnnxRuntimeOff() {
    System.setProperty(OnnxEngine.SWITCH, "off");
  }

  @AfterEach
  void switchOnnxRuntimeOn() {
    System.clearProperty(OnnxEngine.SWITCH);
  }
}
