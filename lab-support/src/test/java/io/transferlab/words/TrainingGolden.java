package io.transferlab.words;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The figures that training.py made with numpy, scipy and scikit-learn. */
public final class TrainingGolden {
  private TrainingGolden() {}

  public static JsonObject load(String part) {
    try (InputStream in = TrainingGolden.class.getResourceAsStream("training.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString("{\"all\":" + text + "}")
          .getAsJsonObject()
          .getAsJsonObject("all")
          .getAsJsonObject(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonArray transports() {
    try (InputStream in = TrainingGolden.class.getResourceAsStream("training.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("transports");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static double[] numbers(JsonElement array) {
    double[] values = new double[array.getAsJsonArray().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.getAsJsonArray().get(i).getAsDouble();
    }
    return values;
  }

  public static List<String> strings(JsonElement array) {
    List<String> values = new ArrayList<>();
    array.getAsJsonArray().forEach(e -> values.add(e.getAsString()));
    return values;
  }
}
