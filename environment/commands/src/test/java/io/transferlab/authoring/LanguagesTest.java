package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.transferlab.check.Quiz;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
  @TempDir Path folder;

  private Path po() {
    return folder.resolve("translations/es/01-lab.po");
  }

  private Path copy() {
    return folder.resolve("es/01-lab.ipynb");
  }

  private void write(io.transferlab.authoring.Lab lab) {
    lab.writeTo(folder.resolve("solutions/01-lab.ipynb"));
  }

  private void translate(UnaryOperator<String> edit) throws IOException {
    Languages.translate(folder, "es", "1");
    Files.writeString(po(), edit.apply(Files.readString(po())));
  }

  /** Puts a translation behind a text. */
  private static String put(String po, String id, String text) {
    String untranslated = "msgid \"" + id + "\"\nmsgstr \"\"";
    assertTrue(po.contains(untranslated), po);
    return po.replace(untranslated, "msgid \"" + id + "\"\nmsgstr \"" + text + "\"");
  }

  private List<String> sources() {
    return NotebookFile.load(copy()).cells().stream().map(Cell::source).toList();
  }

  private static io.transferlab.authoring.Lab lab() {
    return io.transferlab.authoring.Lab.proper();
  }

  @Test
  void aCopyHasTheTranslationsAndTheSameCode() throws IOException {
    write(
        lab()
            .markdown("Look at `x` and [the next](../02-b.ipynb).\n\n| kind | n |\n|---|---|\n")
            .code("int x = 1; // one\nString s = \"// no comment\";\n// Print it\nshow(x);")
            .code("// BEGIN SOLUTION\n// STUB: // Your code\nx();\n// END SOLUTION")
            .code("answers();", "instructor"));
    Files.writeString(folder.resolve("02-b.ipynb"), "{\"cells\": []}");
    translate(
        po -> {
          String done = put(po, "Lab", "Laboratorio");
          done = put(done, "Look at `x` and [the next](02-b.ipynb).", "[Sigue](02-b.ipynb), `x`.");
          done = put(done, "| kind | n |", "| tipo | n |");
          done = put(done, "one", "uno");
          return put(put(done, "Print it", "Escríbelo"), "Your code", "Tu código");
        });
    NotebookBuilder.build(folder);
    assertEquals("# Laboratorio\n## Objectives\nLearn.\n## Time\nTwo minutes.", sources().get(0));
    assertEquals("[Sigue](../02-b.ipynb), `x`.\n\n| tipo | n |\n|---|---|\n", sources().get(1));
    assertEquals(
        "int x = 1; // uno\nString s = \"// no comment\";\n// Escríbelo\nshow(x);",
        sources().get(2));
    assertEquals("// Tu código", sources().get(3));
    assertEquals(4, sources().size());
    assertFalse(Files.readString(po()).contains("no comment"));
  }

  @Test
  void aChangedTextKeepsItsTranslationForATranslatorAndBreaksNothing() throws IOException {
    write(lab().markdown("A network learns quickly from pictures.\n\nGone soon.\n\nStays."));
    translate(
        po -> {
          String done = put(po, "A network learns quickly from pictures.", "Una red aprende.");
          return put(put(done, "Gone soon.", "Se va."), "Stays.", "Se queda.");
        });
    write(lab().markdown("A network learns slowly from pictures.\n\nStays.\n\nNew."));
    NotebookBuilder.build(folder);
    assertEquals("A network learns slowly from pictures.\n\nSe queda.\n\nNew.", sources().get(1));
    List<String> notes = NotebookChecker.notes(folder).stream().map(Problem::problem).toList();
    assertEquals(
        List.of("7 of 8 texts are in English, 2 of them with a translation of a former wording"),
        notes);

    Languages.Merged merged = Languages.translate(folder, "es", "").get(0);
    assertEquals(List.of(8, 1, 1), List.of(merged.texts(), merged.translated(), merged.stale()));
    String po = Files.readString(po());
    assertTrue(
        po.contains(
            """
            #, fuzzy
            #| msgid "A network learns quickly from pictures."
            msgctxt "cell-2"
            msgid "A network learns slowly from pictures."
            msgstr "Una red aprende."
            """),
        po);
    assertTrue(po.contains("#~ msgid \"Gone soon.\"\n#~ msgstr \"Se va.\""), po);
    NotebookBuilder.build(folder);
    assertEquals(
        "A network learns slowly from pictures.\n\nSe queda.\n\nNew.",
        sources().get(1),
        "a fuzzy translation is no translation");
    assertEquals(List.of(), problems());

    write(lab().markdown("A network learns quickly from pictures.\n\nStays.\n\nGone soon."));
    Languages.translate(folder, "es", "1");
    po = Files.readString(po());
    assertTrue(po.contains("msgid \"Gone soon.\"\nmsgstr \"Se va.\""), "it comes back: " + po);
    assertFalse(po.contains("#~"), po);
  }

  @Test
  void mergingTwiceChangesNothing() throws IOException {
    write(lab().markdown("One.\n\nTwo two two."));
    translate(po -> put(po, "One.", "Uno."));
    String once = Files.readString(po());
    Languages.translate(folder, "es", "01-lab");
    assertEquals(once, Files.readString(po()));
  }

  private List<String> problems() {
    return NotebookChecker.check(folder).stream()
        .filter(problem -> !problem.file().toString().contains("solutions"))
        .map(Problem::problem)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Call `fit(x)` now.; Llama a `fit` ahora.; code: `fit(x)` (there is `fit`)",
        "See [it](a.html).; Mira [eso](b.html).; an address: a.html (there is b.html)",
        "A rate of $0.1$.; Una tasa de 0,1.; a formula: $0.1$",
        "![a cat](a.html); ![](a.html); no alternative text",
        "| one | two |; | uno dos |; a bar of the table: |",
        "One line.; Dos\\nlíneas.; another number of lines",
      })
  void aTranslationThatLostSomethingIsNamedAndNotUsed(String id, String text, String fault)
      throws IOException {
    Files.writeString(folder.resolve("a.html"), "");
    write(lab().markdown(id));
    translate(po -> put(po, id, text));
    NotebookBuilder.build(folder);
    assertEquals(id.replace("](", "](../"), sources().get(1));
    assertEquals(1, problems().size(), () -> problems().toString());
    assertTrue(problems().get(0).contains(fault), () -> problems().toString());
  }

  @Test
  void staleAndStrayCopiesAreNamed() throws IOException {
    write(lab());
    translate(po -> put(po, "Learn.", "Aprender."));
    NotebookBuilder.build(folder);
    assertEquals(List.of(), problems());
    Files.writeString(po(), Files.readString(po()).replace("Aprender.", "Aprende."));
    assertEquals(List.of("it is not what its source and its catalogue give now"), problems());
    Files.delete(po());
    Files.writeString(folder.resolve("translations/es/02-b.po"), "");
    assertEquals(
        List.of("it has no lab in solutions/", "it has no catalogue in translations/"), problems());
  }

  @Test
  void aBrokenCatalogueHidesNothing() throws IOException {
    write(lab().markdown("##### Too deep"));
    Languages.translate(folder, "es", "1");
    Files.writeString(po(), "msgid nothing");
    List<Problem> found = NotebookChecker.check(folder);
    assertTrue(found.stream().anyMatch(p -> p.problem().contains("skips a level")));
    assertTrue(found.stream().anyMatch(p -> p.cure().contains("01-lab.po, line 1")));
  }

  @Test
  void wrongNamesAreSaid() {
    write(lab());
    for (List<String> wrong :
        List.of(
            List.of("../x", "1", "a language's code"),
            List.of("es", "7", "a lab by its number or name"),
            List.of("es", "", "catalogues in"))) {
      LabException said =
          assertThrows(
              LabException.class, () -> Languages.translate(folder, wrong.get(0), wrong.get(1)));
      assertTrue(said.getMessage().contains(wrong.get(2)), said.getMessage());
    }
  }

  @Test
  void aQuizIsTranslatedWithWhatItSaysToAnswers() throws IOException {
    write(
        lab()
            .code(
                """
                import io.transferlab.check.Check;
                Check.quiz(1, \"""
                    1. Is it so?
                       *a) Yes.
                          > It is.
                       b) No.
                          > It is so.
                    \""");
                """,
                "quiz"));
    translate(
        po -> {
          String done = put(put(po, "Is it so?", "¿Es así?"), "Yes.", "Sí.");
          return put(put(done, "It is.", "Lo es."), "It is so.", "Es así.");
        });
    NotebookBuilder.build(folder);
    String cell = sources().get(1);
    assertTrue(cell.contains("1. ¿Es así?\n       a) Sí.\n       b) No.\n    ~ "), cell);
    Quiz quiz = QuizCell.quiz(cell).orElseThrow();
    assertEquals(
        List.of(new Quiz.Choice("Sí.", true, "Lo es."), new Quiz.Choice("No.", false, "Es así.")),
        quiz.questions().get(0).choices());
  }

  @Test
  void theCodeOfTheCoursesCopiesIsThatOfTheEnglishOnes() {
    Path notebooks = repository().resolve("notebooks");
    for (List<NotebookFile> labs : Languages.labs(notebooks).values()) {
      for (NotebookFile copy : labs) {
        List<Cell> english = NotebookFile.load(notebooks.resolve(copy.name())).cells();
        List<Cell> cells = copy.cells();
        assertEquals(english.size(), cells.size(), copy.path().toString());
        for (int i = 0; i < cells.size(); i++) {
          String where = copy.path() + ", " + cells.get(i).id();
          assertEquals(english.get(i).id(), cells.get(i).id(), where);
          assertEquals(code(english.get(i)), code(cells.get(i)), where);
        }
      }
    }
  }

  /** A cell's code without the words of comments; of a quiz, which of its choices are right. */
  private static String code(Cell cell) {
    if (!cell.isCode()) {
      return "";
    }
    return QuizCell.quiz(cell.source())
        .map(
            quiz -> quiz.lab() + " " + quiz.questions().stream().map(Quiz.Question::right).toList())
        .orElseGet(
            () ->
                JavaComments.cut(cell.source()).stream()
                    .map(piece -> piece.isFixed() ? piece.text() : "")
                    .collect(Collectors.joining()));
  }

  @Test
  void piecesOfEveryLabGiveItBack() {
    List<Path> sources = NotebookFile.in(repository().resolve("notebooks/solutions"));
    assertFalse(sources.isEmpty());
    for (Path source : sources) {
      for (Cell cell : NotebookFile.load(source).cells()) {
        assertEquals(
            cell.source(), Piece.join(Piece.of(cell), words -> words), source + ", " + cell.id());
      }
    }
  }

  @Test
  void theCoursesOwnCataloguesAreWholeAndGettextReadsThem() throws Exception {
    Path notebooks = repository().resolve("notebooks");
    List<Catalogue> catalogues = Languages.catalogues(notebooks);
    List<String> command = new ArrayList<>(List.of("msgfmt", "--check", "-o", "/dev/null"));
    for (Catalogue catalogue : catalogues) {
      assertEquals(
          Files.readString(catalogue.path()), catalogue.po().write(), catalogue.path().toString());
    }
    assumeTrue(PoFileTest.has("msgfmt"), "gettext is not installed");
    for (Catalogue catalogue : catalogues) {
      command.add(catalogue.path().toString());
      assertEquals("", PoFileTest.run(command.toArray(String[]::new)));
      command.remove(command.size() - 1);
    }
  }

  /** The folder that holds the labs, from wherever the tests run. */
  static Path repository() {
    try {
      Path place = Path.of(Lab.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      while (!Files.isDirectory(place.resolve("notebooks/solutions"))) {
        place = place.getParent();
      }
      return place;
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
