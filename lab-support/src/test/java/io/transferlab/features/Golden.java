package io.transferlab.features;

import io.transferlab.core.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@code golden.py} computed with NumPy and scikit-learn. */
public final class Golden {
  private Golden() {}

  public static Path file(String name) {
    try {
      return Path.of(Golden.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static INDArray matrix(String name) {
    return NpyFile.read(file(name));
  }

  /** Two layers of 24 and 16 columns, as in the script; labels do not matter. */
  public static Features features(String name) {
    INDArray matrix = matrix(name);
    Map<String, Columns> columns = new LinkedHashMap<>();
    columns.put("conv", new Columns(0, 24));
    columns.put("fc", new Columns(24, 40));
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      keys.add("c/" + i);
    }
    FeatureRows rows = new FeatureRows(new int[matrix.rows()], List.of("c"), keys, 1, List.of());
    return new Features(name, matrix, rows, columns, Provenance.none());
  }

  /** The words behind a line's start. */
  public static List<String> line(String start) {
    try (InputStream in = Golden.class.getResourceAsStream("golden.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(l -> l.startsWith(start + " "))
          .map(l -> List.of(l.substring(start.length() + 1).split(" ")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
