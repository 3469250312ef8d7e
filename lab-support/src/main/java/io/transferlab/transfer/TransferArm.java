package io.transferlab.transfer;

/**
 * What is done with copied layers, and whose they are: the four curves of Yosinski's experiment.
 */
public enum TransferArm {
  /** The source's layers, kept as they are; the paper's AnB. */
  FROZEN("copied, frozen", false, true),
  /** The source's layers, trained with the others; the paper's AnB+. */
  FINE_TUNED("copied, fine-tuned", false, false),
  /** Layers of a network that has learned the target itself, kept as they are; the paper's BnB. */
  CONTROL_FROZEN("control, frozen", true, true),
  /** Layers of a network that has learned the target itself, trained on; the paper's BnB+. */
  CONTROL_FINE_TUNED("control, fine-tuned", true, false);

  private final String label;
  private final boolean control;
  private final boolean frozen;

  TransferArm(String label, boolean control, boolean frozen) {
    this.label = label;
    this.control = control;
    this.frozen = frozen;
  }

  /**
   * Its name in tables and charts.
   *
   * @return for instance {@code copied, frozen}
   */
  public String label() {
    return label;
  }

  /**
   * Whose layers are copied.
   *
   * @return true if those of a network that has learned the target itself
   */
  public boolean isControl() {
    return control;
  }

  /**
   * What becomes of the copied layers.
   *
   * @return true if they stay as they are
   */
  public boolean isFrozen() {
    return frozen;
  }
}
