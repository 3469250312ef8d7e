package io.transferlab.words;

import io.transferlab.core.LabException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A file of word vectors, or a part of a zip archive: {@code glove.6B.zip!glove.6B.50d.txt}.
 * Compression is told by the first bytes, not by the name.
 *
 * @param file the file on disk
 * @param part the name within a zip archive; empty for others
 */
record VectorSource(Path file, String part) {
  private static final int BUFFER = 1 << 17;

  static VectorSource of(Path path) {
    String text = path.toString();
    int mark = text.indexOf(".zip!");
    if (mark > 0 && !Files.exists(path)) {
      // A slash within the archive would be one of Path's.
      String part = text.substring(mark + 5).replace('\\', '/');
      return new VectorSource(existing(Path.of(text.substring(0, mark + 4))), part);
    }
    Path file = existing(path);
    return new VectorSource(file, startsWith(file, 'P', 'K', 3, 4) ? onlyPart(file) : "");
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw LabException.of(
          "a file of word vectors at " + file,
          Files.isDirectory(file) ? "a folder" : "nothing there",
          Files.isDirectory(file)
              ? "name a file in it"
              : "check the path, name embedded, or fetch vectors with `environment/lab data fetch"
                  + " glove-6b`");
    }
    return file;
  }

  private static boolean startsWith(Path file, int... bytes) {
    try (InputStream in = Files.newInputStream(file)) {
      for (int b : bytes) {
        if (in.read() != b) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static LabException unreadable(Path file, IOException e) {
    return LabException.reading(file, e);
  }

  private static String onlyPart(Path file) {
    List<String> parts;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      parts =
          zip.stream()
              .filter(e -> !e.isDirectory())
              .map(ZipEntry::getName)
              .filter(VectorSource::mayHoldVectors)
              .toList();
    } catch (IOException | IllegalArgumentException e) { // the latter for names that are not UTF-8
      throw LabException.reading(file, e, "fetch it again");
    }
    if (parts.size() != 1) {
      throw LabException.of(
          "one file of word vectors in " + file.getFileName(),
          parts.isEmpty() ? "none" : String.join(", ", parts),
          parts.isEmpty() ? "fetch it again" : "name one: " + file + "!" + parts.get(0));
    }
    return parts.get(0);
  }

  /** Clutter of archives, and what packers put beside the data. */
  private static boolean mayHoldVectors(String part) {
    String name = part.substring(part.lastIndexOf('/') + 1);
    return !part.startsWith("__MACOSX/")
        && !name.startsWith(".")
        && !name.toLowerCase(Locale.ROOT).matches("(readme|licen[cs]e).*|.*\\.(json|md|html?|pdf)");
  }

  /** What the vectors are called: the name of the file that holds them. */
  String name() {
    return part.isEmpty()
        ? file.getFileName().toString()
        : part.substring(part.lastIndexOf('/') + 1);
  }

  /** What messages call it. */
  String place() {
    return part.isEmpty() ? name() : file.getFileName() + "!" + part;
  }

  /** Opens it, unpacked. */
  InputStream open() throws IOException {
    InputStream plain = part.isEmpty() ? Files.newInputStream(file) : openPart();
    BufferedInputStream in = new BufferedInputStream(plain, BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    try {
      return gzip ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private InputStream openPart() throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    InputStream stream;
    try {
      ZipEntry entry = zip.getEntry(part);
      if (entry == null) {
        String parts = String.join(", ", zip.stream().map(ZipEntry::getName).toList());
        throw LabException.of(
            "a part \"" + part + "\" of " + file.getFileName(), parts, "name one of these");
      }
      stream = zip.getInputStream(entry);
    } catch (IOException | LabException e) {
      zip.close();
      throw e;
    } catch (RuntimeException e) { // a directory of the archive that contradicts itself
      zip.close();
      throw LabException.reading(file, e, "fetch it again");
    }
    return new FilterInputStream(stream) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return in.read(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        super.close();
        zip.close();
      }
    };
  }
}
