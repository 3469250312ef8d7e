package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchCaptions;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.plot.ContactSheet;
import io.transferlab.plot.Figure;
import io.transferlab.plot.Gallery;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab sketch sheets}. */
@Command(
    name = "sheets",
    mixinStandardHelpOptions = true,
    description =
        "Draws a contact sheet of each set, and of drawings with captions; prints its words.")
final class SketchSheetsCommand implements Callable<Integer> {
  /** A notebook's page takes three columns of four drawings. */
  private static final int EXAMPLES = 4;

  private static final int COLUMNS = 3;

  private static final int CAPTIONED = 12;

  /** The sheets lie in the repository: grain as fine as the drawings' costs most in PNG. */
  private static final float QUALITY = .9f;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "where to (default: ${DEFAULT-VALUE}); the course's own: notebooks/images")
  private Path out = Path.of("build", "sheets");

  @Option(names = "--seed", description = "which world (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Override
  public Integer call() {
    OutputPlace.folder("--out", out);
    for (SketchSet set : SketchSet.values()) {
      boolean few = set.classes().size() == 2;
      Figure sheet = ContactSheet.of(set, seed, few ? 12 : EXAMPLES, few ? 1 : COLUMNS);
      String name = set.id().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      write(sheet, name);
    }
    write(captions(), "sketch-captions");
    return 0;
  }

  private void write(Figure sheet, String name) {
    Path file = out.resolve(name + ".jpg");
    AtomicFiles.write(file, stream -> write(sheet.image(), stream));
    System.out.println(file + ": " + sheet);
  }

  private Figure captions() {
    SketchCaptions set = SketchCaptions.drawn(Split.TRAIN, CAPTIONED, seed);
    Gallery gallery = Gallery.titled("sketch-captions: drawings, each with its caption", 4);
    for (int i = 0; i < set.size(); i++) {
      gallery.add(set.pictures().pictures().get(i), set.texts().get(i));
    }
    return gallery.figure("Small drawings of one thing on a wall, each with its caption below.");
  }

  private static void write(BufferedImage image, OutputStream stream) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(stream)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
  }
}
