package io.transferlab.core;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * The one way the project writes and reads JSON: readable, numbers as they are, no HTML escapes.
 */
public final class Json {
  /** Indented. */
  public static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .serializeSpecialFloatingPointValues()
          .create();

  private Json() {}
}
