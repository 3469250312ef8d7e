package io.transferlab.classroom;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.transferlab.authoring.Cell;
import io.transferlab.authoring.LabExercise;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.authoring.StableJson;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.core.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What a student hands in: one zip of a notebook, without its pictures and without the names of
 * folders on the student's machine. The same notebook gives the same bytes.
 */
public final class SubmissionZip {
  /** The file in it that says who and what. */
  static final String ABOUT = "submission.json";

  private static final Pattern LINE =
      Pattern.compile("(?m)^([✓✗○]) Exercise (\\d+\\.\\d+\\w*): (.*)$");

  /** What is not text: a picture may be the student's own, and marking needs none. */
  private static final Set<String> KEPT = Set.of("text/plain", "text/markdown");

  /**
   * How an exercise stands, as the notebook shows it.
   *
   * @param exercise such as "3.1"
   * @param state passed, failed, open, not run or missing
   * @param message what the check said
   */
  public record Standing(String exercise, String state, String message) {}

  private final NotebookFile notebook;
  private final NotebookFile lab;
  private final String student;
  private final Private own;

  private SubmissionZip(NotebookFile notebook, NotebookFile lab, String student, Private own) {
    this.notebook = notebook;
    this.lab = lab;
    this.student = student;
    this.own = own;
  }

  /**
   * Looks at a notebook to hand in.
   *
   * @param file the notebook
   * @param notebooks the course's folder of labs
   * @param student the student's name; empty without
   * @return what would be handed in
   * @throws LabException if it is no lab of the course, or its solution
   */
  public static SubmissionZip of(Path file, Path notebooks, String student) {
    NotebookFile notebook = NotebookFile.load(file);
    CourseLabs labs = CourseLabs.in(notebooks);
    NotebookFile lab =
        labs.of(notebook, notebook.name())
            .orElseThrow(
                () ->
                    LabException.of(
                        "a lab of this course in " + file,
                        "a notebook that is none",
                        "name one of "
                            + String.join(", ", labs.labs().stream().map(labs::stem).toList())));
    for (Cell cell : notebook.cells()) {
      if (cell.source().contains("BEGIN SOLUTION") || cell.tags().contains("instructor")) {
        throw LabException.of(
            "a student's notebook in " + file,
            "the solution",
            "hand in your own, which environment/lab start has put into your folder of labs");
      }
    }
    return new SubmissionZip(notebook, lab, student, Private.of(file, notebooks));
  }

  /**
   * How each exercise stands.
   *
   * @return by exercise, in the order of the lab
   */
  public List<Standing> standings() {
    Map<String, Standing> said = new LinkedHashMap<>();
    for (Cell cell : notebook.cells()) {
      for (JsonObject output : cell.outputs()) {
        Matcher line = LINE.matcher(text(output));
        while (line.find()) {
          String state =
              switch (line.group(1)) {
                case "✓" -> "passed";
                case "✗" -> "failed";
                default -> "open";
              };
          String message = state.equals("failed") ? own.hidden(line.group(3)) : "";
          said.put(line.group(2), new Standing(line.group(2), state, message));
        }
      }
    }
    List<Standing> standings = new ArrayList<>();
    for (LabExercise exercise : LabExercise.of(lab)) {
      String id = exercise.id();
      Optional<Cell> cell =
          notebook.cells().stream()
              .filter(Cell::isCode)
              .filter(
                  each ->
                      each.id().equals(exercise.cell().id()) || LabExercise.named(each).equals(id))
              .findFirst();
      boolean open = cell.isPresent() && cell.get().source().contains("Check.todo()");
      String state = cell.isEmpty() ? "missing" : open ? "open" : "not run";
      standings.add(said.containsKey(id) && !open ? said.get(id) : new Standing(id, state, ""));
    }
    return standings;
  }

  private static String text(JsonObject output) {
    JsonElement text = output.get("text");
    if (text == null) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    if (text.isJsonArray()) {
      text.getAsJsonArray()
          .forEach(line -> all.append(line.isJsonPrimitive() ? line.getAsString() : ""));
    } else if (text.isJsonPrimitive()) {
      all.append(text.getAsString());
    }
    return all.toString();
  }

  /**
   * The lab.
   *
   * @return its name, such as "03-fine-tuning"
   */
  public String name() {
    return lab.name().replace(".ipynb", "");
  }

  /**
   * Writes the zip.
   *
   * @param file where to; a zip of this command is replaced, another file is not
   * @throws LabException if there is another file, or it cannot be written
   */
  public void write(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOurs(file)) {
      throw LabException.of(
          "no other file in the place of the zip, " + file,
          "one that this command has not written",
          "name another with --out");
    }
    byte[] text = StableJson.write(cleaned()).getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(ABOUT, StableJson.write(about(Sha256.of(text))).getBytes(StandardCharsets.UTF_8));
    entries.put(lab.name(), text);
    predictions().ifPresent(found -> entries.put("predictions/" + number() + ".json", found));
    AtomicFiles.write(file, out -> zip(out, entries));
  }

  private static boolean isOurs(Path file) {
    try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(file.toFile())) {
      return zip.getEntry(ABOUT) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static void zip(OutputStream out, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
  }

  private String number() {
    return lab.name().substring(0, 2);
  }

  private Optional<byte[]> predictions() {
    Path file =
        notebook.path().toAbsolutePath().resolveSibling("predictions").resolve(number() + ".json");
    try {
      return Files.isRegularFile(file) && Files.size(file) < (1 << 20)
          ? Optional.of(Files.readAllBytes(file))
          : Optional.empty();
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  private JsonObject about(String sha256) {
    JsonObject about = new JsonObject();
    about.addProperty("student", student);
    about.addProperty("lab", name());
    about.addProperty("labSha256", LabVersion.of(lab));
    about.addProperty("notebookLabSha256", LabVersion.of(notebook));
    about.addProperty("notebookSha256", sha256);
    about.addProperty("java", System.getProperty("java.version"));
    about.addProperty(
        "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    JsonArray exercises = new JsonArray();
    for (Standing each : standings()) {
      JsonObject one = new JsonObject();
      one.addProperty("exercise", each.exercise());
      one.addProperty("state", each.state());
      one.addProperty("message", each.message());
      exercises.add(one);
    }
    about.add("exercises", exercises);
    return about;
  }

  /** The notebook without pictures and without the names of folders. */
  private JsonElement cleaned() {
    JsonObject copy = notebook.json().deepCopy();
    for (Cell cell : new NotebookFile(notebook.path(), copy).cells()) {
      cell.json().remove("attachments");
      for (JsonObject output : cell.outputs()) {
        JsonElement data = output.get("data");
        if (data != null && data.isJsonObject()) {
          data.getAsJsonObject().keySet().removeIf(type -> !KEPT.contains(type));
        }
        output.remove("traceback");
      }
    }
    return hidden(copy);
  }

  private JsonElement hidden(JsonElement json) {
    if (json.isJsonObject()) {
      JsonObject clean = new JsonObject();
      json.getAsJsonObject().entrySet().forEach(e -> clean.add(e.getKey(), hidden(e.getValue())));
      return clean;
    }
    if (json.isJsonArray()) {
      JsonArray clean = new JsonArray();
      json.getAsJsonArray().forEach(each -> clean.add(hidden(each)));
      return clean;
    }
    return json.isJsonPrimitive() && json.getAsJsonPrimitive().isString()
        ? new com.google.gson.JsonPrimitive(own.hidden(json.getAsString()))
        : json;
  }
}
