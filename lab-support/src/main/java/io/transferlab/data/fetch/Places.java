package io.transferlab.data.fetch;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where data lies: shared folders, looked in first and never written to, then one's own.
 *
 * @param home one's own folder ({@code LAB_DATA}): {@code sets/}, {@code weights/}, {@code
 *     vectors/}, {@code downloads/}
 * @param shared folders that others fill ({@code LAB_DATA_PATH}), in order
 * @param flat whether entries lie directly in {@code home}, as {@code --to} puts them
 */
public record Places(Path home, List<Path> shared, boolean flat) {
  /**
   * Keeps the list as it is.
   *
   * @param home one's own folder
   * @param shared folders that others fill, in order
   * @param flat whether entries lie directly in {@code home}
   */
  public Places {
    shared = List.copyOf(shared);
  }

  /**
   * The places that the environment names.
   *
   * @return {@code LAB_DATA} and {@code LAB_DATA_PATH}
   */
  public static Places fromEnvironment() {
    return of(Lab.home(), System.getenv("LAB_DATA_PATH"));
  }

  /**
   * Places.
   *
   * @param home one's own folder
   * @param sharedPath folders separated as in {@code PATH}, or null; each is read as {@code
   *     LAB_DATA} is
   * @return the places
   * @throws LabException if a member begins with {@code ~somebody}
   */
  public static Places of(Path home, @Nullable String sharedPath) {
    List<Path> shared =
        sharedPath == null
            ? List.of()
            : Stream.of(sharedPath.split(File.pathSeparator))
                .flatMap(folder -> Lab.folder("LAB_DATA_PATH", folder).stream())
                .toList();
    return new Places(home, shared, false);
  }

  /**
   * One folder alone, in which each entry has a folder of its own: it can be somebody's {@code
   * LAB_DATA_PATH} later.
   *
   * @param folder the folder
   * @return the places
   */
  public static Places only(Path folder) {
    return new Places(folder, List.of(), true);
  }

  /**
   * Where an entry is put.
   *
   * @param entry the entry
   * @return its folder, there or not
   */
  public Path target(Entry entry) {
    return flat
        ? home.resolve(entry.name())
        : home.resolve(entry.kind().folder()).resolve(entry.name());
  }

  /**
   * Finds an entry: in shared folders first, in one's own, and where a package of the system puts
   * it.
   *
   * @param entry the entry
   * @return its folder, or nothing if it is nowhere
   */
  public Optional<Path> find(Entry entry) {
    List<Path> candidates = new ArrayList<>();
    for (Path folder : shared) {
      candidates.add(folder.resolve(entry.kind().folder()).resolve(entry.name()));
      candidates.add(folder.resolve(entry.name()));
    }
    candidates.add(target(entry));
    if (entry.installed() != null) {
      candidates.add(Path.of(entry.installed()));
    }
    return candidates.stream().filter(Places::holdsSomething).findFirst();
  }

  private static boolean holdsSomething(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var files = Files.list(folder)) {
      return files.findAny().isPresent();
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /**
   * Whether a folder is that of an installed package.
   *
   * @param entry an entry
   * @param folder what {@link #find} gave for it
   * @return false for one's own and shared ones
   */
  public boolean isInstalled(Entry entry, Path folder) {
    return entry.installed() != null && folder.equals(Path.of(entry.installed()));
  }

  /**
   * Whether a folder is a shared one, not to be written to.
   *
   * @param folder what {@link #find} gave
   * @return false for one's own
   */
  public boolean isShared(Path folder) {
    return shared.stream().anyMatch(folder::startsWith);
  }

  /** Where the files of an entry wait until all are there. */
  Path downloads(Entry entry) {
    return home.resolve("downloads").resolve(entry.name());
  }

  Path lock(String name) {
    return home.resolve("downloads").resolve("." + name + ".lock");
  }

  /** The hashes seen at a first use: one's own, and those of the shared folders. */
  List<Path> trustFiles() {
    List<Path> all = new ArrayList<>(shared.stream().map(s -> s.resolve(Trust.FILE)).toList());
    all.add(home.resolve(Trust.FILE));
    return all;
  }
}
