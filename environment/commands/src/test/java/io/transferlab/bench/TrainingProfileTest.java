package io.transferlab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrainingProfileTest {
  @Test
  void theStepIsToldWithItsParts() {
    TrainingProfile profile = TrainingProfile.run(2, 1);
    // By hand: multiplications of each layer, e.g. 64 x 64 x 9 x 3 x 16 of the first.
    long first = 64 * 64 * 9 * 3 * 16;
    long others = 9_437_184L * 6 + 4_718_592L * 3 + 2_359_296L * 3;
    assertEquals(2 * 2 * (2 * first + 3 * others) / 1e9, profile.gigaflop(), 1e-9);
    TrainingProfile.Step step = profile.step();
    assertTrue(Math.min(step.forward(), Math.min(step.backward(), step.update())) > 0);
    profile.alone().forEach((part, time) -> assertTrue(time > 0, part + " " + time));
    assertTrue(profile.toString().contains("update (Adam)"), profile.toString());
  }
}
