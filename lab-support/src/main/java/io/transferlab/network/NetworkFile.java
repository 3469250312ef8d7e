package io.transferlab.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipFile;

/** What kind of file holds a network, by its content. */
enum NetworkFile {
  /** What {@link Backbone#save} wrote: {@link SavedNetwork}. */
  SAVED,
  /** What comes with the course: {@link WeightFile}. */
  SHIPPED,
  /** Anything else: whoever reads it as Keras' says what is wrong with it. */
  KERAS;

  private static final byte[] ZIP = "PK".getBytes(StandardCharsets.US_ASCII);

  /**
   * Looks into a file.
   *
   * @param file any file
   * @return its kind; {@link #KERAS} too if it cannot be read
   */
  static NetworkFile of(Path file) {
    try {
      byte[] start;
      try (InputStream in = Files.newInputStream(file)) {
        start = in.readNBytes(WeightFile.MAGIC.length);
      }
      if (Arrays.equals(start, WeightFile.MAGIC)) {
        return SHIPPED;
      }
      if (start.length >= ZIP.length && Arrays.equals(Arrays.copyOf(start, ZIP.length), ZIP)) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
          return zip.getEntry(SavedNetwork.ABOUT) != null ? SAVED : KERAS;
        }
      }
    } catch (IOException e) {
      return KERAS;
    }
    return KERAS;
  }
}
