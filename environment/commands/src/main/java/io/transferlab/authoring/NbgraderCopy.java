package io.transferlab.authoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labs as nbgrader's assignments (its cell metadata, schema version 3): {@code
 * source/NAME/NAME.ipynb} with the solutions, {@code release/NAME/NAME.ipynb} for students, and a
 * configuration. A cell that holds an exercise and its check becomes two: an autograded answer, and
 * its tests, which are locked and have the points.
 */
final class NbgraderCopy {
  private static final Pattern FILE = Pattern.compile("\\]\\(([^):#\\s]+)");
  private static final int SCHEMA = 3;

  /** The labs' checks print what is wrong; nbgrader counts what throws. */
  private static final String STRICT =
      "System.setProperty(\"lab.strict\", \"true\");\ntry {\n%s\n} finally {\n"
          + "    System.clearProperty(\"lab.strict\");\n}";

  private static final String CONFIGURATION =
      """
      # nbgrader's configuration for the labs: see environment/README.md of the course.
      c = get_config()
      c.CourseDirectory.course_id = "transferlab"
      # What stands in the place of a solution, as in the course's own student copies.
      c.ClearSolutions.code_stub = {"java": "return Check.todo();"}
      # The longest lab trains for some minutes; one exercise of it less than that.
      c.ExecutePreprocessor.timeout = 600
      """;

  private NbgraderCopy() {}

  /** Writes all labs; a configuration that is there stays. */
  static List<NotebookBuilder.Built> write(Path notebooks, Path folder) {
    List<Path> sources = NotebookFile.in(notebooks.resolve(NotebookBuilder.SOLUTIONS));
    if (sources.isEmpty()) {
      throw LabException.of(
          "notebooks in " + notebooks.resolve(NotebookBuilder.SOLUTIONS),
          "none",
          "run it from the root of the repository, or name the folder with --dir");
    }
    List<NotebookBuilder.Built> built = new ArrayList<>();
    for (Path path : sources) {
      NotebookFile source = NotebookFile.load(path);
      String name = source.name().replace(".ipynb", "");
      for (boolean release : new boolean[] {false, true}) {
        Path assignment = folder.resolve(release ? "release" : "source").resolve(name);
        JsonObject copy = of(source, release);
        built.add(written(assignment.resolve(source.name()), StableJson.write(copy)));
        for (String file : files(copy, notebooks)) {
          built.add(copied(notebooks.resolve(file), assignment.resolve(file)));
        }
      }
    }
    Path configuration = folder.resolve("nbgrader_config.py");
    if (!Files.exists(configuration)) {
      built.add(written(configuration, CONFIGURATION));
    }
    return built;
  }

  private static NotebookBuilder.Built written(Path file, String text) {
    AtomicFiles.writeText(file, text);
    return new NotebookBuilder.Built(file, true);
  }

  private static NotebookBuilder.Built copied(Path from, Path to) {
    try {
      byte[] bytes = Files.readAllBytes(from);
      AtomicFiles.write(to, out -> out.write(bytes));
      return new NotebookBuilder.Built(to, true);
    } catch (IOException e) {
      throw LabException.reading(from, e);
    }
  }

  /** The pictures and pages that a lab links to. */
  private static Set<String> files(JsonObject notebook, Path notebooks) {
    Set<String> files = new LinkedHashSet<>();
    for (Cell cell : new NotebookFile(notebooks, notebook).cells()) {
      Matcher link = FILE.matcher(cell.isMarkdown() ? cell.source() : "");
      while (link.find()) {
        String file = link.group(1);
        boolean inside = !file.contains("..") && !file.startsWith("/") && !file.endsWith(".ipynb");
        if (inside && Files.isRegularFile(notebooks.resolve(file))) {
          files.add(file);
        }
      }
    }
    return files;
  }

  /** One lab, with solutions for nbgrader's source, or as nbgrader releases it. */
  static JsonObject of(NotebookFile source, boolean release) {
    // From the student copy: nothing for instructors, and no answers of the quiz.
    JsonObject copy = JsonParser.parseString(StudentCopy.of(source)).getAsJsonObject();
    List<LabExercise> exercises = LabExercise.of(source);
    JsonArray cells = new JsonArray();
    for (Cell cell : new NotebookFile(source.path(), copy).cells()) {
      Optional<LabExercise> answered =
          exercises.stream().filter(e -> e.cell().id().equals(cell.id())).findFirst();
      Optional<LabExercise> checked =
          exercises.stream()
              .filter(e -> cell.isCode() && cell.source().contains(e.check().stripTrailing()))
              .findFirst();
      answered.ifPresent(e -> cells.add(answer(cell, e, release)));
      checked.ifPresent(e -> cells.add(tests(cell, e, answered.isPresent(), release)));
      if (answered.isEmpty() && checked.isEmpty()) {
        cells.add(cell.json());
      }
    }
    copy.add("cells", cells);
    return copy;
  }

  private static JsonObject answer(Cell cell, LabExercise exercise, boolean release) {
    JsonObject json = cell.json().deepCopy();
    String code = release ? LabExercise.withoutCheck(cell.source()) : exercise.code();
    json.add("source", Cell.lines(code.strip()));
    return graded(json, "exercise", exercise, release);
  }

  private static JsonObject tests(
      Cell cell, LabExercise exercise, boolean sameCell, boolean release) {
    JsonObject json = cell.json().deepCopy();
    if (sameCell) {
      json.addProperty("id", cell.id() + "-check");
      json.getAsJsonObject("metadata").remove(LabExercise.METADATA);
    }
    json.add("execution_count", JsonNull.INSTANCE);
    String check = String.format(Locale.ROOT, STRICT, exercise.check().strip());
    json.add("source", Cell.lines(check));
    return graded(json, "check", exercise, release);
  }

  private static JsonObject graded(
      JsonObject cell, String kind, LabExercise exercise, boolean release) {
    boolean tests = kind.equals("check");
    JsonObject own = new JsonObject();
    own.addProperty("schema_version", SCHEMA);
    own.addProperty("grade", tests);
    own.addProperty("solution", !tests);
    own.addProperty("locked", tests);
    own.addProperty("task", false);
    own.addProperty("grade_id", kind + "-" + exercise.id().replace('.', '-'));
    if (tests) {
      own.addProperty("points", exercise.points());
    }
    if (release) {
      own.addProperty("cell_type", "code");
      own.addProperty("checksum", checksum(new Cell(0, cell).source(), own));
    }
    cell.getAsJsonObject("metadata").add("nbgrader", own);
    return cell;
  }

  /** As nbgrader computes it: the text, the kind of cell, what it is for, its id, its points. */
  static String checksum(String source, JsonObject own) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      StringBuilder text = new StringBuilder(source).append("code");
      for (String flag : List.of("grade", "solution", "locked")) {
        text.append(own.get(flag).getAsBoolean() ? "True" : "False");
      }
      text.append(own.get("grade_id").getAsString());
      if (own.get("grade").getAsBoolean()) {
        text.append((double) own.get("points").getAsInt());
      }
      return HexFormat.of().formatHex(md5.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
