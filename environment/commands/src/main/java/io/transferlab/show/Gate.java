package io.transferlab.show;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only the page that this server handed out, opened by somebody who was told its address.
 *
 * <p>A web page elsewhere that reaches for this machine names another origin, or, with a host name
 * that it lets point here (DNS rebinding), another host; another person on this machine does not
 * know the secret in the address.
 */
final class Gate {
  static final String PICTURE = "application/octet-stream";

  private static final int SECRET_BYTES = 16;
  private static final int USUAL_PORT = 80;

  private final String secret;
  private final int port;

  private Gate(String secret, int port) {
    this.secret = secret;
    this.port = port;
  }

  /** A gate with a new secret, to a server on this port. */
  static Gate to(int port) {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return new Gate(HexFormat.of().formatHex(random), port);
  }

  /** Where the page is. */
  String address() {
    return "http://127.0.0.1:" + port + "/" + secret + "/";
  }

  /**
   * Looks at everything but the body of a request.
   *
   * @param exchange the request
   * @return what it asks for: the path behind the secret, {@code ""} for the page itself
   * @throws Refusal if it may not come in
   */
  String path(HttpExchange exchange) throws Refusal {
    Headers headers = exchange.getRequestHeaders();
    String host = one(headers, "Host");
    if (host == null || !hosts().contains(host)) {
      throw new Refusal(
          Refusal.FORBIDDEN,
          "This page is at 127.0.0.1:"
              + port
              + " and nowhere else. Next: use the address that"
              + " environment/lab show printed; through a tunnel, with the same port.");
    }
    String path = exchange.getRequestURI().getRawPath();
    String within = path == null ? null : behindSecret(path);
    if (within == null) {
      throw new Refusal(
          Refusal.FORBIDDEN,
          "This address lacks its secret part. Next: use the whole address that environment/lab"
              + " show printed.");
    }
    boolean posts = exchange.getRequestMethod().equals("POST");
    if (!isOurs(headers, host, !posts && within.isEmpty())) {
      throw new Refusal(Refusal.FORBIDDEN, "Another page may not ask here.");
    }
    return within;
  }

  /** A form, and a request that a browser would send for another page unasked, has other types. */
  void requirePicture(HttpExchange exchange) throws Refusal {
    if (!PICTURE.equals(one(exchange.getRequestHeaders(), "Content-Type"))) {
      throw new Refusal(
          Refusal.WRONG_TYPE, "Expected the bytes of a picture as Content-Type " + PICTURE + ".");
    }
  }

  private Set<String> hosts() {
    String suffix = ":" + port;
    return port == USUAL_PORT
        ? Set.of("localhost", "127.0.0.1", "[::1]", "localhost:80", "127.0.0.1:80", "[::1]:80")
        : Set.of("localhost" + suffix, "127.0.0.1" + suffix, "[::1]" + suffix);
  }

  private @Nullable String behindSecret(String path) {
    int end = path.indexOf('/', 1);
    if (end < 0 || path.charAt(0) != '/') {
      return null;
    }
    byte[] said = path.substring(1, end).getBytes(StandardCharsets.UTF_8);
    // In the same time wherever the first difference is.
    return MessageDigest.isEqual(said, secret.getBytes(StandardCharsets.UTF_8))
        ? path.substring(end + 1)
        : null;
  }

  /** What browsers say about who asks; other programs say nothing, and need the secret as well. */
  private static boolean isOurs(Headers headers, String host, boolean opensPage) {
    List<String> origins = headers.getOrDefault("Origin", List.of());
    if (!origins.isEmpty() && !origins.equals(List.of("http://" + host))) {
      return false;
    }
    List<String> sites = headers.getOrDefault("Sec-Fetch-Site", List.of());
    if (sites.isEmpty() || sites.equals(List.of("same-origin"))) {
      return true;
    }
    // Typed, or a link that somebody followed, in a window of its own.
    return opensPage
        && "navigate".equals(one(headers, "Sec-Fetch-Mode"))
        && "document".equals(one(headers, "Sec-Fetch-Dest"));
  }

  private static @Nullable String one(Headers headers, String name) {
    List<String> values = headers.get(name);
    return values == null || values.size() != 1 ? null : values.get(0);
  }
}
