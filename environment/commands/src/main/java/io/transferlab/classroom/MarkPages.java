package io.transferlab.classroom;

import static io.transferlab.core.Markup.escaped;

import io.transferlab.authoring.QuizMark;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Sizes;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pages of a marked class: a table for each lab, what failed most, and a page per student. */
final class MarkPages {
  private static final String STYLE =
      "body{font-family:sans-serif;line-height:1.5;max-width:70em;margin:2em auto;padding:0 1em;"
          + "color:#1a1a1a;background:#fff}table{border-collapse:collapse;margin:1em 0}"
          + "td,th{border:1px solid #767676;padding:.2em .6em;text-align:left}"
          + "td.n,th.n{text-align:right}pre{background:#f3f3f3;padding:.6em;overflow-x:auto}"
          + ".passed{background:#d9f0d9}.failed,.stopped{background:#f8d9d5}"
          + ".open,.missing{background:#eee}";

  private final MarkBook book;
  private final CourseLabs labs;
  private final Map<String, String> files = new LinkedHashMap<>();

  MarkPages(MarkBook book, CourseLabs labs) {
    this.book = book;
    this.labs = labs;
    Set<String> taken = new HashSet<>();
    for (MarkBook.Row row : book.rows()) {
      if (!files.containsKey(row.student())) {
        String plain = row.student().replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-+|-+$", "");
        String name = plain.isEmpty() ? "student" : plain;
        String file = name;
        // Names that differ by capitals alone are one file on some systems.
        for (int n = 2; !taken.add(file.toLowerCase(Locale.ROOT)); n++) {
          file = name + "-" + n;
        }
        files.put(row.student(), file + ".html");
      }
    }
  }

  void write(Path folder) {
    AtomicFiles.writeText(folder.resolve("index.html"), overview(folder));
    files.forEach(
        (student, file) ->
            AtomicFiles.writeText(folder.resolve("students").resolve(file), student(student)));
  }

  private static String page(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
        + escaped(title)
        + "</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n<main>\n<h1>"
        + escaped(title)
        + "</h1>\n"
        + body
        + "</main>\n</body>\n</html>\n";
  }

  private String overview(Path folder) {
    StringBuilder body = new StringBuilder();
    book.byLab()
        .forEach(
            (lab, rows) -> {
              body.append("<h2>").append(escaped(lab.isEmpty() ? "No lab of this course" : lab));
              body.append("</h2>\n").append(table(rows)).append(failures(rows));
              labs.labs().stream()
                  .filter(source -> labs.stem(source).equals(lab))
                  .forEach(
                      source ->
                          body.append(
                              PredictedByClass.html(
                                  rows,
                                  source,
                                  folder,
                                  student -> files.get(student).replace(".html", ""))));
            });
    return page("Marks", body.toString());
  }

  private String table(List<MarkBook.Row> rows) {
    List<Mark> heads =
        rows.stream()
            .map(MarkBook.Row::marks)
            .filter(marks -> !marks.isEmpty())
            .findFirst()
            .orElse(List.of());
    StringBuilder html = new StringBuilder("<table>\n<tr><th scope=\"col\">Student</th>");
    for (Mark head : heads) {
      html.append("<th scope=\"col\">").append(escaped(head.exercise()));
      html.append(" (").append(head.points()).append(")</th>");
    }
    html.append("<th scope=\"col\" class=\"n\">Points</th><th scope=\"col\">Quiz</th></tr>\n");
    for (MarkBook.Row row : rows) {
      html.append("<tr><th scope=\"row\"><a href=\"students/")
          .append(escaped(files.get(row.student())))
          .append("\">")
          .append(escaped(row.student()))
          .append("</a></th>");
      if (row.problem().isEmpty()) {
        row.marks().forEach(mark -> html.append(cell(mark)));
        html.append("<td class=\"n\">").append(row.got()).append(" of ").append(row.of());
        html.append("</td><td>").append(quiz(row)).append("</td></tr>\n");
      } else {
        html.append("<td colspan=\"").append(heads.size() + 2).append("\">not marked: ");
        html.append(escaped(row.problem())).append("</td></tr>\n");
      }
    }
    return html.append("</table>\n").toString();
  }

  private static String quiz(MarkBook.Row row) {
    return row.quiz() == null
        ? ""
        : row.quiz().open().size() == row.quiz().questions()
            ? "open"
            : row.quiz().right().size()
                + " of "
                + row.quiz().questions()
                + " right"
                + (row.quiz().open().isEmpty() ? "" : ", " + row.quiz().open().size() + " open");
  }

  private static String cell(Mark mark) {
    String word = mark.state().word();
    return "<td class=\"" + word + "\" title=\"" + escaped(mark.message()) + "\">" + word + "</td>";
  }

