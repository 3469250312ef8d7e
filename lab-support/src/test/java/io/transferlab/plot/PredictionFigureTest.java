package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.check.ClassPredictions;
import io.transferlab.check.Prediction;
import io.transferlab.check.Predictions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionFigureTest {
  private static Prediction prediction(String label, double guess, Double result) {
    return new Prediction(
        label,
        Double.isNaN(guess) ? List.of() : List.of(new Prediction.Guess(guess, false)),
        result);
  }

  @Test
  void saysEachQuestionWithTheSignOfItsError() {
    Predictions predictions =
        new Predictions(
            3,
            List.of(
                prediction("3.1 accuracy by guessing", 0.5, 0.5),
                prediction("3.2 accuracy from scratch", 0.6, 0.725),
                prediction("3.4 epochs", 40, 20.0),
                prediction("3.5 share of the objects still known", Double.NaN, 0.339),
                prediction("3.6 cosine", 0.3, null)));
    Figure figure = PredictionFigure.of(predictions);
    assertEquals(
        "Predicted against observed, lab 3."
            + " 3.1 accuracy by guessing: predicted 50.0 %, observed 50.0 % (exactly);"
            + " 3.2 accuracy from scratch: predicted 60.0 %, observed 72.5 %"
            + " (12.5 points too low);"
            + " 3.4 epochs: predicted 40, observed 20 (20 too high);"
            + " 3.5 share of the objects still known: not predicted, observed 33.9 %;"
            + " 3.6 cosine: predicted 0.3, no result.",
        figure.alternative());
    assertTrue(figure.image().getWidth() <= 1000, "fits a notebook's page");
    assertEquals(
        "Predicted against observed, lab 3. None yet.",
        PredictionFigure.of(new Predictions(3, List.of())).alternative());
  }

  @Test
  void saysHowTheGuessesOfAClassLie() {
    List<Double> guesses = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      guesses.add(0.4 + i / 40.0);
    }
    ClassPredictions predictions =
        new ClassPredictions(
            3,
            List.of(
                new ClassPredictions.Question(
                    prediction("3.2 accuracy from scratch", Double.NaN, null),
                    guesses,
                    List.of(0.725, 0.74, 0.71)),
                new ClassPredictions.Question(
                    prediction("3.4 epochs", Double.NaN, null), List.of(), List.of())),
            List.of());
    assertEquals(
        "What the class predicted, lab 3. 3.2 accuracy from scratch: 21 guesses from 40.0 % to"
            + " 90.0 %, half of them between 52.5 % and 77.5 %, median 65.0 %, observed 72.5 %"
            + " (the median is 7.5 points too low); 3.4 epochs: no guesses, no result.",
        PredictionFigure.of(predictions).alternative());
  }
}
