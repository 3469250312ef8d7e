package io.transferlab.advise;

import static io.transferlab.advise.Answers.advice;
import static io.transferlab.advise.Answers.trial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from measurements. */
class ChoiceTest {
  private static final List<Integer> SIZES = List.of(20);

  private static Way way(Advice advice) {
    return advice.choice().orElseThrow().way();
  }

  /** By hand: 200 pictures, 20 of which one way knows and the other does not, 10 of each class. */
  @Test
  void theErrorIsThatOfPairedPictures() {
    PairedDifference found =
        PairedDifference.of(
            List.of(trial(Way.FNE, 20, 1, 200, 0, 1)),
            List.of(trial(Way.PROBE, 20, 1, 200, 20, 1)));
    assertEquals(0.1, found.difference(), 1e-12);
    double ofClass = (10 * 0.9 * 0.9 + 90 * 0.1 * 0.1) / 99; // variance of one picture's difference
    double expected = Math.sqrt(2 * ofClass / 100 / 4 + 2 / (202.0 * 202));
    assertEquals(expected, found.error(), 1e-12);
    assertTrue(found.isTold());
    assertEquals("+10.0 points (± 4.5)", found.toString());
    assertEquals("no difference (± 0.0)", new PairedDifference(-1e-9, 0, 2).toString());
  }

  @Test
  void aPairOfAnswersAmongFourIsNoProof() {
    PairedDifference few =
        PairedDifference.of(
            List.of(trial(Way.FNE, 20, 1, 4, 0, 1)), List.of(trial(Way.PROBE, 20, 1, 4, 1, 1)));
    assertFalse(few.isTold(), few.toString());
    PairedDifference none =
        PairedDifference.of(
            List.of(trial(Way.FNE, 20, 1, 4, 0, 1)), List.of(trial(Way.PROBE, 20, 2, 4, 1, 1)));
    assertEquals(0, none.draws(), "no draw in common");
  }

  /**
   * 60 % and 80 % in the draws 1 and 2: a way that was better in each is not lost in the spread.
   */
  @Test
  void drawsAreComparedInPairs() {
    PairedDifference found =
        PairedDifference.of(
            List.of(trial(Way.FNE, 5, 1, 400, 120, 1), trial(Way.FNE, 5, 2, 400, 40, 1)),
            List.of(trial(Way.PROBE, 5, 1, 400, 160, 1), trial(Way.PROBE, 5, 2, 400, 80, 1)));
    assertEquals(0.1, found.difference(), 1e-12);
    assertTrue(found.isTold(), found.toString());
  }

  @Test
  void ofWaysThatCannotBeToldApartTheCheaperIsTaken() {
    Advice tie =
        advice(
            60,
            SIZES,
            trial(Way.PROBE, 20, 1, 60, 5, 0.2),
            trial(Way.FNE, 20, 1, 60, 5, 0.5),
            trial(Way.FINE_TUNED, 20, 1, 60, 4, 30));
    assertEquals(Way.PROBE, way(tie));
    assertTrue(
        tie.sentence().contains("fine-tuning of source measured +1.7 points"), tie.sentence());
    assertTrue(tie.sentence().contains("takes 30 s where this takes less than a second"));
    assertTrue(tie.sentence().endsWith("type: type probe"), tie.sentence());
  }

  @Test
  void aDearerWayThatIsBetterIsTaken() {
    Advice clear =
        advice(
            200,
            SIZES,
            trial(Way.PROBE, 20, 1, 200, 60, 1),
            trial(Way.FNE, 20, 1, 200, 40, 1),
            trial(Way.FINE_TUNED, 20, 1, 200, 10, 1),
            trial(Way.SCRATCH, 20, 1, 200, 90, 1));
    assertEquals(Way.FINE_TUNED, way(clear));
    assertTrue(
        clear.sentence().contains("15.0 points (± 5.3) ahead of the Full-Network Embedding"),
        clear.sentence());
  }

  @Test
  void muchIsNotGivenAwayForWantOfProofButTheDoubtIsSaid() {
    Advice doubtful =
        advice(
            20, SIZES, trial(Way.PROBE, 20, 1, 20, 5, 1), trial(Way.FINE_TUNED, 20, 1, 20, 3, 9));
    assertEquals(Way.FINE_TUNED, way(doubtful));
    assertTrue(doubtful.sentence().contains("would tell whether it is sure"), doubtful.sentence());
  }

  /** Fine-tuned with the one draw that was easy for all. */
  @Test
  void aWayWithFewerDrawsIsComparedOnItsOwn() {
    Advice unequal =
        advice(
            400,
            SIZES,
            trial(Way.PROBE, 20, 1, 400, 20, 1),
            trial(Way.PROBE, 20, 2, 400, 100, 1),
            trial(Way.PROBE, 20, 3, 400, 100, 1),
            trial(Way.FINE_TUNED, 20, 1, 400, 40, 1));
    assertEquals(Way.PROBE, way(unequal));
  }

  @Test
  void tooFewPicturesToTellAnythingIsSaid() {
    Advice few = advice(6, SIZES, trial(Way.PROBE, 20, 1, 6, 2, 1), trial(Way.FNE, 20, 1, 6, 1, 1));
    assertTrue(few.sentence().startsWith("6 pictures to judge by are too few"), few.sentence());
    assertTrue(few.sentence().contains("guessing has 50.0 %"), few.sentence());
    assertEquals("environment/lab advise 'my pictures'", few.command());
    assertTrue(few.sentence().endsWith(few.command()), few.sentence());
  }

  @Test
  void nothingMeasuredIsNoAdvice() {
    Advice none = advice(0, List.of());
    assertTrue(none.choice().isEmpty());
    assertTrue(none.morePictures().isEmpty());
    assertTrue(none.sentence().startsWith("Nothing was measured"), none.sentence());
  }

  private static MorePictures more(int before, int after, int pictures) {
    return advice(
            pictures,
            List.of(1, 10, 20),
            trial(Way.PROBE, 10, 1, pictures, before, 1),
            trial(Way.PROBE, 10, 2, pictures, before, 1),
            trial(Way.PROBE, 20, 1, pictures, after, 1),
            trial(Way.PROBE, 20, 2, pictures, after, 1))
        .morePictures()
        .orElseThrow();
  }

  @Test
  void whatMorePicturesBringIsSaidWhereItIsKnown() {
    MorePictures help = more(80, 40, 400);
    assertEquals(MorePictures.Verdict.HELP, help.verdict());
    assertTrue(
        help.toString().startsWith("the linear probe on source gained +10.0 points"),
        help.toString());
    assertTrue(help.toString().endsWith("more pictures will probably help."), help.toString());
    assertEquals(MorePictures.Verdict.FLAT, more(80, 80, 400).verdict());
    assertEquals(MorePictures.Verdict.UNKNOWN, more(4, 3, 20).verdict());
    assertEquals(MorePictures.Verdict.DONE, more(2, 0, 400).verdict());
    Advice gap =
        advice(
            99,
            List.of(1, 20),
            trial(Way.PROBE, 1, 1, 99, 40, 1),
            trial(Way.PROBE, 20, 1, 99, 9, 1));
    assertTrue(gap.morePictures().isEmpty(), "what the first pictures brought tells nothing");
  }
}