  /** Which exercises failed most, and what was said then. */
  private static String failures(List<MarkBook.Row> rows) {
    Map<String, List<Mark>> byExercise = new LinkedHashMap<>();
    rows.stream()
        .flatMap(row -> row.marks().stream())
        .forEach(
            m -> byExercise.computeIfAbsent(m.exercise(), k -> new java.util.ArrayList<>()).add(m));
    if (byExercise.isEmpty()) {
      return "";
    }
    StringBuilder html =
        new StringBuilder(
            "<h3>What failed most</h3>\n<table>\n<tr><th scope=\"col\">Exercise</th>"
                + "<th scope=\"col\" class=\"n\">passed</th><th scope=\"col\" class=\"n\">failed"
                + "</th><th scope=\"col\" class=\"n\">stopped</th><th scope=\"col\" class=\"n\">not"
                + " attempted</th><th scope=\"col\">said most often</th></tr>\n");
    byExercise.entrySet().stream()
        .sorted((a, b) -> Double.compare(passed(a.getValue()), passed(b.getValue())))
        .forEach(entry -> html.append(failure(entry.getKey(), entry.getValue())));
    html.append("</table>\n");
    List<QuizMark> quizzes =
        rows.stream()
            .map(MarkBook.Row::quiz)
            .filter(quiz -> quiz != null && quiz.open().size() < quiz.questions())
            .toList();
    if (!quizzes.isEmpty()) {
      html.append("<p>Quiz, answered rightly: ");
      for (int n = 1; n <= quizzes.get(0).questions(); n++) {
        int question = n;
        long right = quizzes.stream().filter(quiz -> quiz.right().contains(question)).count();
        html.append(n == 1 ? "" : ", ").append("question ").append(n).append(": ");
        html.append(right).append(" of ").append(quizzes.size());
      }
      html.append(".</p>\n");
    }
    return html.toString();
  }

  private static double passed(List<Mark> marks) {
    return (double) count(marks, Mark.State.PASSED) / marks.size();
  }

  private static long count(List<Mark> marks, Mark.State... states) {
    return marks.stream().filter(mark -> List.of(states).contains(mark.state())).count();
  }

  private static String failure(String exercise, List<Mark> marks) {
    Map<String, Long> said =
        marks.stream()
            .filter(m -> m.state() == Mark.State.FAILED || m.state() == Mark.State.STOPPED)
            .collect(Collectors.groupingBy(Mark::message, TreeMap::new, Collectors.counting()));
    String most =
        said.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(entry -> entry.getValue() + " x " + entry.getKey())
            .orElse("");
    return "<tr><th scope=\"row\">"
        + escaped(exercise)
        + "</th><td class=\"n\">"
        + count(marks, Mark.State.PASSED)
        + " ("
        + Sizes.percent(passed(marks))
        + ")</td><td class=\"n\">"
        + count(marks, Mark.State.FAILED)
        + "</td><td class=\"n\">"
        + count(marks, Mark.State.STOPPED)
        + "</td><td class=\"n\">"
        + count(marks, Mark.State.OPEN, Mark.State.MISSING)
        + "</td><td>"
        + escaped(most)
        + "</td></tr>\n";
  }

  private String student(String student) {
    StringBuilder body = new StringBuilder();
    for (MarkBook.Row row : book.rows()) {
      if (!row.student().equals(student)) {
        continue;
      }
      body.append("<h2>").append(escaped(row.lab().isEmpty() ? row.file() : row.lab()));
      body.append("</h2>\n<p>").append(escaped(row.file())).append("</p>\n");
      if (!row.problem().isEmpty()) {
        body.append("<p>Not marked: ").append(escaped(row.problem())).append("</p>\n");
        continue;
      }
      body.append("<p><strong>").append(row.got()).append(" of ").append(row.of());
      body.append(" points</strong>");
      body.append(row.quiz() == null ? "" : "; quiz: " + quiz(row)).append("</p>\n");
      row.notes().forEach(n -> body.append("<p>").append(escaped(n)).append("</p>\n"));
      row.marks().forEach(mark -> body.append(exercise(mark)));
    }
    return page(student, body.toString());
  }

  private static String exercise(Mark mark) {
    String word = mark.state().word();
    return "<h3>Exercise "
        + escaped(mark.exercise())
        + "</h3>\n<p><span class=\""
        + word
        + "\">"
        + word
        + "</span>, "
        + mark.got()
        + " of "
        + mark.points()
        + (mark.message().isEmpty() ? "" : ": " + escaped(mark.message()))
        + "</p>\n"
        + (mark.code().isBlank() ? "" : "<pre>" + escaped(mark.code()) + "</pre>\n");
  }
}
