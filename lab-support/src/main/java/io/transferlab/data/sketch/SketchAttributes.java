package io.transferlab.data.sketch;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is said of a drawing: some attributes, each with one of its words. Those of a picture say
 * all six; those of a caption may say fewer. Immutable.
 *
 * <pre>{@code
 * SketchAttributes asked = SketchAttributes.none()
 *     .with(SketchAttribute.KIND, "mug").with(SketchAttribute.COLOUR, "red");
 * asked.fits(picture);    // every red mug, wherever it is
 * }</pre>
 */
public final class SketchAttributes {
  private static final SketchAttributes NONE =
      new SketchAttributes(new EnumMap<>(SketchAttribute.class));

  /** Bits of an attribute's word in the code: more than any has. */
  private static final int BITS = 8;

  private final EnumMap<SketchAttribute, String> words;

  /** Which attributes are said, all bits of each, and which words: what is compared often. */
  private final long mask;

  private final long code;

  private SketchAttributes(EnumMap<SketchAttribute, String> words) {
    this.words = words;
    long all = 0;
    long which = 0;
    for (Map.Entry<SketchAttribute, String> said : words.entrySet()) {
      int shift = BITS * said.getKey().ordinal();
      all |= (1L << BITS) - 1 << shift;
      which |= (long) said.getKey().words().indexOf(said.getValue()) << shift;
    }
    this.mask = all;
    this.code = which;
  }

  /**
   * Nothing said: fits every picture.
   *
   * @return no attributes
   */
  public static SketchAttributes none() {
    return NONE;
  }

  /**
   * A copy that says this as well, or instead of what it said of the same attribute.
   *
   * @param attribute of what
   * @param word one of its {@link SketchAttribute#words()}
   * @return the copy
   * @throws LabException for another word, with the nearest
   */
  public SketchAttributes with(SketchAttribute attribute, String word) {
    if (!attribute.words().contains(word)) {
      throw Names.unknown("a " + attribute.title(), word, attribute.words());
    }
    EnumMap<SketchAttribute, String> copy = new EnumMap<>(words);
    copy.put(attribute, word);
    return new SketchAttributes(copy);
  }

  /**
   * A copy that does not say this.
   *
   * @param attribute of what
   * @return the copy
   */
  public SketchAttributes without(SketchAttribute attribute) {
    EnumMap<SketchAttribute, String> copy = new EnumMap<>(words);
    copy.remove(attribute);
    return new SketchAttributes(copy);
  }

  /**
   * What is said of one attribute.
   *
   * @param attribute of what
   * @return its word, or empty
   */
  public Optional<String> find(SketchAttribute attribute) {
    return Optional.ofNullable(words.get(attribute));
  }

  /**
   * What is said of an attribute that must be said.
   *
   * @param attribute of what
   * @return its word
   * @throws LabException if nothing is
   */
  public String get(SketchAttribute attribute) {
    return find(attribute)
        .orElseThrow(
            () ->
                LabException.of(
                    "attributes that say the " + attribute.title(),
                    toString(),
                    "add it by with(...)"));
  }

  /**
   * Of what something is said.
   *
   * @return the attributes
   */
  public Set<SketchAttribute> said() {
    return Set.copyOf(words.keySet());
  }

  /**
   * Whether everything said here is so in a picture.
   *
   * @param picture all that can be said of it
   * @return true if each word said here is the picture's
   */
  public boolean fits(SketchAttributes picture) {
    return (picture.mask & mask) == mask && (picture.code & mask) == code;
  }

  /**
   * Says them in English.
   *
   * @param phrasing decides the way of saying it and the synonyms, and nothing else does: two
   *     captions of one phrasing that say the same attributes differ in their words alone
   * @return for instance {@code a small red mug on the left of a plain blue wall}
   */
  public String say(long phrasing) {
    return SketchPhrases.say(this, phrasing);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SketchAttributes that && mask == that.mask && code == that.code;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * mask + code);
  }

  @Override
  public String toString() {
    Map<String, String> titles = new TreeMap<>();
    words.forEach((attribute, word) -> titles.put(attribute.title(), word));
    return titles.toString();
  }
}
