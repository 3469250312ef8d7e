package io.transferlab.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** Hashes bytes as they pass: SHA-256 always, and whatever was published. */
final class Hasher {
  static final String SHA256 = "sha256";
  private static final Map<String, String> NAMES =
      Map.of("md5", "MD5", "sha1", "SHA-1", SHA256, "SHA-256");
  private static final int BUFFER = 1 << 16;

  private final Map<String, MessageDigest> digests = new LinkedHashMap<>();
  private long bytes;

  Hasher(Set<String> published) {
    add(SHA256);
    published.forEach(this::add);
  }

  private void add(String algorithm) {
    try {
      digests.put(algorithm, MessageDigest.getInstance(NAMES.get(algorithm)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has these three
    }
  }

  void update(ByteBuffer buffer) {
    bytes += buffer.remaining();
    digests.values().forEach(d -> d.update(buffer.duplicate()));
  }

  void update(byte[] buffer, int length) {
    update(ByteBuffer.wrap(buffer, 0, length));
  }

  void update(Path file, LongConsumer read) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        update(buffer, n);
        read.accept(n);
      }
    }
  }

  /** How many bytes went in. */
  long bytes() {
    return bytes;
  }

  /** Ends the hashing: algorithm to hexadecimal digits. */
  Map<String, String> digits() {
    Map<String, String> all = new LinkedHashMap<>();
    digests.forEach((name, digest) -> all.put(name, HexFormat.of().formatHex(digest.digest())));
    return all;
  }

  /** Ends the hashing: the digits of SHA-256 alone. */
  String sha256() {
    return Objects.requireNonNull(digits().get(SHA256));
  }

  /** What differs from the published hashes, in words; nothing if all agree. */
  static Optional<String> difference(Map<String, String> expected, Map<String, String> found) {
    return expected.entrySet().stream()
        .filter(e -> !e.getValue().equals(found.get(e.getKey())))
        .findFirst()
        .map(e -> "its " + e.getKey() + " is " + found.get(e.getKey()) + ", not " + e.getValue());
  }
}
