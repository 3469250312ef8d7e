package io.transferlab.show;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.data.LoosePictures;
import io.transferlab.data.Shrink;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/** Pictures to JSON: what the page asks, one after the other. */
final class Answers {
  /** The longer side of the picture on the page, in pixels: sharp on good screens. */
  private static final int SHOWN = 960;

  /** Reading for this side keeps four times as many pixels of the largest pictures. */
  private static final int READ_TO_SHOW = SHOWN / 4;

  private static final String NAME = "This picture";

  private final Shown network;
  private final Turns turns;
  private final Shown.About about;

  Answers(Shown network, Turns turns) {
    this.network = network;
    this.turns = turns;
    this.about = network.about();
  }

  /** What the page needs to begin with, beside the network's own words. */
  private record Page(Shown.About network, long mostBytes) {}

  private record Answer(Shown.Reply answer, String picture) {}

  private record Told(String label, String overlay, String words) {}

  /** What the page says before the first picture. */
  String about(long mostBytes) {
    return Json.text(new Page(about, mostBytes));
  }

  /** What the network says to a picture. */
  String answer(byte[] picture) throws IOException {
    return turns.take(
        () -> {
          // As predict reads it, for the same answer to the last digit.
          Shown.Reply reply = asked(() -> network.answer(read(picture, network.side())));
          return Json.text(new Answer(reply, Pictures.jpeg(toShow(picture))));
        });
  }

  /**
   * Why it may be of a class.
   *
   * @param picture the bytes of a picture file
   * @param index the class's index, as the page writes it
   */
  String why(byte[] picture, String index) throws IOException {
    String label = label(index);
    return turns.take(
        () -> {
          BufferedImage asked = read(picture, network.side());
          BufferedImage shown = toShow(picture);
          Shown.Reason why = asked(() -> network.why(asked, shown, label));
          return Json.text(new Told(why.label(), Pictures.jpeg(why.overlay()), why.words()));
        });
  }

  private String label(String index) throws Refusal {
    List<String> classes = about.classes();
    // No number of the page has more digits.
    int at = index.matches("[0-9]{1,6}") ? Integer.parseInt(index) : classes.size();
    if (!about.explains() || at >= classes.size()) {
      throw new Refusal(Refusal.BAD_REQUEST, "There is no such class to explain.");
    }
    return classes.get(at);
  }

  private static BufferedImage toShow(byte[] picture) throws Refusal {
    return Shrink.within(read(picture, READ_TO_SHOW), SHOWN);
  }

  private static BufferedImage read(byte[] picture, int side) throws Refusal {
    try {
      return LoosePictures.decoded(NAME, picture, side);
    } catch (IOException e) {
      throw new Refusal(Refusal.NOT_READ, e.getMessage() + ".");
    }
  }

  private static <T> T asked(Turns.Work<T> work) throws IOException {
    try {
      return work.get();
    } catch (LabException e) {
      throw new Refusal(Refusal.NOT_READ, String.valueOf(e.getMessage()));
    }
  }
}
