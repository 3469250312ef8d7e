package io.transferlab.advise;

/**
 * A way on a source: what can be chosen.
 *
 * @param way what is done
 * @param source the network it starts from; of {@link Way#SCRATCH} one of the same architecture
 */
public record Candidate(Way way, String source) {
  @Override
  public String toString() {
    return way == Way.SCRATCH
        ? "training from scratch (the architecture of " + source + ")"
        : "%s %s %s".formatted(noun(), way == Way.FINE_TUNED ? "of" : "on", source);
  }

  private String noun() {
    return switch (way) {
      case PROBE -> "the linear probe";
      case FNE -> "the Full-Network Embedding";
      case HEAD -> "a trained head";
      default -> "fine-tuning";
    };
  }
}
