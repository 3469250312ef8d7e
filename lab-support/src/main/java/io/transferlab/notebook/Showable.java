package io.transferlab.notebook;

import java.util.Map;

/**
 * A value that can be shown in a notebook: what it looks like in each format, and in words.
 *
 * <p>The keys and the layout are those of Jupyter's display messages (Jupyter messaging
 * specification, section "display_data").
 */
public interface Showable {
  /**
   * Returns the value in every format that it has.
   *
   * @return MIME type to value; pictures as base64 text; always with a {@code text/plain} entry,
   *     which is what a reader without the picture gets
   */
  Map<String, Object> mimeBundle();

  /**
   * Returns what goes with the formats, such as the alternative text of a picture.
   *
   * @return MIME type to its metadata; may be empty
   */
  default Map<String, Object> mimeMetadata() {
    return Map.of();
  }

  /**
   * Returns the value in words.
   *
   * @return the {@code text/plain} entry
   */
  default String plainText() {
    return String.valueOf(mimeBundle().get("text/plain"));
  }
}
