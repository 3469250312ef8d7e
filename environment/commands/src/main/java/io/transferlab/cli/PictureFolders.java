package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Writes a set as files, for other programs or to be looked at. */
public final class PictureFolders {
  private PictureFolders() {}

  /**
   * Writes PNG files into {@code train}, {@code validation} and {@code test}, one folder a class.
   *
   * @param splits the set
   * @param size the side of a drawn picture in pixels; files keep theirs
   * @param folder the new folder; it appears when all is written
   * @return how many pictures were written
   * @throws LabException if the folder is there already or cannot be written
   */
  public static int write(Splits splits, int size, Path folder) {
    Path target = folder.toAbsolutePath();
    if (Files.exists(target)) {
      throw LabException.of(
          "a new folder", folder + " is there already", "name another one with --to, or delete it");
    }
    Path stage = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      delete(stage);
      int written = write(splits.train(), size, stage.resolve("train"));
      written += write(splits.validation(), size, stage.resolve("validation"));
      written += write(splits.test(), size, stage.resolve("test"));
      AtomicFiles.move(stage, target);
      return written;
    } catch (IOException e) {
      throw LabException.writing(folder, e);
    }
  }

  private static int write(ImageSet part, int size, Path folder) throws IOException {
    for (Picture picture : part.pictures()) {
      Path file = folder.resolve(picture.key() + ".png");
      Files.createDirectories(file.getParent());
      if (!ImageIO.write(picture.source().read(size), "png", file.toFile())) {
        throw new IOException("no PNG encoder for " + picture.key());
      }
    }
    return part.size();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
