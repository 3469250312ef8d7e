package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.explain.Explanation;
import io.transferlab.explain.Why;
import io.transferlab.plot.WhyFigure;
import io.transferlab.predict.PictureClassifier;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** The figures of {@code predict --why}. */
final class WhyFiles {
  private static final int MOST = 100;

  private final Path file;
  private final Why why;
  private final int side;

  /**
   * A figure that was written.
   *
   * @param picture what was explained
   * @param className the class that is spoken for
   * @param file where it was written
   * @param words the explanation in sentences
   */
  record Written(String picture, String className, String file, List<String> words) {
    String said() {
      return "Why: " + picture + ": " + String.join(" ", words) + " Written to " + file;
    }
  }

  /**
   * Prepares them.
   *
   * @param file of a single picture; several get its name with a number
   * @param classifier what is explained
   * @param className the class to explain; null: the answered one
   */
  WhyFiles(Path file, PictureClassifier classifier, String className) {
    this.file = file;
    this.side = classifier.network().framing().decoded();
    Why answered = Why.of(classifier);
    this.why = className == null ? answered : answered.withClass(className);
  }

  /** Refuses what cannot be done before anything is. */
  static void check(Path file, String className, ImageSet pictures) {
    if (file == null && className != null) {
      throw LabException.of(
          "--why FILE.png with --why-class", "none", "name the file for the figure");
    }
    OutputPlace.file("--why", file);
    if (file != null && !isPng(file)) {
      throw LabException.of("a file ending in .png after --why", file.toString(), "call it .png");
    }
    if (file != null && pictures.size() > MOST) {
      throw LabException.of(
          "at most " + MOST + " pictures with --why",
          pictures.size() + " pictures",
          "name those that you want explained");
    }
  }

  private static boolean isPng(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
  }

  /**
   * Explains the pictures that can be read.
   *
   * @param pictures in their order
   * @return what was written
   */
  List<Written> write(ImageSet pictures) {
    List<Written> all = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException(
            "Stopped after %d of %d figures. Next: type the same again for all."
                .formatted(all.size(), pictures.size()));
      }
      Picture picture = pictures.pictures().get(i);
      BufferedImage image;
      try {
        image = picture.source().read(side);
      } catch (IOException e) {
        continue; // has been named among those left out
      }
      Path place = pictures.size() == 1 ? file : numbered(i + 1);
      Explanation explanation = why.explain(image);
      WhyFigure.of(explanation).save(place);
      all.add(
          new Written(
              picture.key(), explanation.map().className(), place.toString(), explanation.words()));
    }
    return all;
  }

  private Path numbered(int number) {
    String name = file.getFileName().toString();
    String stem = name.substring(0, name.length() - ".png".length());
    return file.resolveSibling(stem + "-" + number + name.substring(stem.length()));
  }
}
