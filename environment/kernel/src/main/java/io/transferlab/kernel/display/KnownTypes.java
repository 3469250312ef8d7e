package io.transferlab.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.awt.image.RenderedImage;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The types of the libraries that the course uses: charts of XChart, tables of Tablesaw, arrays of
 * ND4J. Reached by reflection, so that the kernel runs without them and whatever their version.
 */
final class KnownTypes {
  private static final String CHART = "org.knowm.xchart.internal.chartpart.Chart";
  private static final String TABLE = "tech.tablesaw.table.Relation";
  private static final String ARRAY = "org.nd4j.linalg.api.ndarray.INDArray";
  private static final int MOST_ROWS = 30;
  private static final long MOST_NUMBERS = 1000;

  private KnownTypes() {}

  static boolean isKnown(Object value) {
    return isA(value, CHART) || isA(value, TABLE) || isA(value, ARRAY);
  }

  static Optional<DisplayData> of(Object value) {
    if (isA(value, CHART)) {
      return Optional.of(chart(value));
    }
    if (isA(value, TABLE)) {
      return Optional.of(table(value));
    }
    return isA(value, ARRAY) ? Optional.of(array(value)) : Optional.empty();
  }

  /** The picture that a value is best shown as, if it has one. */
  static Optional<RenderedImage> picture(Object value) {
    return isA(value, CHART) ? Optional.of(image(value)) : Optional.empty();
  }

  private static DisplayData chart(Object chart) {
    RenderedImage image = image(chart);
    String title = String.valueOf(call(chart, "getTitle"));
    Object series = call(call(chart, "getSeriesMap"), "keySet");
    String alt = "Chart" + (title.isEmpty() ? "" : " \"" + title + "\"") + ", series " + series;
    DisplayData data = new Renderers().render(image);
    data.putText(alt);
    data.putMetaData(
        "image/png", Map.of("alt", alt, "width", image.getWidth(), "height", image.getHeight()));
    return data;
  }

  private static RenderedImage image(Object chart) {
    Class<?> type = supertype(chart.getClass(), CHART);
    try {
      return (RenderedImage)
          Class.forName("org.knowm.xchart.BitmapEncoder", true, type.getClassLoader())
              .getMethod("getBufferedImage", type)
              .invoke(null, chart);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the chart cannot be drawn: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of XChart is not known: " + e, e);
    }
  }

  private static DisplayData table(Object table) {
    int rows = ((Number) call(table, "rowCount")).intValue();
    int columns = ((Number) call(table, "columnCount")).intValue();
    StringBuilder html = new StringBuilder("<table><caption>");
    html.append(Html.escape(String.valueOf(call(table, "name")))).append("</caption><tr>");
    for (Object name : (Iterable<?>) call(table, "columnNames")) {
      html.append("<th scope=\"col\">").append(Html.escape(String.valueOf(name))).append("</th>");
    }
    html.append("</tr>");
    for (int r = 0; r < Math.min(rows, MOST_ROWS); r++) {
      html.append("<tr>");
      for (int c = 0; c < columns; c++) {
        String cell = String.valueOf(call(table, "getString", r, c));
        html.append("<td>").append(Html.escape(cell)).append("</td>");
      }
      html.append("</tr>");
    }
    html.append("</table><p>").append(rows).append(" rows x ").append(columns);
    html.append(" columns").append(rows > MOST_ROWS ? ", the first " + MOST_ROWS : "");
    html.append("</p>");
    DisplayData data = new DisplayData(String.valueOf(call(table, "print", MOST_ROWS)));
    data.putHTML(html.toString());
    return data;
  }

  private static DisplayData array(Object array) {
    long length = ((Number) call(array, "length")).longValue();
    Object shape = call(array, "shape");
    StringBuilder text = new StringBuilder(String.valueOf(call(array, "dataType"))).append(" [");
    for (int i = 0; i < Array.getLength(shape); i++) {
      text.append(i > 0 ? ", " : "").append(Array.get(shape, i));
    }
    text.append(']');
    if (length <= MOST_NUMBERS) {
      text.append('\n').append(array);
    } else {
      text.append(", ").append(length).append(" numbers from ").append(call(array, "minNumber"));
      text.append(" to ").append(call(array, "maxNumber"));
    }
    return new DisplayData(text.toString());
  }

  private static boolean isA(Object value, String name) {
    return supertype(value.getClass(), name) != null;
  }

  private static Class<?> supertype(Class<?> type, String name) {
    if (type == null || type.getName().equals(name)) {
      return type;
    }
    for (Class<?> parent : type.getInterfaces()) {
      Class<?> found = supertype(parent, name);
      if (found != null) {
        return found;
      }
    }
    return supertype(type.getSuperclass(), name);
  }

  private static Object call(Object value, String method, Integer... args) {
    Class<?>[] types = new Class<?>[args.length];
    Arrays.fill(types, int.class);
    try {
      var found = value.getClass().getMethod(method, types);
      found.setAccessible(true);
      return found.invoke(value, (Object[]) args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot show " + value.getClass().getName() + ": " + e, e);
    }
  }
}
