package io.transferlab.kernel.connection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages and checks signatures (HMAC of the four JSON parts). Safe for many threads. */
public final class Signer {
  /** The name of the one scheme in use, as connection files write it. */
  public static final String SCHEME = "hmac-sha256";

  private final SecretKeySpec key;

  /**
   * @param key the shared secret; empty turns signing off
   */
  public Signer(String key) {
    this.key =
        key.isEmpty()
            ? null
            : new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /** The signature in lower-case hexadecimal; empty without a key. */
  public String sign(List<byte[]> parts) {
    if (key == null) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Whether the signature is ours, compared in constant time. */
  public boolean verify(String signature, List<byte[]> parts) {
    return key == null
        || MessageDigest.isEqual(
            sign(parts).getBytes(StandardCharsets.US_ASCII),
            signature.getBytes(StandardCharsets.US_ASCII));
  }
}
