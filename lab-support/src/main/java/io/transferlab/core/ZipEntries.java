package io.transferlab.core;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Entries of a ZIP, read whole: no larger than expected, and with the content that was written. */
public final class ZipEntries {
  private ZipEntries() {}

  /**
   * Reads an entry. What the file says of its size is not believed: memory is taken as bytes come.
   *
   * @param zip the open file
   * @param name the entry
   * @param most how many bytes it may have
   * @return its content; null if there is no such entry
   * @throws IOException if it is larger or damaged, or cannot be read; names the entry
   */
  public static byte @Nullable [] bytes(ZipFile zip, String name, int most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return null;
    }
    byte[] content;
    try (InputStream in = zip.getInputStream(entry)) {
      content = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new IOException(name + " in it has more than " + Sizes.text(most));
      }
    }
    CRC32 sum = new CRC32();
    sum.update(content);
    // A ZipFile does not look itself.
    if (sum.getValue() != entry.getCrc()) {
      throw new IOException(name + " in it is damaged: its checksum is another");
    }
    return content;
  }
}
