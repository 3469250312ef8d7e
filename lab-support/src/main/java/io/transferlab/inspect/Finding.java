package io.transferlab.inspect;

/**
 * Something worth knowing of a set of pictures.
 *
 * @param topic what kind of thing it is
 * @param weight how much it matters
 * @param count of pictures concerned; 0 where it is not about single pictures
 * @param what in a sentence
 * @param advice what can be done about it; empty if nothing need be
 */
public record Finding(Topic topic, Weight weight, int count, String what, String advice) {
  /** How much a finding matters. */
  public enum Weight {
    /** No result can be trusted before it is settled. */
    SERIOUS("serious"),
    /** Worth a look: it may cost accuracy. */
    LOOK("look"),
    /** Good to know. */
    NOTE("note");

    private final String words;

    Weight(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  @Override
  public String toString() {
    return what + (advice.isEmpty() ? "" : ". " + advice);
  }
}
