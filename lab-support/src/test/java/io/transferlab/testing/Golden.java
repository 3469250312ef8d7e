package io.transferlab.testing;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.transferlab.core.Matrices;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Values computed by scikit-learn; golden.py beside the file tells how. */
public final class Golden {
  private static final Gson GSON = new Gson();

  private final JsonObject values;

  public Golden() {
    try (var in =
        new InputStreamReader(
            Golden.class.getResourceAsStream("/io/transferlab/projection/golden.json"),
            StandardCharsets.UTF_8)) {
      values = GSON.fromJson(in, JsonObject.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public double number(String name) {
    return values.get(name).getAsDouble();
  }

  public double[] numbers(String name) {
    return GSON.fromJson(values.get(name), double[].class);
  }

  public int[] integers(String name) {
    return GSON.fromJson(values.get(name), int[].class);
  }

  public double[][] table(String name) {
    return GSON.fromJson(values.get(name), double[][].class);
  }

  /** The 120 x 6 rows that everything was computed of. */
  public INDArray rows() {
    JsonArray rows = values.getAsJsonArray("rows");
    return Matrices.of(
        IntStream.range(0, rows.size())
            .mapToObj(i -> GSON.fromJson(rows.get(i), float[].class))
            .toArray(float[][]::new));
  }
}
