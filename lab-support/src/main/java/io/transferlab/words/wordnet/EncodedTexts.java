package io.transferlab.words.wordnet;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.core.Sha256;
import io.transferlab.data.fetch.Places;
import io.transferlab.words.text.TextEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of texts that stay on disk, in {@code LAB_DATA/texts-encoded}. Texts are kept in pieces
 * of {@value #PIECE}, each a file of its own: what is stopped goes on from its last piece, and the
 * first 5,000 of 117,000 texts serve those who want 5,000. A piece is found again only if its texts
 * and the encoder are the same: the encoder's name, and the vectors it makes of some fixed texts,
 * bit by bit. A file that is damaged is made anew.
 */
public final class EncodedTexts {
  /** How many texts are kept together. */
  public static final int PIECE = 250;

  private static final String FOLDER = "texts-encoded";
  private static final int KEY_DIGITS = 20;
  private static final int HASH_BYTES = 32;
  private static final List<String> PROBES =
      List.of("a large grey animal with a trunk", "to walk slowly", "not warm");

  private final TextEncoder encoder;
  private @Nullable Path folder = Lab.home().resolve(FOLDER);
  private List<Path> shared =
      Places.fromEnvironment().shared().stream().map(p -> p.resolve(FOLDER)).toList();

  private EncodedTexts(TextEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Vectors by an encoder, kept in {@code LAB_DATA}.
   *
   * @param encoder what makes the vectors; the same texts must give the same vectors
   * @return what encodes
   */
  public static EncodedTexts by(TextEncoder encoder) {
    return new EncodedTexts(encoder);
  }

  /**
   * The encoder.
   *
   * @return what makes the vectors
   */
  public TextEncoder encoder() {
    return encoder;
  }

  /**
   * Keeps the vectors elsewhere.
   *
   * @param other the folder; made when something is kept
   * @return a changed copy
   */
  public EncodedTexts withFolder(Path other) {
    EncodedTexts copy = copy();
    copy.folder = other;
    copy.shared = List.of();
    return copy;
  }

  /**
   * Keeps nothing and finds nothing.
   *
   * @return a changed copy
   */
  public EncodedTexts withoutKeeping() {
    EncodedTexts copy = copy();
    copy.folder = null;
    copy.shared = List.of();
    return copy;
  }

  private EncodedTexts copy() {
    EncodedTexts copy = new EncodedTexts(encoder);
    copy.folder = folder;
    copy.shared = shared;
    return copy;
  }

  /**
   * The vectors of texts.
   *
   * @param texts any number
   * @return {@code [texts][dimension]}, each of length 1
   * @throws CancellationException if the thread is interrupted; what is done is kept, and the flag
   *     stays set
   */
  public float[][] of(List<String> texts) {
    float[][] rows = new float[texts.size()][];
    String prefix = prefix();
    List<Integer> missing = new ArrayList<>();
    for (int start = 0; start < rows.length; start += PIECE) {
      if (!find(prefix, piece(texts, start), rows, start)) {
        missing.add(start);
      }
    }
    try (Progress signs = Progress.of("encoding by " + encoder.name(), "texts", rows.length)) {
      signs.done(rows.length - missing.stream().mapToInt(s -> piece(texts, s).size()).sum());
      for (int start : missing) {
        List<String> piece = piece(texts, start);
        float[][] made = encoded(piece);
        System.arraycopy(made, 0, rows, start, made.length);
        keep(prefix, piece, made);
        signs.done(made.length);
      }
    }
    return rows;
  }

  private float[][] encoded(List<String> piece) {
    try {
      if (!Thread.currentThread().isInterrupted()) {
        return encoder.encode(piece);
      }
    } catch (CancellationException e) {
      // Said below, with what becomes of the rest.
    }
    throw new CancellationException(
        "interrupted while encoding texts"
            + (folder == null
                ? ""
                : "; what is done is kept, and the next run goes on from there"));
  }

  private static List<String> piece(List<String> texts, int start) {
    return texts.subList(start, Math.min(texts.size(), start + PIECE));
  }

  private String prefix() {
    if (folder == null) {
      return "";
    }
    Sha256 hash = new Sha256().add(encoder.name() + "\n" + encoder.dimension() + "\n");
    for (float[] row : encoder.encode(PROBES)) {
      hash.add(bytes(new float[][] {row}));
    }
    String name = encoder.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
    return name + "-" + hash.hex().substring(0, KEY_DIGITS);
  }

  private static String name(List<String> piece) {
    Sha256 hash = new Sha256();
    piece.forEach(text -> hash.add(text.length() + " " + text + "\n"));
    return hash.hex().substring(0, KEY_DIGITS) + ".f32";
  }

  private boolean find(String prefix, List<String> piece, float[][] rows, int start) {
    List<Path> places = new ArrayList<>(shared);
    if (folder != null) {
      places.add(folder);
    }
    for (Path place : places) {
      Path file = place.resolve(prefix).resolve(name(piece));
      if (Files.isRegularFile(file) && read(file, piece.size(), rows, start)) {
        return true;
      }
    }
    return false;
  }

  /** Reads a piece; a file that was damaged is not there. */
  private boolean read(Path file, int count, float[][] rows, int start) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException e) {
      return false;
    }
    int d = encoder.dimension();
    int length = count * d * Float.BYTES;
    if (all.length != length + HASH_BYTES) {
      return false;
    }
    String sum = new Sha256().add(all, 0, length).hex();
    if (!sum.equals(HexFormat.of().formatHex(all, length, all.length))) {
      return false;
    }
    ByteBuffer in = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      rows[start + i] = new float[d];
      for (int k = 0; k < d; k++) {
        rows[start + i][k] = in.getFloat();
      }
    }
    return true;
  }

  private void keep(String prefix, List<String> piece, float[][] made) {
    if (folder == null) {
      return;
    }
    byte[] bytes = bytes(made).array();
    byte[] sum = HexFormat.of().parseHex(Sha256.of(bytes));
    try {
      AtomicFiles.write(
          folder.resolve(prefix).resolve(name(piece)),
          out -> {
            out.write(bytes);
            out.write(sum);
          });
    } catch (LabException e) {
      folder = null; // A full or read-only disk must not cost what was computed.
    }
  }

  private static ByteBuffer bytes(float[][] rows) {
    ByteBuffer out =
        ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float value : row) {
        out.putFloat(value);
      }
    }
    return out.flip();
  }
}
