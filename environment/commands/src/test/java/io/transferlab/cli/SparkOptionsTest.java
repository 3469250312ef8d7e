package io.transferlab.cli;

import static io.transferlab.cli.Typed.lab;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of Spark where it is not: these commands have none on their class path. */
class SparkOptionsTest {
  private static void assertRefused(String words, String... typed) {
    Typed result = lab(typed);
    assertEquals(1, result.status());
    assertTrue(result.err().contains(words), result.err());
  }

  @Test
  void withoutSparkItSaysHowToGetIt() {
    assertRefused(
        "Expected Spark beside the commands",
        "l2norm",
        "Sketch_Objects",
        "sketch-catsdogs",
        "--spark",
        "local[2]",
        "--no-keep");
  }

  @Test
  void itsTrainingNeedsIt() {
    assertRefused(
        "Expected --spark MASTER", "fne", "Sketch_Objects", "sketch-catsdogs", "--spark-svm");
  }

  @ParameterizedTest
  @CsvSource({"--cross-validate,", "--crops,2", "--save,x.zip"})
  void itsTrainingRefusesWhatItCannotDo(String option, String value, @TempDir Path folder) {
    String given = option.equals("--save") ? folder.resolve(value).toString() : value;
    String[] typed =
        given == null
            ? new String[] {
              "fne", "Sketch_Objects", "sketch-catsdogs", "--spark", "local", "--spark-svm", option
            }
            : new String[] {
              "fne",
              "Sketch_Objects",
              "sketch-catsdogs",
              "--spark",
              "local",
              "--spark-svm",
              option,
              given
            };
    assertRefused("leave out " + option, typed);
  }

  @Test
  void aFolderOfParquetNeedsItAndANewName(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("a.parquet");
    assertRefused(
        "add --spark local[2]",
        "features",
        "Sketch_Objects",
        "sketch-catsdogs",
        "--out",
        out.toString());
    Files.createDirectory(out);
    assertRefused(
        "which is there already",
        "features",
        "Sketch_Objects",
        "sketch-catsdogs",
        "--spark",
        "local[2]",
        "--out",
        out.toString());
  }
}
