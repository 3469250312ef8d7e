package io.transferlab.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.common.Text;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.RenderedImage;
import java.util.Map;
import java.util.Optional;

/** Turns values into what a front end can show. */
public final class Renderers {
  private static final String PLAIN = "text/plain";

  private final Renderer renderer = new Renderer();

  /** With the forms of texts and pictures registered. */
  public Renderers() {
    Text.registerAll(renderer);
    Pictures.register(renderer);
  }

  /** The registry that IJava's notebooks know, open to registrations of the user. */
  public Renderer registry() {
    return renderer;
  }

  /** The value in the forms it prefers. */
  public DisplayData render(Object value) {
    if (value == null) {
      return new DisplayData("null");
    }
    if (value instanceof DisplayData data) {
      return data;
    }
    Optional<DisplayData> own = SelfShown.of(value).or(() -> KnownTypes.of(value));
    DisplayData data = own.orElseGet(() -> renderer.render(value));
    return withText(data, value);
  }

  /** The value in the forms asked for, and as text. */
  public DisplayData render(Object value, String... types) {
    if (types.length == 0 || value == null || value instanceof DisplayData) {
      return render(value);
    }
    Optional<DisplayData> picture = KnownTypes.picture(value).map(i -> renderer.renderAs(i, types));
    return withText(picture.orElseGet(() -> renderer.renderAs(value, types)), value);
  }

  private static DisplayData withText(DisplayData data, Object value) {
    boolean written = value instanceof CharSequence || value instanceof RenderedImage;
    boolean own = SelfShown.isShownByItself(value) || KnownTypes.isKnown(value);
    if (!written && !own || !data.hasDataForType(MIMEType.parse(PLAIN))) {
      data.putText(ShortText.of(value));
    }
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
