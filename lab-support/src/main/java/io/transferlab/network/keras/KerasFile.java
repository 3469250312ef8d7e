package io.transferlab.network.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A file of weights in any form in which Keras has written them:
 *
 * <ul>
 *   <li>{@code .h5} weights of Keras 1 and 2, with or without version attributes;
 *   <li>{@code .h5} whole models, the weights under {@code model_weights};
 *   <li>{@code .weights.h5} of Keras 3;
 *   <li>{@code .keras} of Keras 3, a ZIP with such a file inside.
 * </ul>
 *
 * <p>Read by jHDF, in Java alone: the native HDF5 library behind DL4J's own import copies value by
 * value, knows neither of the newer forms, and has taken whole processes down. Not safe for use by
 * several threads.
 */
final class KerasFile implements AutoCloseable {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** A whole file that takes less than this part of the heap never exhausts it. */
  private static final int PARTS_OF_HEAP = 8;

  private static final int START = 64;
  private static final String INNER_WEIGHTS = "model.weights.h5";
  private static final String INNER_CONFIG = "config.json";

  private final Path file;
  private final @Nullable Path temporary;
  private final HdfFile hdf;
  private final Map<String, KerasLayer> layers;

  private KerasFile(
      Path file, @Nullable Path temporary, HdfFile hdf, Map<String, KerasLayer> layers) {
    this.file = file;
    this.temporary = temporary;
    this.hdf = hdf;
    this.layers = layers;
  }

  /**
   * Opens a file and lists its layers; no weights are read yet.
   *
   * @param file the file
   * @param byKind the names of the network's layers with weights of each kind, in Keras' order: for
   *     files of Keras 3 that hold no names
   * @return the open file, to be closed
   * @throws LabException if it is no such file, or a damaged one
   * @throws CancellationException if the thread is interrupted; the flag stays set
   */
  static KerasFile open(Path file, Map<String, List<String>> byKind) {
    byte[] start = start(file);
    if (startsWith(start, ZIP)) {
      return openZip(file, byKind);
    }
    if (!startsWith(start, HDF5)) {
      throw LabException.of(
          "a Keras file (HDF5 or .keras) in " + file,
          describe(start),
          "fetch it again: what came is not the file that was asked for");
    }
    return openHdf(file, file, null, byKind);
  }

  private static byte[] start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(START);
    } catch (IOException e) {
      checkInterrupt(file);
      throw LabException.reading(file, e);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return bytes.length >= magic.length && Arrays.equals(Arrays.copyOf(bytes, magic.length), magic);
  }

  private static String describe(byte[] start) {
    String text = new String(start, java.nio.charset.StandardCharsets.ISO_8859_1).strip();
    if (start.length == 0) {
      return "an empty file";
    }
    if (text.regionMatches(true, 0, "<!doctype html", 0, 14)
        || text.regionMatches(true, 0, "<html", 0, 5)) {
      return "a web page (HTML)";
    }
    if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer, not the file itself";
    }
    return "other content, beginning with \""
        + text.substring(0, Math.min(12, text.length())).replaceAll("[^\\x20-\\x7e]", "?")
        + "\"";
  }

  private static KerasFile openZip(Path file, Map<String, List<String>> byKind) {
    Path temporary = null;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry weights = zip.getEntry(INNER_WEIGHTS);
      ZipEntry config = zip.getEntry(INNER_CONFIG);
      if (weights == null) {
        throw LabException.of(
            INNER_WEIGHTS + " inside " + file,
            zip.stream().map(ZipEntry::getName).limit(8).toList().toString(),
            "save the model with model.save(\"name.keras\") or model.save_weights");
      }
      temporary = Files.createTempFile("keras-", ".h5");
      try (InputStream in = zip.getInputStream(weights)) {
        Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      String json =
          config == null
              ? null
              : new String(
                  zip.getInputStream(config).readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8);
      KerasFile opened = openHdf(file, temporary, json, byKind);
      temporary = null; // now the opened file's to delete
      return opened;
    } catch (IOException e) {
      throw damaged(file, "its ZIP entries", e);
    } finally {
      delete(temporary);
    }
  }

  private static KerasFile openHdf(
      Path file, Path content, @Nullable String config, Map<String, List<String>> byKind) {
    HdfFile hdf = null;
    try {
      checkLength(file, content);
      hdf = new HdfFile(content);
      Map<String, KerasLayer> layers =
          isKeras3(hdf)
              ? Keras3Groups.read(file, hdf, config, byKind)
              : LegacyGroups.read(file, hdf);
      KerasFile opened = new KerasFile(file, content.equals(file) ? null : content, hdf, layers);
      hdf = null;
      return opened;
    } catch (LabException | CancellationException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) { // whatever damaged numbers lead jHDF to
      throw damaged(file, "its list of layers", e);
    } catch (OutOfMemoryError e) {
      // jHDF reserves what a number says before it looks whether the file is that long.
      if (content.toFile().length() > Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP) {
        throw e;
      }
      throw damaged(file, "a part said to be larger than memory", e);
    } finally {
      if (hdf != null) {
        hdf.close();
      }
    }
  }

  /** HDF5 tells its own length at its start; jHDF does not look. */
  private static void checkLength(Path file, Path content) {
    ByteBuffer start = ByteBuffer.wrap(start(content)).order(ByteOrder.LITTLE_ENDIAN);
    int version = start.get(HDF5.length);
    int base = version == 0 ? 24 : version == 1 ? 28 : 12;
    long end = start.getLong(base + 16);
    long found = content.toFile().length();
    if (found < end) {
      throw LabException.of(
          end + " bytes in " + file, found + ": it is cut short", "fetch it again, to the end");
    }
  }

  private static boolean isKeras3(Group root) {
    return root.getAttribute("layer_names") == null
        && root.getAttribute("layer_names0") == null
        && (root.getChild("layers") != null
            || root.getChild("_layer_checkpoint_dependencies") != null);
  }

  /** An interrupt closes files under their reader: that is no damage. */
  private static void checkInterrupt(Path file) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while reading " + file);
    }
  }

  /** The error for a file whose structure cannot be followed. */
  static LabException damaged(Path file, String what, @Nullable Throwable cause) {
    checkInterrupt(file);
    long size = -1;
    try {
      size = Files.size(file);
    } catch (IOException e) {
      // The first cause is what counts.
    }
    return LabException.of(
        "a whole Keras file in " + file,
        what + " cannot be read (" + size + " bytes): it is cut short or damaged",
        "fetch it again",
        cause);
  }

  /**
   * The layers that have weights.
   *
   * @return name to layer, in the file's order
   */
  Map<String, KerasLayer> layers() {
    return layers;
  }

  /**
   * The file.
   *
   * @return as it was opened
   */
  Path file() {
    return file;
  }

  /**
   * Whether a file of these layers comes from Keras before 2019, where ResNet50 had other names and
   * another epsilon.
   *
   * @param names names of layers
   * @return true for the legacy ResNet50
   */
  static boolean isLegacyResNet50(Collection<String> names) {
    return names.contains("res2a_branch2a");
  }

  @Override
  public void close() {
    hdf.close();
    delete(temporary);
  }

  private static void delete(@Nullable Path temporary) {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        temporary.toFile().deleteOnExit(); // mapped files cannot be deleted on Windows
      }
    }
  }
}
