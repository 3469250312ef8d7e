package io.transferlab.notebook;

import org.jspecify.annotations.Nullable;

/**
 * Something shown in the notebook that can be replaced in place. Without a notebook each new text
 * is printed on a line of its own.
 *
 * <p>One thread at a time.
 */
public final class Live {
  private final @Nullable Screen screen;
  private final @Nullable String id;
  private @Nullable String printed;

  Live(@Nullable Screen screen, @Nullable String id) {
    this.screen = screen;
    this.id = id;
  }

  static Live plain(Showable first) {
    Live live = new Live(null, null);
    live.print(first);
    return live;
  }

  /**
   * Replaces what is shown.
   *
   * @param value what to show instead
   */
  public void update(Showable value) {
    if (screen == null || id == null) {
      print(value);
      return;
    }
    try {
      screen.update(id, value);
    } catch (ReflectiveOperationException | LinkageError e) {
      // The kernel cannot replace it (a cell that has ended, another make): say it in words.
      print(value);
    }
  }

  private void print(Showable value) {
    String text = value.plainText();
    // The same words twice in a row tell the reader nothing.
    if (!text.equals(printed)) {
      System.out.println(text);
      printed = text;
    }
  }
}
