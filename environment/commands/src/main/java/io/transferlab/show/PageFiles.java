package io.transferlab.show;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page is made of: these few files from the jar, and nothing that lies elsewhere. */
final class PageFiles {
  private final Map<String, PageFile> files =
      Map.of(
          "", read("show.html", "text/html; charset=utf-8"),
          "show.css", read("show.css", "text/css; charset=utf-8"),
          "show.js", read("show.js", "text/javascript; charset=utf-8"),
          "icon.svg", read("icon.svg", "image/svg+xml"));

  /**
   * One of them.
   *
   * @param type as HTTP has it
   * @param bytes what it holds; not to be changed
   */
  record PageFile(String type, byte[] bytes) {}

  /** The file of exactly this name; null if there is none. */
  @Nullable PageFile named(String name) {
    return files.get(name);
  }

  private static PageFile read(String name, String type) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new PageFile(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
