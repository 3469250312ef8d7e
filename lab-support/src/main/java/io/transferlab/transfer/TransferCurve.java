package io.transferlab.transfer;

import io.transferlab.core.Provenance;
import io.transferlab.evaluate.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Accuracy over the number of copied layers, for each arm and seed.
 *
 * @param source name of the network whose layers were copied
 * @param target name of the set that was learned
 * @param classes classes of the target
 * @param cuts last copied layer to how many layers with weights are copied, in rising order
 * @param cells what was trained so far
 * @param provenance weights, data, plan
 */
public record TransferCurve(
    String source,
    String target,
    int classes,
    Map<String, Integer> cuts,
    List<TransferCell> cells,
    Provenance provenance) {
  /**
   * Copies the collections.
   *
   * @param source name of the network whose layers were copied
   * @param target name of the set that was learned
   * @param classes classes of the target
   * @param cuts last copied layer to how many layers with weights are copied, in rising order
   * @param cells what was trained so far
   * @param provenance weights, data, plan
   */
  public TransferCurve {
    cuts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(cuts));
    cells = List.copyOf(cells);
  }

  /**
   * A run that was made beforehand and comes with the course, for a lab in which time runs out.
   *
   * @param target what was learned, {@code Sketch_Objects}
   * @return the curve, with several seeds and its provenance
   * @throws io.transferlab.core.LabException for a target without such a run
   */
  public static TransferCurve reference(String target) {
    return CurveFile.reference(target);
  }

  /**
   * Reads a curve that {@link #save} wrote.
   *
   * @param file the file
   * @return the curve
   * @throws io.transferlab.core.LabException if the file cannot be read, is damaged or another's
   */
  public static TransferCurve load(Path file) {
    return CurveFile.read(file);
  }

  /**
   * Writes all that is here, as JSON.
   *
   * @param file where to; replaced in one step
   * @throws io.transferlab.core.LabException if it cannot be written
   */
  public void save(Path file) {
    CurveFile.write(this, file);
  }

  /**
   * The arms there are results of.
   *
   * @return in the order of {@link TransferArm}
   */
  public List<TransferArm> arms() {
    return Arrays.stream(TransferArm.values())
        .filter(arm -> cells.stream().anyMatch(c -> c.arm() == arm))
        .toList();
  }

  /**
   * The accuracies without copied layers: where every arm begins.
   *
   * @return one a seed, 0 to 1
   */
  public double[] base() {
    return of(null, "");
  }

  private double[] of(@Nullable TransferArm arm, String layer) {
    return cells.stream()
        .filter(c -> c.arm() == arm && c.layer().equals(layer))
        .sorted(Comparator.comparingLong(TransferCell::seed))
        .mapToDouble(TransferCell::accuracy)
        .toArray();
  }

  /**
   * The accuracies of an arm at a layer.
   *
   * @param arm which curve
   * @param layer name of the last copied layer
   * @return one a seed that is done, in their order, 0 to 1
   */
  public double[] accuracies(TransferArm arm, String layer) {
    return of(arm, layer);
  }

  /**
   * The accuracy of an arm at a layer, over seeds.
   *
   * @param arm which curve
   * @param layer name of the last copied layer
   * @return mean and deviation; not a number without a seed that is done
   */
  public Spread spread(TransferArm arm, String layer) {
    return Spread.of(accuracies(arm, layer));
  }

  /**
   * The number of seeds that any point has.
   *
   * @return at least 0
   */
  public int seeds() {
    return (int) cells.stream().mapToLong(TransferCell::seed).distinct().count();
  }

  /**
   * All training time, with the looks at the validation pictures.
   *
   * @return seconds
   */
  public double seconds() {
    return cells.stream().mapToDouble(TransferCell::seconds).sum();
  }

  /**
   * Every trained network as a row.
   *
   * @return arm, layer, copied layers, seed, accuracy, validation accuracy, epoch, seconds
   */
  public Table table() {
    return Table.create(
        source + " to " + target,
        StringColumn.create(
            "arm", cells.stream().map(c -> c.arm() == null ? "base" : c.arm().label()).toList()),
        StringColumn.create("layer", cells.stream().map(TransferCell::layer).toList()),
        IntColumn.create(
            "copied layers",
            cells.stream().mapToInt(c -> cuts.getOrDefault(c.layer(), 0)).toArray()),
        IntColumn.create("seed", cells.stream().mapToInt(c -> (int) c.seed()).toArray()),
        DoubleColumn.create(
            "accuracy", cells.stream().mapToDouble(TransferCell::accuracy).toArray()),
        DoubleColumn.create(
            "validation accuracy",
            cells.stream().mapToDouble(TransferCell::validationAccuracy).toArray()),
        IntColumn.create("epoch", cells.stream().mapToInt(TransferCell::bestEpoch).toArray()),
        DoubleColumn.create(
            "seconds", cells.stream().mapToDouble(TransferCell::seconds).toArray()));
  }

  /**
   * Mean and spread as a table of Markdown: a row a layer, a column an arm.
   *
   * @return the table, percentages
   */
  public String markdown() {
    List<TransferArm> arms = arms();
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("layers copied", "up to", arms.stream().map(TransferArm::label).toList()));
    rows.add(row("0", "none", arms.stream().map(arm -> text(base())).toList()));
    cuts.forEach(
        (layer, number) ->
            rows.add(
                row(
                    String.valueOf(number),
                    layer,
                    arms.stream().map(arm -> text(accuracies(arm, layer))).toList())));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      out.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        out.append("|").append("---|".repeat(rows.get(0).size())).append('\n');
      }
    }
    return out.toString();
  }

  private static List<String> row(String number, String layer, List<String> values) {
    List<String> row = new ArrayList<>(List.of(number, layer));
    row.addAll(values);
    return row;
  }

  private static String text(double[] accuracies) {
    return accuracies.length == 0 ? "–" : Spread.of(accuracies).percent();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s to %s: %d networks of %d seed%s, %s trained for %.0f s%n%s",
        source,
        target,
        cells.size(),
        seeds(),
        seeds() == 1 ? "" : "s",
        arms().stream().map(TransferArm::label).collect(Collectors.joining("; ")),
        seconds(),
        markdown());
  }
}
