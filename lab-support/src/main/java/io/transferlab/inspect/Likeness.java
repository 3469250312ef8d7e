package io.transferlab.inspect;

/** How two pictures are alike: from the same bytes to a part of the other. */
enum Likeness {
  /** Two files of the same bytes. */
  SAME_FILE("the same file as %s"),
  /** Other files, the same pixels: stored in another format, or with other metadata. */
  SAME_PIXELS("the same pixels as %s"),
  /** The same picture, resized, compressed again, brighter, with a mark on it. */
  NEARLY("nearly the same as %s"),
  /** The same picture mirrored or turned by quarters. */
  TURNED("%s, mirrored or turned"),
  /** One is a part of the other. */
  PART("%s in part, or the other way round");

  private final String words;

  Likeness(String words) {
    this.words = words;
  }

  /** Whether every pixel is the same. */
  boolean isExact() {
    return this == SAME_FILE || this == SAME_PIXELS;
  }

  /** In words. */
  String to(String other) {
    return words.formatted(other);
  }
}
