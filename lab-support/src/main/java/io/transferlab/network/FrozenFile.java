package io.transferlab.network;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.FloatBytes;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sha256;
import io.transferlab.core.ZipEntries;
import io.transferlab.network.onnx.NetworkCard;
import io.transferlab.network.onnx.OnnxNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of ONNX in a ZIP with all that belongs to it: the file and its external data as they
 * are, not compressed; its card; the head that was trained behind it, if there is one; and what
 * somebody adds.
 *
 * <p>ONNX Runtime and what reads graphs want files of their own, so the network is put into {@code
 * LAB_DATA/unpacked} when it is read, in a folder named by its hash: once, however many heads are
 * trained behind it.
 */
public final class FrozenFile {
  /** Editions that know only {@link SavedNetwork} say that it is newer than they are. */
  private static final int FORMAT = 2;

  /** What tells it from a network of DL4J. */
  static final String KIND = "onnx";

  private static final String CARD = "network/card.json";
  private static final String FOLDER = "network/";
  private static final String HEAD = "head.float32";
  private static final int LONGEST_TEXT = 64 << 20;
  private static final int BLOCK = 1 << 16;

  private final OnnxNetwork network;
  private final @Nullable HeadedNetwork headed;

  private record About(
      @Nullable Integer format,
      @Nullable String kind,
      @Nullable String name,
      @Nullable List<@Nullable Part> files,
      @Nullable HeadAbout head) {}

  /** One file of the network, the ONNX file first. */
  private record Part(@Nullable String name, long bytes, @Nullable String sha256) {}

  private record HeadAbout(
      @Nullable String layer,
      @Nullable Pooling pooling,
      @Nullable List<Integer> units,
      double dropout,
      @Nullable List<@Nullable String> classes,
      @Nullable Map<String, String> provenance) {}

  private FrozenFile(OnnxNetwork network, @Nullable HeadedNetwork headed) {
    this.network = network;
    this.headed = headed;
  }

  /**
   * The network itself.
   *
   * @return what looks at the pictures
   */
  public FrozenNetwork network() {
    return network;
  }

  /**
   * The head behind it.
   *
   * @return null if the file has none
   */
  public @Nullable HeadedNetwork headed() {
    return headed;
  }

  // Writing.

