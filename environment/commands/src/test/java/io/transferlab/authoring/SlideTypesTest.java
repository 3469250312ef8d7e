package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlideTypesTest {
  private static final String LEAD = "x".repeat(SlideTypes.SHORT);

  /** The types that the rules give to a lab whose cells have none. */
  private static List<String> usual(Lab lab) {
    NotebookFile notebook = lab.notebook();
    notebook.cells().forEach(cell -> cell.json().getAsJsonObject("metadata").remove("slideshow"));
    SlideTypes.complete(notebook);
    return notebook.cells().stream().map(SlideTypes::of).toList();
  }

  @Test
  void headingsBeginSlidesAndCodeComesOnAKey() {
    assertEquals(
        List.of("slide", "notes", "slide", "fragment", "subslide", "subslide", "fragment"),
        usual(
            new Lab()
                .markdown("# Lab 3")
                .markdown("## Time\n\nTwo minutes.")
                .markdown("## The source\n\nWords.")
                .code("Backbone source = null;")
                .code("source.load();")
                .markdown("### A rate for each layer")
                .code("fit();")));
  }

  @Test
  void longProseIsSpokenAndShortProseLeadsToItsCode() {
    assertEquals(
        List.of("slide", "fragment", "fragment", "notes", "subslide", "fragment", "subslide"),
        usual(
            new Lab()
                .markdown("# Lab 3")
                .code("a()")
                .markdown("What to see, in a few words.")
                .markdown(LEAD + "x")
                .markdown(LEAD)
                .code("b()")
                .code("c()")));
  }

  @Test
  void whatIsForInstructorsIsNeverShown() {
    NotebookFile lab =
        new Lab()
            .markdown("# Lab")
            .code("answer()", "instructor")
            .code("x", "solution-only")
            .notebook();
    lab.cells().forEach(cell -> cell.json().getAsJsonObject("metadata").remove("slideshow"));
    SlideTypes.complete(lab);
    assertEquals(
        List.of("slide", "notes", "notes"), lab.cells().stream().map(SlideTypes::of).toList());
    lab.cells().forEach(cell -> SlideTypes.put(cell, "slide"));
    assertEquals(
        List.of(
            "a class would see this cell for instructors: its slide type is slide",
            "a class would see this cell for instructors: its slide type is slide"),
        SlideRules.check(lab).stream().map(Problem::problem).toList());
  }

  @Test
  void exercisesStandAloneAndChecksAndImportsAreLeftOut() {
    assertEquals(
        List.of("slide", "skip", "slide", "fragment", "skip", "skip", "skip"),
        usual(
            new Lab()
                .markdown("# Lab")
                .code("import java.util.*;\n\nLab.start()")
                .markdown("### Exercise 3.1: freeze")
                .code("// BEGIN SOLUTION\nfreeze();\n// END SOLUTION")
                .code("Check.exercise(\"3.1\", check -> {});")
                .markdown("## Further reading")
                .code("Check.summary();")));
  }

  @Test
  void complainsOfWhatNbconvertDoesNotKnow() {
    NotebookFile lab = new Lab().markdown("# Lab").markdown("x").notebook();
    SlideTypes.put(lab.cells().get(0), "fragment");
    SlideTypes.put(lab.cells().get(1), "slides");
    assertEquals(
        List.of(
            "the first cell that is shown has the slide type fragment",
            "'slides' is no slide type"),
        SlideRules.check(lab).stream().map(Problem::problem).toList());
  }
}
