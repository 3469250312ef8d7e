package io.transferlab.data.fetch;

import io.transferlab.core.LabException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks archives that nobody here made: nothing is written outside the target folder, no link is
 * made, and there is a limit on how many files and bytes come out.
 */
final class Archives {
  private final Path root;
  private final Limits limits;
  private final LongConsumer progress;
  private final List<Unpacked> files = new ArrayList<>();
  private long bytes;
  private long count;

  /**
   * How much may come out of an archive.
   *
   * @param files at most so many entries
   * @param bytes at most so many bytes
   */
  record Limits(long files, long bytes) {
    private static final long MOST_FILES = 1_000_000;
    private static final long SLACK = 256L << 20;

    /** What an entry of the catalogue may need; text packs to a third, pictures hardly at all. */
    static Limits of(Entry entry, long archiveBytes) {
      long expected = entry.unpacked() != null ? entry.unpacked() : archiveBytes;
      return new Limits(MOST_FILES, 2 * Math.max(expected, archiveBytes) + SLACK);
    }
  }

  /**
   * A file that came out.
   *
   * @param path where it is
   * @param bytes its size
   * @param sha256 its hash
   */
  record Unpacked(Path path, long bytes, String sha256) {}

  private Archives(Path root, Limits limits, LongConsumer progress) {
    this.root = root.toAbsolutePath().normalize();
    this.limits = limits;
    this.progress = progress;
  }

  /**
   * Unpacks an archive.
   *
   * @param archive the file
   * @param form {@code zip}, {@code tar}, {@code tar.gz} or {@code gz}
   * @param name the archive's own name: {@code x.gz} becomes {@code x}
   * @param root the folder that everything stays in
   * @param limits how much may come out
   * @param progress is told the number of bytes written, piece by piece
   * @return what came out
   * @throws LabException if the archive is damaged or means harm; what came out so far must not be
   *     used
   */
  static List<Unpacked> unpack(
      Path archive, String form, String name, Path root, Limits limits, LongConsumer progress) {
    Archives work = new Archives(root, limits, progress);
    try {
      switch (form) {
        case "zip" -> work.zip(archive);
        case "tar" -> {
          try (InputStream in = open(archive)) {
            work.tar(in);
          }
        }
        case "tar.gz" -> {
          try (InputStream in = new GzipCompressorInputStream(open(archive), true)) {
            work.tar(in);
          }
        }
        case "gz" -> {
          try (InputStream in = new GzipCompressorInputStream(open(archive), true)) {
            work.write(name.replaceFirst("\\.gz$", ""), in);
          }
        }
        default -> throw new IllegalArgumentException(form);
      }
    } catch (WriteException e) {
      throw LabException.of(
          "to write " + root, LabException.reason(e), "free some space and run it again", e);
    } catch (IOException | RuntimeException e) {
      if (e instanceof LabException already) {
        throw already;
      }
      throw LabException.of(
          "a whole " + form + " archive in " + name,
          String.valueOf(e.getMessage()),
          "delete " + archive + " and fetch it again",
          e);
    }
    return Collections.unmodifiableList(work.files);
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  private void zip(Path archive) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        if (entry.isUnixSymlink()) {
          link(entry.getName(), zip.getUnixSymlink(entry), false);
        } else if (!entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            write(entry.getName(), in);
          }
        } else {
          inside(entry.getName());
        }
      }
    }
  }

  private void tar(InputStream from) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(from);
    boolean any = false;
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      any = true;
      if (entry.isSymbolicLink() || entry.isLink()) {
        link(entry.getName(), entry.getLinkName(), entry.isLink());
      } else if (entry.isDirectory()) {
        inside(entry.getName());
      } else if (entry.isFile() && !entry.isFIFO() && !isDevice(entry)) {
        write(entry.getName(), tar);
      } else {
        throw harm(entry.getName(), "a device or a pipe");
      }
    }
    if (!any) {
      throw new IOException("there is nothing in it");
    }
  }

  private static boolean isDevice(TarArchiveEntry entry) {
    return entry.isBlockDevice() || entry.isCharacterDevice();
  }

  /** The file a name means; none outside the target folder. */
  private Path inside(String name) {
    if (++count > limits.files()) {
      throw LabException.of(
          "at most " + limits.files() + " files in the archive",
          "more",
          "do not use this archive; it is not what the catalogue expects");
    }
    String plain = name.replace('\\', '/');
    if (plain.startsWith("/") || plain.matches("^[A-Za-z]:.*") || plain.indexOf('\0') >= 0) {
      throw harm(name, "an absolute path");
    }
    Path path;
    try {
      path = root.resolve(plain).normalize();
    } catch (InvalidPathException e) {
      throw harm(name, "a name that no file can have");
    }
    if (!path.startsWith(root)) {
      throw harm(name, "a path out of the folder");
    }
    return path;
  }

  private static LabException harm(String name, String what) {
    return LabException.of(
        "an archive that keeps to its folder",
        what + " in it: \"" + name + "\"",
        "do not use this archive; nothing of it was kept");
  }

  /** A link within the archive becomes a copy; a link never exists on disk, so none is followed. */
  private void link(String name, @Nullable String to, boolean fromRoot) throws IOException {
    Path path = inside(name);
    String plain = to == null ? "" : to.replace('\\', '/');
    Path target =
        plain.startsWith("/")
            ? null
            : (fromRoot ? root : Objects.requireNonNull(path.getParent()))
                .resolve(plain)
                .normalize();
    if (target == null || !target.startsWith(root)) {
      throw harm(name + " -> " + to, "a link out of the folder");
    }
    if (Files.isRegularFile(target)) {
      try (InputStream in = Files.newInputStream(target)) {
        write(name, in);
      }
    }
    // A link to a folder, or to what comes later, is left out: no data set of ours needs one.
  }

  private void write(String name, InputStream in) throws IOException {
    Path path = inside(name);
    if (isClutter(path)) {
      return;
    }
    requirePlace(path, name);
    Hasher hasher = new Hasher(java.util.Set.of());
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = create(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        if (bytes > limits.bytes()) {
          throw LabException.of(
              "at most " + limits.bytes() + " bytes in the archive",
              "more",
              "do not use this archive; it is not what the catalogue expects");
        }
        hasher.update(buffer, n);
        put(out, buffer, n);
        progress.accept(n);
      }
    }
    files.add(new Unpacked(path, hasher.bytes(), hasher.sha256()));
  }

  /** One name may not be a file and a folder: a disk that is full is another matter. */
  private void requirePlace(Path path, String name) {
    boolean taken = path.equals(root) || Files.isDirectory(path);
    for (Path up = path.getParent(); up != null && !up.equals(root); up = up.getParent()) {
      taken |= Files.isRegularFile(up);
    }
    if (taken) {
      throw harm(name, "a file in the place of a folder");
    }
  }

  /** What some systems add to every archive. */
  private static boolean isClutter(Path path) {
    String last = path.getFileName().toString();
    return path.toString().contains("__MACOSX")
        || last.startsWith("._")
        || last.equals(".DS_Store")
        || last.equals("Thumbs.db");
  }

  private static final class WriteException extends IOException {
    private static final long serialVersionUID = 1L;

    WriteException(IOException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  private static OutputStream create(Path path) throws WriteException {
    try {
      Files.createDirectories(path.getParent());
      return Files.newOutputStream(path);
    } catch (IOException e) {
      throw new WriteException(e);
    }
  }

  private static void put(OutputStream out, byte[] buffer, int n) throws WriteException {
    try {
      out.write(buffer, 0, n);
    } catch (IOException e) {
      throw new WriteException(e);
    }
  }
}
