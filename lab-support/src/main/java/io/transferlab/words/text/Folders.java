package io.transferlab.words.text;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Folders as people have them: with links, hidden files, and what archives leave behind. */
public final class Folders {
  private Folders() {}

  /**
   * The files of a folder and of those below it. Links are followed, also where they lead to
   * folders; one that leads back to its own folder is passed over. Hidden files and folders, and
   * {@code __MACOSX}, are none of anybody's.
   *
   * @param folder the folder, or a link to it
   * @param depth 1 for its own files only
   * @return the files, sorted, among them links that lead nowhere
   * @throws LabException if the folder cannot be listed
   */
  public static List<Path> files(Path folder, int depth) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          depth,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes is) {
              return inside.equals(folder) || !isClutter(inside)
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
              if (!is.isDirectory() && !isClutter(file)) { // a folder: deeper than asked for
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (file.equals(folder)) {
                throw e;
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw LabException.reading(folder, e);
    }
    files.sort(null);
    return files;
  }

  private static boolean isClutter(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") || name.equals("__MACOSX");
  }
}
