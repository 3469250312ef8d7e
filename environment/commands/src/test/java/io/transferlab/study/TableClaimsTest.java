package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.transferlab.data.Targets;
import io.transferlab.data.sketch.SketchSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the labs promise of the drawn world, held against the measurements that lie beside the table
 * in the docs. Measured anew, the table may not support it any more: then the labs' texts change,
 * not these tests.
 */
class TableClaimsTest {
  private static final Path DOCS = Path.of("..", "..", "notebooks");

  private final TransferTable table =
      new TransferTable(TransferRecord.open(DOCS.resolve("sketch-world.json")).cells());

  static List<String> targets() {
    return Targets.names();
  }

  @Test
  void theTableInTheDocsIsThatOfItsMeasurements() throws Exception {
    String text = Files.readString(DOCS.resolve("sketch-world.md"));
    String command = text.lines().filter(l -> l.startsWith("Made on ")).findFirst().orElseThrow();
    String[] lines = table.markdown(command.split("`")[1]).split("\n");
    for (String line : lines) {
      if (line.startsWith("|")) {
        assertTrue(text.contains(line), line);
      }
    }
    assertEquals(Targets.names(), table.targets());
    assertEquals(List.of("Sketch_Objects", "Sketch_Scenes"), table.sources());
    String drawing = "drawing " + SketchSet.DRAWING_VERSION;
    assertTrue(text.contains(drawing), "measured on other drawings than today's");
  }

  /** The labs quote rows of the table; they are copied by hand. */
  @ParameterizedTest
  @CsvSource({"03-fine-tuning, 7", "06-full-network-embedding, 19"})
  void theLabsQuoteTheMeasurements(String lab, int rows) throws Exception {
    List<String> starts = new ArrayList<>(table.sources());
    starts.add(TransferQuestion.RANDOM);
    Stream.of(TransferMethod.values()).map(TransferMethod::title).forEach(starts::add);
    List<String> measured = table.markdown("").lines().toList();
    List<String> quoted =
        lines(DOCS.resolve("solutions/" + lab + ".ipynb")).stream()
            .filter(line -> starts.stream().anyMatch(s -> line.startsWith("| " + s + " |")))
            .toList();
    assertEquals(rows, quoted.size());
    quoted.forEach(line -> assertTrue(measured.contains(line), line));
  }

  /** Of the cells of a notebook. */
  private static List<String> lines(Path notebook) throws IOException {
    List<String> lines = new ArrayList<>();
    for (JsonElement cell :
        JsonParser.parseString(Files.readString(notebook))
            .getAsJsonObject()
            .getAsJsonArray("cells")) {
      StringBuilder text = new StringBuilder();
      JsonArray source = cell.getAsJsonObject().getAsJsonArray("source");
      source.forEach(part -> text.append(part.getAsString()));
      text.toString().lines().forEach(lines::add);
    }
    return lines;
  }

  /** By more than the spread of either. */
  @ParameterizedTest
  @ValueSource(strings = {"sketch-catsdogs", "sketch-animals", "sketch-rooms"})
  void fineTuningIsBetterThanFromScratch(String target) {
    Measured scratch = table.of(TransferQuestion.NONE, target, TransferMethod.SCRATCH);
    assertFalse(scratch.isEmpty(), "not measured");
    String closer = table.source(target, true);
    Measured tuned = table.of(closer, target, TransferMethod.ALL);
    double gain = table.minusScratch(closer, target, TransferMethod.ALL).mean();
    assertTrue(gain > spread(tuned), gain + " with a spread of " + tuned.percent());
    assertTrue(gain > spread(scratch), gain + " with a spread of " + scratch.percent());
  }

  /** Surfaces are learned from few pictures, whoever starts from what. */
  @Test
  void forTexturesFineTuningAndScratchAreWithinTheSpread() {
    Measured scratch = table.of(TransferQuestion.NONE, "sketch-textures", TransferMethod.SCRATCH);
    for (String source : table.sources()) {
      double gain = table.minusScratch(source, "sketch-textures", TransferMethod.ALL).mean();
      assertTrue(Math.abs(gain) < spread(scratch), source + ": " + gain);
    }
  }

  /** The larger of those that are known. */
  private static double spread(Measured measured) {
    double pictures = measured.overPictures();
    double sources = measured.overSources();
    assertFalse(Double.isNaN(pictures) && Double.isNaN(sources), "a spread must be known");
    return Math.max(Double.isNaN(pictures) ? 0 : pictures, Double.isNaN(sources) ? 0 : sources);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sketch-catsdogs", "sketch-animals", "sketch-rooms"})
  void theCloserSourceIsBetterByTheEmbedding(String target) {
    Measured gain = table.closerMinusOther(TransferMethod.FNE, target);
    assertFalse(gain.isEmpty(), "not measured");
    assertTrue(gain.mean() > spread(gain), gain.percent());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatWasLearnedIsWorthMoreThanTheArchitecture(String target) {
    Measured random = table.of(TransferQuestion.RANDOM, target, TransferMethod.FNE);
    for (String source : table.sources()) {
      Measured gain = table.of(source, target, TransferMethod.FNE).minus(random);
      assertFalse(gain.isEmpty(), "not measured: " + source);
      assertTrue(gain.mean() > 2 * spread(random), source + ": " + gain.percent());
    }
  }
}
