package io.transferlab.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A picture in a file.
 *
 * @param file the file
 */
record PictureFile(Path file) implements PictureSource {
  private static final int BUFFER = 1 << 16;

  @Override
  public BufferedImage read(int size) throws IOException {
    return PictureFiles.read(file, size);
  }

  /** The hash of its bytes: neither its name nor its date says what is in it. */
  @Override
  public String fingerprint() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return "sha256 " + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
