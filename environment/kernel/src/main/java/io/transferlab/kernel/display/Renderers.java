package io.transferlab.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.common.Text;
import java.awt.image.RenderedImage;
import java.util.Map;
import java.util.Optional;

/** Turns values into what a front end can show. */
public final class Renderers {
  private final Renderer renderer = new Renderer();
  private volatile boolean extended;

  /** With the forms of texts and pictures registered. */
  public Renderers() {
    Text.registerAll(renderer);
    Pictures.register(renderer);
  }

  /** The registry that IJava's notebooks know, open to registrations of the user. */
  public Renderer registry() {
    extended = true;
    return renderer;
  }

  /** The value in the forms it prefers. */
  public DisplayData render(Object value) {
    if (value instanceof DisplayData data) {
      return data;
    }
    // The library would first write even a list of a million numbers in full.
    if (value == null || !extended && ShortText.isCut(value)) {
      return new DisplayData(ShortText.of(value));
    }
    Optional<DisplayData> own = SelfShown.of(value).or(() -> KnownTypes.of(value));
    if (own.isPresent()) {
      return own.get();
    }
    return ShortText.isCut(value)
        ? withText(renderer.render(value), value)
        : renderer.render(value);
  }

  /** The value in the forms asked for, and as text. */
  public DisplayData render(Object value, String... types) {
    if (types.length == 0 || value == null || value instanceof DisplayData) {
      return render(value);
    }
    Optional<RenderedImage> picture = KnownTypes.picture(value);
    if (picture.isPresent()) {
      return renderer.renderAs(picture.get(), types);
    }
    DisplayData data = renderer.renderAs(value, types);
    return ShortText.isCut(value) ? withText(data, value) : data;
  }

  private static DisplayData withText(DisplayData data, Object value) {
    data.putText(ShortText.of(value));
    return data;
  }

  /** A bundle of forms by MIME type, with its metadata. */
  public static DisplayData of(Map<String, Object> bundle, Map<String, Object> metadata) {
    DisplayData data = new DisplayData();
    bundle.forEach(data::putData);
    if (metadata != null) {
      metadata.forEach(data::putMetaData);
    }
    return data;
  }
}
