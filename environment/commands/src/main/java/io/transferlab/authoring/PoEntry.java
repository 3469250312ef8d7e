package io.transferlab.authoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text of a catalogue, and what a translator made of it.
 *
 * @param notes what a translator wrote beside it ({@code # ...}), a line each
 * @param hints what the source says of it ({@code #. ...}), a line each
 * @param places where it stands in the source ({@code #: ...})
 * @param flags such as {@code fuzzy}
 * @param previous the English text that an inexact translation was made of; null if it is exact
 * @param context which cell it stands in; empty in the catalogue's head
 * @param id the English text; empty in the catalogue's head
 * @param text the translation; empty if there is none
 * @param obsolete true if the source does not have it any more
 */
record PoEntry(
    List<String> notes,
    List<String> hints,
    List<String> places,
    List<String> flags,
    @Nullable String previous,
    String context,
    String id,
    String text,
    boolean obsolete) {
  static final String FUZZY = "fuzzy";

  /** A text that nobody has translated yet. */
  static PoEntry untranslated(String context, String id, String hint, String place) {
    return new PoEntry(
        List.of(), List.of(hint), List.of(place), List.of(), null, context, id, "", false);
  }

  boolean isHead() {
    return id.isEmpty() && context.isEmpty();
  }

  boolean isFuzzy() {
    return flags.contains(FUZZY);
  }

  /** Tells whether the translation may stand in a student's copy. */
  boolean isUsable() {
    return !obsolete && !text.isEmpty() && !isFuzzy();
  }

  /** This text with the translation that another entry has of the same text. */
  PoEntry takingOver(PoEntry other) {
    List<String> kept = other.flags();
    return new PoEntry(
        other.notes(), hints, places, kept, other.previous(), context, id, other.text(), false);
  }

  /** This text with the translation of an older wording, for a translator to look at. */
  PoEntry takingOverInexactly(PoEntry other) {
    String was = other.previous() == null ? other.id() : other.previous();
    return new PoEntry(
        other.notes(), hints, places, List.of(FUZZY), was, context, id, other.text(), false);
  }

  /** This translation as one whose text is gone. */
  PoEntry gone() {
    return new PoEntry(notes, List.of(), List.of(), flags, previous, context, id, text, true);
  }
}
