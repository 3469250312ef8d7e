package io.transferlab.classroom;

import io.transferlab.authoring.QuizMark;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The marks of a class, kept in one file of JSON from which a marking that was broken off goes on.
 */
public final class MarkBook {
  private static final String FILE = "marks.json";

  /**
   * One submission.
   *
   * @param student who
   * @param file what was handed in
   * @param sha256 of the notebook's bytes
   * @param lab which lab, such as "03-fine-tuning"; empty if unknown
   * @param labSha256 of the lab's source that it was marked against
   * @param got points
   * @param of points that there are
   * @param marks by exercise; empty if it could not be marked
   * @param notes for the instructor
   * @param problem why it could not be marked; empty if it could
   * @param seconds that marking took
   * @param predictions what the student predicted, as handed in
   * @param quiz how the quiz was answered, which gives no points; null without a quiz
   */
  public record Row(
      String student,
      String file,
      String sha256,
      String lab,
      String labSha256,
      int got,
      int of,
      List<Mark> marks,
      List<String> notes,
      String problem,
      double seconds,
      String predictions,
      @Nullable QuizMark quiz) {}

  private record Content(@Nullable List<Row> submissions) {}

  private final Path folder;
  private final List<Row> rows = new ArrayList<>();

  private MarkBook(Path folder) {
    this.folder = folder;
  }

  static MarkBook open(Path folder, boolean resume) {
    MarkBook book = new MarkBook(folder);
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return book;
    }
    if (!resume) {
      throw LabException.of(
          "no marks yet in " + folder,
          FILE,
          "go on where it was broken off with --resume, or name another folder with --out");
    }
    try {
      Content content = Json.read(Files.readString(file), Content.class);
      if (content != null && content.submissions() != null) {
        book.rows.addAll(content.submissions());
      }
      return book;
    } catch (JsonException e) {
      throw LabException.of("marks in " + file, "a damaged file", "delete it: all is marked anew");
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  /** What is known of a submission: only if neither it nor the lab has changed. */
  synchronized Optional<Row> known(String file, String sha256, String labSha256) {
    return rows.stream()
        .filter(
            row ->
                row.file().equals(file)
                    && row.sha256().equals(sha256)
                    && row.labSha256().equals(labSha256)
                    && row.problem().isEmpty())
        .findFirst();
  }

  /** Forgets what is not of today's class. */
  synchronized void keepOnly(List<String> files) {
    rows.removeIf(row -> !files.contains(row.file()));
  }

  synchronized void put(Row row) {
    rows.removeIf(other -> other.file().equals(row.file()));
    rows.add(row);
    rows.sort(
        Comparator.comparing(Row::lab)
            .thenComparing(Row::student, Submissions.BY_NAME)
            .thenComparing(Row::file));
    AtomicFiles.writeText(folder.resolve(FILE), Json.text(new Content(rows)) + "\n");
  }

  /**
   * All submissions.
   *
   * @return by lab and student
   */
  public synchronized List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The rows of each lab; what is of no lab comes under the empty name. */
  synchronized Map<String, List<Row>> byLab() {
    return rows.stream()
        .collect(Collectors.groupingBy(Row::lab, LinkedHashMap::new, Collectors.toList()));
  }

  /** One table for a gradebook, a line for each submission. */
  String csv() {
    List<String> exercises =
        rows().stream()
            .flatMap(row -> row.marks().stream())
            .map(Mark::exercise)
            .distinct()
            .toList();
    StringBuilder csv = new StringBuilder("student,lab,");
    exercises.forEach(exercise -> csv.append(exercise).append(','));
    csv.append("points,of,quiz,quiz_of,problem,file\n");
    for (Row row : rows()) {
      Map<String, Mark> marks =
          row.marks().stream().collect(Collectors.toMap(Mark::exercise, mark -> mark));
      csv.append(field(row.student())).append(',').append(field(row.lab())).append(',');
      for (String exercise : exercises) {
        Mark mark = marks.get(exercise);
        csv.append(mark == null ? "" : Integer.toString(mark.got())).append(',');
      }
      csv.append(row.problem().isEmpty() ? Integer.toString(row.got()) : "").append(',');
      csv.append(row.problem().isEmpty() ? Integer.toString(row.of()) : "").append(',');
      QuizMark quiz = row.quiz();
      csv.append(quiz == null ? "," : quiz.right().size() + "," + quiz.questions()).append(',');
      csv.append(field(row.problem())).append(',').append(field(row.file())).append('\n');
    }
    return csv.toString();
  }

  /** A spreadsheet takes what begins with = + - @ for a formula. */
  private static String field(String text) {
    String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return io.transferlab.core.Csv.field(safe);
  }
}
