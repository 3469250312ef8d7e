package io.transferlab.present;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.authoring.Cell;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.authoring.StableJson;
import io.transferlab.authoring.Timings;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what {@link Reference} loads, from executed labs: all tables of a lab, what its slow cells
 * printed, and the training runs that a copy of it kept.
 */
public final class PreparedResults {
  /** A cell that takes at least so many seconds is slow: a class has begun to talk. */
  private static final int SLOW = 6;

  private static final Pattern RUN = Pattern.compile("(?m)^FineTuned (\\w+)\\s*(?:=|;)");
  private static final Pattern ROW = Pattern.compile("(?s)<tr[^>]*>(.*?)</tr>");
  private static final Pattern CELL = Pattern.compile("(?s)<(t[hd])[^>]*>(.*?)</t[hd]>");
  private static final Pattern CAPTION = Pattern.compile("(?s)<caption[^>]*>(.*?)</caption>");
  private static final String CURVE = "TransferCurve.reference(\"";

  private PreparedResults() {}

  /**
   * Writes copies of the labs that keep their training runs when they are executed.
   *
   * @param notebooks the folder of the labs
   * @param copies where to
   * @param runs where the copies will write the runs, {@code RUNS/03/scratch.json}
   * @return the copies
   * @throws LabException if a file cannot be read or written
   */
  public static List<Path> copies(Path notebooks, Path copies, Path runs) {
    List<Path> written = new ArrayList<>();
    for (Path source : NotebookFile.in(notebooks.resolve("solutions"))) {
      NotebookFile lab = NotebookFile.load(source);
      List<String> names = runs(lab);
      if (!names.isEmpty()) {
        StringBuilder keep = new StringBuilder();
        for (String name : names) {
          Path file = runs.toAbsolutePath().resolve(number(lab)).resolve(name + ".json");
          keep.append(name)
              .append(".history().save(java.nio.file.Path.of(\"")
              .append(file.toString().replace("\\", "\\\\"))
              .append("\"));\n");
        }
        JsonObject cell = new JsonObject();
        cell.addProperty("cell_type", "code");
        cell.addProperty("id", "keep-runs");
        cell.add("metadata", new JsonObject());
        cell.add("execution_count", com.google.gson.JsonNull.INSTANCE);
        cell.add("outputs", new JsonArray());
        cell.add("source", Cell.lines(keep.toString()));
        lab.json().getAsJsonArray("cells").add(cell);
        Path copy = copies.resolve(source.getFileName());
        AtomicFiles.writeText(copy, StableJson.write(lab.json()));
        written.add(copy);
      }
    }
    return written;
  }

  /** The variables of a lab that hold a trained network. */
  private static List<String> runs(NotebookFile lab) {
    List<String> names = new ArrayList<>();
    for (Cell cell : lab.cells()) {
      Matcher run = RUN.matcher(cell.isCode() ? cell.source() : "");
      while (run.find()) {
        names.add(run.group(1));
      }
    }
    return names;
  }

  /**
   * Writes the results of the labs that have slow cells.
   *
   * @param notebooks the folder of the labs, with outputs and times
   * @param runs a folder of training runs, {@code RUNS/03/scratch.json}; runs that were there
   *     before and are not in it stay
   * @param into the folder of the resources
   * @return the files
   * @throws LabException if a file cannot be read or written
   */
  public static List<Path> write(Path notebooks, Path runs, Path into) {
    List<Path> written = new ArrayList<>();
    Timings timings = Timings.in(notebooks);
    for (Path source : NotebookFile.in(notebooks.resolve("solutions"))) {
      NotebookFile lab = NotebookFile.load(source);
      Map<String, Integer> seconds = timings.of(lab.name());
      if (seconds.values().stream().anyMatch(s -> s >= SLOW)) {
        Path file = into.resolve(number(lab) + ".json");
        JsonObject histories = histories(runs.resolve(number(lab)), file);
        AtomicFiles.writeText(file, StableJson.write(results(lab, seconds, histories)));
        written.add(file);
      }
    }
    return written;
  }

