package io.transferlab.classroom;

import static io.transferlab.core.Markup.escaped;

import io.transferlab.authoring.Cell;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.check.ClassPredictions;
import io.transferlab.check.Prediction;
import io.transferlab.check.Predictions;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.plot.Figure;
import io.transferlab.plot.PredictionFigure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the class predicted in one lab: a figure and its table, for the page of the class. */
final class PredictedByClass {
  private PredictedByClass() {}

  /**
   * Writes each student's predictions into {@code predictions/NN/}, and reads them again there.
   *
   * @param rows the lab's submissions
   * @param lab its source: only what it asks for is shown
   * @param folder of the marks
   * @param names file names of the students' pages
   * @return HTML; empty if nobody handed in predictions
   */
  static String html(
      List<MarkBook.Row> rows,
      NotebookFile lab,
      Path folder,
      java.util.function.UnaryOperator<String> names) {
    String asked = lab.cells().stream().map(Cell::source).collect(Collectors.joining("\n"));
    List<Path> files = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (MarkBook.Row row : rows) {
      if (!row.predictions().isBlank()) {
        Path file =
            folder
                .resolve("predictions")
                .resolve(lab.name().substring(0, 2))
                .resolve(names.apply(row.student()) + ".json");
        AtomicFiles.writeText(file, row.predictions());
        try {
          List<String> labels =
              Predictions.read(file).all().stream().map(Prediction::label).toList();
          if (labels.stream().allMatch(asked::contains)) {
            files.add(file);
          } else {
            left.add(row.student() + ": predictions that the lab does not ask for");
          }
        } catch (LabException e) {
          left.add(row.student() + ": " + e.getMessage());
        }
      }
    }
    StringBuilder html = new StringBuilder();
    if (!files.isEmpty()) {
      ClassPredictions predictions = ClassPredictions.of(files);
      Figure figure = PredictionFigure.of(predictions);
      Path picture = folder.resolve("predictions-" + lab.name().substring(0, 2) + ".png");
      AtomicFiles.write(picture, out -> out.write(figure.png()));
      html.append("<h3>What the class predicted</h3>\n<p><img src=\"")
          .append(escaped(picture.getFileName().toString()))
          .append("\" alt=\"")
          .append(escaped(figure.alternative()))
          .append("\" style=\"max-width:100%\"></p>\n");
    }
    left.forEach(each -> html.append("<p>").append(escaped(each)).append("</p>\n"));
    return html.toString();
  }
}
