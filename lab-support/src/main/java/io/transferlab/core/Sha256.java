package io.transferlab.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) of what is given piece by piece. Not for several threads. */
public final class Sha256 {
  private final MessageDigest digest;

  /** Of nothing yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The hash of some bytes.
   *
   * @param bytes all of them
   * @return 64 hexadecimal digits, lower case
   */
  public static String of(byte[] bytes) {
    return new Sha256().add(bytes, 0, bytes.length).hex();
  }

  /**
   * The hash of a file.
   *
   * @param file read as a stream
   * @return 64 hexadecimal digits, lower case
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    Sha256 hash = new Sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.add(buffer, 0, n);
      }
    }
    return hash.hex();
  }

  /**
   * Adds bytes.
   *
   * @param bytes where they are
   * @param from the first
   * @param length how many
   * @return this
   */
  public Sha256 add(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    return this;
  }

  /**
   * Adds bytes.
   *
   * @param bytes from its position to its limit
   * @return this
   */
  public Sha256 add(ByteBuffer bytes) {
    digest.update(bytes);
    return this;
  }

  /**
   * Adds a text.
   *
   * @param text in UTF-8
   * @return this
   */
  public Sha256 add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /**
   * Ends.
   *
   * @return 64 hexadecimal digits, lower case; the next piece begins a new hash
   */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
