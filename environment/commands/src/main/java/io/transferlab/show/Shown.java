package io.transferlab.show;

import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page asks of a network. Asked by one thread at a time. */
interface Shown {
  /** What the page says before the first picture. */
  About about();

  /** The side of the squares that the network looks at, in pixels. */
  int side();

  /**
   * What the network says to a picture.
   *
   * @param picture a picture of any size
   */
  Reply answer(BufferedImage picture);

  /**
   * Why it says so.
   *
   * @param asked the picture as the network reads it
   * @param shown the same, as large as the page shows it
   * @param label a class that it may be
   */
  Reason why(BufferedImage asked, BufferedImage shown, String label);

  /**
   * The network in words.
   *
   * @param name what people call it
   * @param classes all that it can tell apart
   * @param facts what is known of it
   * @param samples pictures to begin with; may be empty
   * @param explains whether it can say why
   */
  record About(
      String name, List<String> classes, List<Fact> facts, List<Near> samples, boolean explains) {}

  /**
   * One line about the network.
   *
   * @param name for instance {@code trained on}
   * @param value for instance {@code 120 pictures}
   */
  record Fact(String name, String value) {}

  /**
   * A class and how sure the network is of it.
   *
   * @param label the class
   * @param probability 0 to 1
   */
  record Guess(String label, double probability) {}

  /**
   * A picture that the network was trained with.
   *
   * @param label its class
   * @param similarity cosine to the picture asked for, -1 to 1; null where nothing was asked
   * @param picture a small JPEG, as a {@code data:} address
   */
  record Near(String label, @Nullable Double similarity, String picture) {}

  /**
   * An answer.
   *
   * @param known false for "I do not know"
   * @param words the answer in a sentence or two
   * @param guesses the most probable first
   * @param nearest the training pictures most like it; empty if none were kept
   */
  record Reply(boolean known, String words, List<Guess> guesses, List<Near> nearest) {}

  /**
   * A reason.
   *
   * @param label the class it speaks for
   * @param overlay the picture under its heat map
   * @param words what the map shows, and how it was found
   */
  record Reason(String label, BufferedImage overlay, String words) {}
}
