package io.transferlab.data;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Pictures that nobody has sorted into classes: one file, or the files of one folder. */
public final class LoosePictures {
  private LoosePictures() {}

  /**
   * One picture as a set of its own.
   *
   * @param file the picture
   * @return a set with one picture of the class {@code picture}
   * @throws LabException if there is no such file
   */
  public static ImageSet file(Path file) {
    if (!Files.isRegularFile(file)) {
      throw LabException.of(
          "a picture file",
          Files.exists(file) ? "a folder at " + file : "nothing at " + file,
          "check the path");
    }
    return ImageSet.of(
        file.toString(),
        List.of("picture"),
        List.of(new Picture(String.valueOf(file.getFileName()), 0, new PictureFile(file))));
  }

  /**
   * Tells whether a folder has pictures of its own, besides those of its subfolders.
   *
   * @param folder the folder
   * @return true if there is at least one
   */
  public static boolean areIn(Path folder) {
    return Files.isDirectory(folder) && !files(folder).isEmpty();
  }

  /**
   * The pictures that lie in a folder, without those of its subfolders.
   *
   * @param folder the folder
   * @return a set of one class, {@code pictures}, in sorted order
   * @throws LabException if it holds no picture
   */
  public static ImageSet folder(Path folder) {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw LabException.of("pictures in " + folder, "none", "check the path");
    }
    return ImageSet.of(
        folder.toString(),
        List.of("pictures"),
        files.stream()
            .map(f -> new Picture(String.valueOf(f.getFileName()), 0, new PictureFile(f)))
            .toList());
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(ImageSet::isPicture).sorted().toList();
    } catch (IOException e) {
      throw LabException.of(
          "a readable folder", folder + " (" + e.getMessage() + ")", "check its permissions", e);
    }
  }
}
