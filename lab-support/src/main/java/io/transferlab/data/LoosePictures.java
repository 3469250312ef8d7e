package io.transferlab.data;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Pictures that need no classes: one file, or all in a folder, however they lie there. */
public final class LoosePictures {
  private static final String CLASS = "pictures";

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
   * Decodes a picture that is in memory, by what it holds: JPEG, PNG, GIF, BMP, WebP or TIFF.
   *
   * @param name what messages call it
   * @param bytes what its file would hold
   * @param size the side it is used at, in pixels: a very large picture is decoded coarsely, but
   *     never below four times this
   * @return the picture in RGB, upright, of any size; what was transparent is white
   * @throws IOException if it cannot be decoded, with a reason a person understands after the name
   */
  public static BufferedImage decoded(String name, byte[] bytes, int size) throws IOException {
    return PictureFiles.read(name, bytes, size);
  }

  /**
   * Tells whether all pictures of a folder lie in it and none in a folder of it: nobody has sorted
   * them.
   *
   * @param folder the folder
   * @return true if there is at least one
   */
  public static boolean areIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    PictureFolder read = PictureFolder.read(folder, new LeftOut());
    return !read.pictures().isEmpty() && !read.hasClassFolders();
  }

  /**
   * All pictures in a folder and the folders below.
   *
   * @param folder the folder
   * @return a set whose classes are the names of the folders that the pictures lie in, {@code
   *     pictures} for the folder itself; sorted by path
   * @throws LabException if it holds no picture
   */
  public static ImageSet folder(Path folder) {
    PictureFolder.require(folder, "a folder of pictures");
    LeftOut leftOut = new LeftOut();
    PictureFolder read = PictureFolder.read(folder, leftOut);
    List<Path> files = read.allPictures();
    if (files.isEmpty()) {
      String more = String.join("; ", leftOut.lines());
      throw LabException.of(
          "pictures (" + PictureKind.read() + ") in " + folder,
          "none" + (more.isEmpty() ? "" : " (" + more + ")"),
          "name the folder they lie in");
    }
    TreeSet<String> names = new TreeSet<>();
    files.forEach(f -> names.add(className(folder, f)));
    List<String> classes = List.copyOf(names);
    List<Picture> pictures = new ArrayList<>();
    for (Path file : files) {
      String key = Names.printable(folder.relativize(file));
      pictures.add(
          new Picture(key, classes.indexOf(className(folder, file)), new PictureFile(file)));
    }
    return ImageSet.of(Names.printable(folder), classes, pictures).withRemarks(leftOut.lines());
  }

  private static String className(Path folder, Path file) {
    Path within = folder.relativize(file).getParent();
    return within == null ? CLASS : Names.printable(within.getFileName());
  }
}