  /**
   * Writes a network.
   *
   * @param network a file of ONNX
   * @param headed the head behind it; null: none
   * @param file where to, by custom {@code .zip}; replaced in one step
   * @param more further entries of the ZIP, name to what writes it; in this order
   * @throws LabException if it cannot be written, or the network is in no file
   */
  public static void write(
      FrozenNetwork network,
      @Nullable HeadedNetwork headed,
      Path file,
      Map<String, AtomicFiles.Writer> more) {
    if (!(network instanceof OnnxNetwork onnx)) {
      throw LabException.of(
          "a network of DL4J or in a file of ONNX", network.name(), "open it from its file");
    }
    List<Stored> stored = new ArrayList<>();
    for (Path path : onnx.files()) {
      stored.add(Stored.of(path));
    }
    About about =
        new About(
            FORMAT,
            KIND,
            onnx.name(),
            stored.stream().map(Stored::part).toList(),
            headed == null ? null : about(headed));
    AtomicFiles.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(1); // weights hardly shrink
          entry(zip, SavedNetwork.ABOUT, to -> to.write(utf8(Json.text(about))));
          entry(zip, CARD, to -> to.write(utf8(onnx.card().json())));
          for (Stored one : stored) {
            one.write(zip);
          }
          if (headed != null) {
            entry(zip, HEAD, to -> FloatBytes.write(headed.head().params(), to));
          }
          for (Map.Entry<String, AtomicFiles.Writer> entry : more.entrySet()) {
            entry(zip, entry.getKey(), entry.getValue());
          }
          zip.finish();
        });
  }

  private static HeadAbout about(HeadedNetwork headed) {
    return new HeadAbout(
        headed.layer(),
        headed.pooling(),
        headed.shape().units(),
        headed.shape().dropout(),
        List.copyOf(headed.classes()),
        headed.provenance().facts());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void entry(ZipOutputStream zip, String name, AtomicFiles.Writer writer)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    writer.write(zip);
    zip.closeEntry();
  }

  /** A file that is stored as it is: a ZIP wants to know its sum beforehand. */
  private record Stored(Path path, Part part, long crc) {
    static Stored of(Path path) {
      CRC32 crc = new CRC32();
      Sha256 hash = new Sha256();
      long bytes = 0;
      try (InputStream in = Files.newInputStream(path)) {
        byte[] block = new byte[BLOCK];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
          crc.update(block, 0, n);
          hash.add(ByteBuffer.wrap(block, 0, n));
          bytes += n;
        }
      } catch (IOException e) {
        throw LabException.reading(path, e, "the network is kept with what is made of it");
      }
      Part part = new Part(String.valueOf(path.getFileName()), bytes, hash.hex());
      return new Stored(path, part, crc.getValue());
    }

    void write(ZipOutputStream zip) throws IOException {
      ZipEntry entry = new ZipEntry(FOLDER + part.name());
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(part.bytes());
      entry.setCompressedSize(part.bytes());
      entry.setCrc(crc);
      zip.putNextEntry(entry);
      Files.copy(path, zip);
      zip.closeEntry();
    }
  }

  // Reading.

  /**
   * Whether a file is one of this kind, as far as its beginning tells.
   *
   * @param file any file
   * @return false too if it cannot be read: whoever reads it says why
   */
  public static boolean isOne(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(CARD) != null;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @param file the file
   * @return network and head
   * @throws LabException if the file is damaged or another's, of a newer edition of the course, or
   *     there is no room for its network in the data folder
   */
  public static FrozenFile read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      About about = Json.read(text(zip, SavedNetwork.ABOUT, file), About.class);
      if (about == null || about.format() == null || !KIND.equals(about.kind())) {
        throw damaged(file, "no network of ONNX in " + SavedNetwork.ABOUT, null);
      }
      if (about.format() > FORMAT) {
        throw SavedNetwork.newer(file, about.format(), FORMAT);
      }
      List<Part> parts = parts(about, file);
      NetworkCard card = NetworkCard.parse(text(zip, CARD, file), file);
      Path onnx = Extracted.of(zip, parts, file);
      OnnxNetwork network = OnnxNetwork.of(onnx, card);
      return new FrozenFile(
          network, about.head() == null ? null : headed(network, about.head(), zip, file));
    } catch (IOException | JsonException e) {
      throw damaged(file, LabException.reason(e), e);
    }
  }

  private static List<Part> parts(About about, Path file) {
    List<Part> parts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (@Nullable Part part : about.files() == null ? List.<Part>of() : about.files()) {
      boolean sound =
          part != null
              && part.name() != null
              && part.name().matches("[^./\\\\:\\p{Cntrl}][^/\\\\:\\p{Cntrl}]*")
              && names.add(part.name())
              && part.sha256() != null
              && part.sha256().matches("[0-9a-f]{64}")
              && part.bytes() > 0;
      if (!sound) {
        throw damaged(file, "files of a network that have no name, size or hash", null);
      }
      parts.add(Objects.requireNonNull(part));
    }
    if (parts.isEmpty()) {
      throw damaged(file, "no network in it", null);
    }
    return parts;
  }

  private static HeadedNetwork headed(OnnxNetwork network, HeadAbout about, ZipFile zip, Path file)
      throws IOException {
    List<@Nullable String> classes = about.classes();
    if (about.layer() == null
        || about.pooling() == null
        || about.units() == null
        || about.units().stream().anyMatch(Objects::isNull)
        || classes == null
        || classes.stream().anyMatch(Objects::isNull)) {
      throw damaged(file, "a head without a layer, units or classes", null);
    }
    HeadedNetwork headed;
    try {
      Head head = new Head(about.units(), about.dropout(), Pooling.AVERAGE);
      headed =
          HeadedNetwork.of(network, about.layer(), about.pooling(), head, List.copyOf(classes), 0);
    } catch (LabException e) {
      throw damaged(file, "a head that does not fit the network: " + e.getMessage(), e);
    }
    long weights = headed.head().numParams();
    byte[] bytes = ZipEntries.bytes(zip, HEAD, Math.toIntExact(Float.BYTES * weights));
    if (bytes == null || bytes.length != Float.BYTES * weights) {
      throw damaged(
          file,
          "a head of other than the %,d weights that fit the network".formatted(weights),
          null);
    }
    float[] values = new float[(int) weights];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw damaged(file, value + " among the head's weights", null);
      }
    }
    headed.head().setParams(Nd4j.create(values, new long[] {1, weights}, 'c'));
    return headed.with(
        about.provenance() == null ? Provenance.none() : new Provenance(about.provenance()));
  }

  private static String text(ZipFile zip, String name, Path file) throws IOException {
    byte[] text = ZipEntries.bytes(zip, name, LONGEST_TEXT);
    if (text == null) {
      throw damaged(file, "a ZIP without " + name, null);
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static LabException damaged(Path file, String found, @Nullable Throwable cause) {
    return LabException.of(
        "a network that was saved by this course in " + file,
        found,
        "copy the file again, or train and save it again (fine-tune, l2norm or fne, --save)",
        cause);
  }

  /** The files of a network out of a ZIP. */
  private static final class Extracted {
    private Extracted() {}

    /** The ONNX file in a folder of the network's own. */
    static Path of(ZipFile zip, List<Part> parts, Path file) throws IOException {
      Sha256 all = new Sha256();
      for (Part part : parts) {
        ZipEntry entry = zip.getEntry(FOLDER + part.name());
        if (entry == null || entry.getSize() != part.bytes()) {
          throw damaged(file, "a ZIP without its network " + FOLDER + part.name(), null);
        }
        all.add(part.name() + " " + part.sha256());
      }
      Path folder = Lab.home().resolve("unpacked").resolve(all.hex().substring(0, 32));
      if (!isWhole(folder, parts)) {
        extract(zip, parts, folder, file);
      }
      return folder.resolve(Objects.requireNonNull(parts.get(0).name()));
    }

    private static boolean isWhole(Path folder, List<Part> parts) throws IOException {
      for (Part part : parts) {
        Path path = folder.resolve(Objects.requireNonNull(part.name()));
        if (!Files.isRegularFile(path) || Files.size(path) != part.bytes()) {
          return false;
        }
      }
      return true;
    }

    private static void extract(ZipFile zip, List<Part> parts, Path folder, Path file)
        throws IOException {
      Path home = Objects.requireNonNull(folder.getParent());
      Path temporary = home.resolve("." + UUID.randomUUID() + ".part");
      try {
        try {
          Files.createDirectories(temporary);
        } catch (IOException e) {
          throw LabException.writing(home, e);
        }
        for (Part part : parts) {
          copy(zip, part, temporary.resolve(Objects.requireNonNull(part.name())), file);
        }
        remove(folder, parts); // if somebody damaged it
        try {
          AtomicFiles.move(temporary, folder);
        } catch (IOException e) {
          if (!isWhole(folder, parts)) { // else another process was quicker
            throw LabException.writing(folder, e);
          }
        }
      } finally {
        remove(temporary, parts);
      }
    }

    private static void copy(ZipFile zip, Part part, Path to, Path file) throws IOException {
      Sha256 hash = new Sha256();
      long bytes = 0;
      try (InputStream in = zip.getInputStream(zip.getEntry(FOLDER + part.name()));
          OutputStream out = writing(to)) {
        byte[] block = new byte[BLOCK];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
          bytes += n;
          if (bytes > part.bytes()) {
            break;
          }
          hash.add(ByteBuffer.wrap(block, 0, n));
          try {
            out.write(block, 0, n);
          } catch (IOException e) {
            throw LabException.writing(to, e, "make room on that disk");
          }
        }
      }
      if (bytes != part.bytes() || !hash.hex().equals(part.sha256())) {
        throw damaged(
            file,
            FOLDER + part.name() + " in it is another file than was put in, by its hash",
            null);
      }
    }

    private static OutputStream writing(Path to) {
      try {
        return Files.newOutputStream(to);
      } catch (IOException e) {
        throw LabException.writing(to, e);
      }
    }

    private static void remove(Path folder, List<Part> parts) throws IOException {
      for (Part part : parts) {
        Files.deleteIfExists(folder.resolve(Objects.requireNonNull(part.name())));
      }
      Files.deleteIfExists(folder);
    }
  }
}