  private static String number(NotebookFile lab) {
    return lab.name().replaceAll("-.*", "");
  }

  private static JsonObject histories(Path runs, Path before) {
    JsonObject histories = new JsonObject();
    try {
      if (Files.exists(before)) {
        JsonObject old = JsonParser.parseString(Files.readString(before)).getAsJsonObject();
        old.getAsJsonObject("histories")
            .entrySet()
            .forEach(e -> histories.add(e.getKey(), e.getValue()));
      }
      if (Files.isDirectory(runs)) {
        try (var files = Files.list(runs)) {
          for (Path file : files.sorted().toList()) {
            histories.add(
                file.getFileName().toString().replace(".json", ""),
                rounded(JsonParser.parseString(Files.readString(file))));
          }
        }
      }
    } catch (IOException e) {
      throw LabException.reading(runs, e);
    }
    return histories;
  }

  /** Four digits draw the same curve, in a third of the room. */
  private static JsonElement rounded(JsonElement element) {
    if (element.isJsonObject()) {
      element.getAsJsonObject().entrySet().forEach(e -> e.setValue(rounded(e.getValue())));
    } else if (element.isJsonArray()) {
      for (int i = 0; i < element.getAsJsonArray().size(); i++) {
        element.getAsJsonArray().set(i, rounded(element.getAsJsonArray().get(i)));
      }
    } else if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
      double value = element.getAsDouble();
      if (value != Math.rint(value)) {
        return JsonParser.parseString(
            new java.math.BigDecimal(value).round(new java.math.MathContext(4)).toString());
      }
    }
    return element;
  }

  private static JsonObject results(
      NotebookFile lab, Map<String, Integer> seconds, JsonObject histories) {
    JsonObject tables = new JsonObject();
    JsonObject printed = new JsonObject();
    JsonObject curves = new JsonObject();
    for (Cell cell : lab.cells()) {
      if (cell.tags().contains("quiz") || cell.tags().contains("predictions")) {
        continue;
      }
      StringBuilder lines = new StringBuilder();
      for (JsonObject output : cell.outputs()) {
        JsonElement data = output.get("data");
        if (output.has("text")) {
          lines.append(Slides.joined(output.get("text")));
        } else if (data != null && data.getAsJsonObject().has("text/html")) {
          table(Slides.joined(data.getAsJsonObject().get("text/html")), cell.id(), tables);
        }
      }
      if (seconds.getOrDefault(cell.id(), 0) >= SLOW && !lines.toString().isBlank()) {
        printed.addProperty(cell.id(), lines.toString().stripTrailing());
      }
      int at = cell.isCode() ? cell.source().indexOf(CURVE) : -1;
      if (at >= 0) {
        String target = cell.source().substring(at + CURVE.length()).replaceAll("(?s)\".*", "");
        curves.addProperty(target, target);
      }
    }
    JsonObject results = new JsonObject();
    results.add("histories", histories);
    results.add("tables", tables);
    results.add("printed", printed);
    results.add("curves", curves);
    return results;
  }

  private static void table(String html, String id, JsonObject tables) {
    JsonArray columns = new JsonArray();
    JsonArray rows = new JsonArray();
    Matcher row = ROW.matcher(html);
    while (row.find()) {
      JsonArray cells = new JsonArray();
      boolean head = true;
      Matcher cell = CELL.matcher(row.group(1));
      while (cell.find()) {
        cells.add(text(cell.group(2)));
        head &= cell.group(1).equals("th");
      }
      if (head && columns.isEmpty()) {
        columns = cells;
      } else if (cells.size() == columns.size()) {
        rows.add(cells);
      }
    }
    if (!rows.isEmpty()) {
      Matcher caption = CAPTION.matcher(html);
      JsonObject grid = new JsonObject();
      grid.add("columns", columns);
      grid.add("rows", rows);
      tables.add(caption.find() ? text(caption.group(1)) : id, grid);
    }
  }

  private static String text(String html) {
    return html.replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .strip();
  }
}
