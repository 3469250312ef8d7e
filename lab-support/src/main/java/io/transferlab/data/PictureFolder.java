package io.transferlab.data;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder, read to its depths: the pictures and folders in it, sorted by name. Links are followed,
 * but not round in circles. What systems and programs put beside people's files is passed over
 * without a word; what somebody may miss is counted in a {@link LeftOut}.
 *
 * @param path where it is
 * @param pictures files of a kind that is read, in it and not deeper
 * @param folders those in it
 * @param lists tables and texts in it: where there are no class folders they may name the classes
 */
record PictureFolder(
    Path path, List<Path> pictures, List<PictureFolder> folders, List<Path> lists) {
  private static final int DEEPEST = 32;
  private static final Set<String> CLUTTER =
      Set.of(
          "__macosx",
          "@eadir",
          "#recycle",
          "lost+found",
          "$recycle.bin",
          "recycler",
          "__pycache__",
          "system volume information",
          "found.000",
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "icon\r");
  private static final Set<String> UNFINISHED =
      Set.of("crdownload", "part", "partial", "download", "opdownload", "!ut", "filepart");
  private static final Set<String> LISTS =
      Set.of("csv", "tsv", "txt", "json", "jsonl", "mat", "xml", "xlsx", "parquet", "pkl");

  /**
   * Reads a folder.
   *
   * @param folder the folder, or a link to one
   * @param leftOut counts what is left out
   * @return what is in it
   * @throws LabException if it is none, or it cannot be read
   */
  static PictureFolder read(Path folder, LeftOut leftOut) {
    return read(folder, folder, List.of(), leftOut);
  }

  private static PictureFolder read(Path top, Path folder, List<Path> above, LeftOut leftOut) {
    List<Path> pictures = new ArrayList<>();
    List<PictureFolder> folders = new ArrayList<>();
    List<Path> lists = new ArrayList<>();
    List<Path> around = new ArrayList<>(above);
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      around.add(folder.toRealPath());
      all = files.sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      if (above.isEmpty()) {
        throw LabException.reading(
            folder, e, "check the path and the rights of the folder, or name a copy of your own");
      }
      leftOut.add(
          "folder that cannot be read",
          "folders that cannot be read",
          LabException.reason(e),
          name(top, folder));
      return new PictureFolder(folder, List.of(), List.of(), List.of());
    }
    for (Path file : all) {
      String name = String.valueOf(file.getFileName());
      if (isClutter(name)) {
        continue;
      }
      if (Files.isDirectory(file)) {
        if (isAround(file, around)) {
          leftOut.add(
              "link that leads back to a folder around it",
              "links that lead back to a folder around them",
              "",
              name(top, file));
        } else if (around.size() < DEEPEST) {
          folders.add(read(top, file, around, leftOut));
        }
      } else if (Files.isRegularFile(file)) {
        sort(top, file, pictures, lists, leftOut);
      } else if (Files.isSymbolicLink(file)) {
        leftOut.add(
            "link that leads nowhere", "links that lead nowhere", "mend them", name(top, file));
      }
    }
    return new PictureFolder(folder, pictures, folders, lists);
  }

  private static void sort(
      Path top, Path file, List<Path> pictures, List<Path> lists, LeftOut leftOut) {
    String ending = PictureKind.ending(file);
    if (UNFINISHED.contains(ending)) {
      leftOut.add(
          "unfinished download", "unfinished downloads", "fetch them again", name(top, file));
      return;
    }
    if (LISTS.contains(ending)) {
      lists.add(file);
      return;
    }
    PictureKind kind = PictureKind.of(file);
    if (kind == null) {
      return; // no picture, and nobody would take it for one
    }
    if (kind.isRead()) {
      pictures.add(file);
      if (kind.isConverted()) {
        HeifConverter.here().ifPresent(by -> leftOut.addConverted(kind, by, name(top, file)));
      }
    } else {
      leftOut.add(kind, name(top, file));
    }
  }

  private static boolean isAround(Path folder, List<Path> around) {
    try {
      return around.contains(folder.toRealPath());
    } catch (IOException e) {
      return false; // reading it will say why
    }
  }

  /** Hidden files, and what systems and archives leave behind. */
  static boolean isClutter(String name) {
    return name.startsWith(".") || CLUTTER.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String name(Path top, Path file) {
    return top.relativize(file).toString();
  }

  /** Its own name. */
  String name() {
    Path named = path.getFileName();
    return named == null ? "" : Names.printable(named);
  }

  /** All pictures in it and in the folders below. */
  List<Path> allPictures() {
    List<Path> all = new ArrayList<>(pictures);
    folders.forEach(f -> all.addAll(f.allPictures()));
    return all;
  }

  boolean hasPictures() {
    return !pictures.isEmpty() || folders.stream().anyMatch(PictureFolder::hasPictures);
  }

  /** The folders in it that hold pictures, at any depth. */
  List<PictureFolder> withPictures() {
    return folders.stream().filter(PictureFolder::hasPictures).toList();
  }

  /** Whether pictures lie in folders of it. */
  boolean hasClassFolders() {
    return folders.stream().anyMatch(PictureFolder::hasPictures);
  }

  /**
   * Makes sure that there is a folder.
   *
   * @param folder what a user named
   * @param wanted what it should be
   * @throws LabException that says what is there instead
   */
  static void require(Path folder, String wanted) {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (Files.isSymbolicLink(folder) && !Files.exists(folder)) {
      throw LabException.of(wanted, "a link that leads nowhere at " + folder, "mend the link");
    }
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw LabException.of(wanted, "nothing at " + folder, "check the path");
    }
    String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.(zip|tar|tgz|7z|rar|gz|bz2|xz|tbz2?|txz|zst)")) {
      throw LabException.of(
          wanted, "an archive at " + folder, "unpack it and name the folder that comes out of it");
    }
    throw LabException.of(wanted, "a file at " + folder, "name the folder that it lies in");
  }
}
