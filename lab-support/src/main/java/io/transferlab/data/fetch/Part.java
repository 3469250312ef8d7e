package io.transferlab.data.fetch;

import io.transferlab.data.fetch.TransferException.Then;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a file that is being fetched, {@code NAME.part}, and beside it a note where it
 * came from. It survives the process; the next one goes on with it if it may.
 */
final class Part {
  private final Path path;
  private final Path note;
  private final Downloader.Job job;
  private @Nullable Hasher hasher;

  Part(Path folder, Downloader.Job job) {
    this.path = folder.resolve(job.file().name() + ".part");
    this.note = folder.resolve(job.file().name() + ".part.from");
    this.job = job;
  }

  Path path() {
    return path;
  }

  long size() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Another version behind the same beginning would go unnoticed without hash and validator. */
  boolean canGoOn(URI uri) {
    return size() > 0 && (!job.expected().isEmpty() || validator(uri) != null);
  }

  /** Whether all bytes are here already: a process ended between the last byte and the move. */
  boolean isComplete() {
    return !job.expected().isEmpty() && job.file().bytes() != null && size() == job.file().bytes();
  }

  /** What names the version that these bytes are of; null if unknown or from elsewhere. */
  @Nullable String validator(URI uri) {
    try {
      List<String> lines = Files.readAllLines(note);
      return lines.size() == 2 && lines.get(0).equals(uri.toString()) ? lines.get(1) : null;
    } catch (IOException e) {
      return null;
    }
  }

  void delete() {
    hasher = null;
    try {
      Files.deleteIfExists(path);
      Files.deleteIfExists(note);
    } catch (IOException e) {
      // It is begun anew next time in any case.
    }
  }

  /** Adds what a server sends. */
  void append(Http.Answer answer, URI uri, long total, Meter meter)
      throws IOException, InterruptedException {
    Hasher hashed = begin(answer, uri);
    boolean first = answer.offset() == 0;
    try (FileChannel out = open()) {
      for (List<ByteBuffer> pieces = answer.body().next();
          pieces != null;
          pieces = answer.body().next()) {
        for (ByteBuffer piece : pieces) {
          if (first && piece.hasRemaining()) {
            first = false;
            refusePage(piece);
          }
          int n = piece.remaining();
          hashed.update(piece);
          write(out, piece);
          meter.add(n);
        }
        if (total >= 0 && hashed.bytes() > total) {
          throw new WrongContentException("it sent more than " + total + " bytes");
        }
      }
      force(out);
    }
    meter.finish();
    if (total >= 0 && hashed.bytes() < total) {
      throw new IOException("cut after " + hashed.bytes() + " of " + total + " bytes");
    }
    if (hashed.bytes() == 0) {
      throw new WrongContentException("it sent an empty file");
    }
  }

  private Hasher begin(Http.Answer answer, URI uri) throws TransferException {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Hasher begun = new Hasher(job.expected().keySet());
      hasher = begun;
      if (answer.offset() > 0) {
        begun.update(path, n -> {});
        if (begun.bytes() != answer.offset()) {
          throw new IOException("another process writes to " + path);
        }
        return begun;
      }
      Files.deleteIfExists(path);
      Files.deleteIfExists(note);
      if (answer.validator() != null) {
        Files.writeString(note, uri + "\n" + answer.validator() + "\n", StandardCharsets.UTF_8);
      }
      return begun;
    } catch (IOException e) {
      throw disk(e);
    }
  }

  private static void refusePage(ByteBuffer piece) throws TransferException {
    byte[] start = new byte[Math.min(piece.remaining(), 64)];
    piece.duplicate().get(start);
    String text = new String(start, StandardCharsets.ISO_8859_1).stripLeading();
    if (text.regionMatches(true, 0, "<!doctype html", 0, 14)
        || text.regionMatches(true, 0, "<html", 0, 5)) {
      throw new TransferException(Then.NEXT_ADDRESS, Downloader.PAGE, null);
    }
  }

  /** Copies a file of this machine or of a shared disk. */
  void copy(URI uri, Meter meter) throws IOException {
    delete();
    Hasher begun = new Hasher(job.expected().keySet());
    hasher = begun;
    try (InputStream in = Files.newInputStream(Path.of(uri))) {
      Files.createDirectories(path.toAbsolutePath().getParent());
      try (FileChannel out = open()) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          begun.update(buffer, n);
          write(out, ByteBuffer.wrap(buffer, 0, n));
          meter.add(n);
        }
        force(out);
      }
    } catch (NoSuchFileException e) {
      throw new TransferException(Then.NEXT_ADDRESS, "it is not there", e);
    } catch (AccessDeniedException e) {
      throw new TransferException(Then.NEXT_ADDRESS, "access denied", e);
    }
  }

  /** The hashes of what is here; reads it again if this process did not write it all. */
  Map<String, String> hashes() throws IOException {
    Hasher whole = hasher;
    hasher = null;
    if (whole == null || whole.bytes() != size()) {
      whole = new Hasher(job.expected().keySet());
      whole.update(path, n -> {});
    }
    return whole.digits();
  }

  private FileChannel open() throws TransferException {
    try {
      return FileChannel.open(
          path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw disk(e);
    }
  }

  private static void write(FileChannel out, ByteBuffer piece) throws TransferException {
    try {
      while (piece.hasRemaining()) {
        out.write(piece);
      }
    } catch (java.nio.channels.ClosedByInterruptException e) {
      throw new TransferException(Then.AGAIN, "it was stopped", e);
    } catch (IOException e) {
      throw disk(e);
    }
  }

  /** A power cut after the move must not leave a name without its bytes. */
  private static void force(FileChannel out) throws TransferException {
    try {
      out.force(true);
    } catch (IOException e) {
      throw disk(e);
    }
  }

  private static TransferException disk(IOException e) {
    return new TransferException(Then.STOP, String.valueOf(e.getMessage()), e);
  }
}
