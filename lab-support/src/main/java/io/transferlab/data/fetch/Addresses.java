package io.transferlab.data.fetch;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a file may be had from: a classroom's mirror first, then the published addresses. */
final class Addresses {
  static final String MIRROR = "LAB_MIRROR";

  private Addresses() {}

  /**
   * The addresses of a file.
   *
   * @param file the file
   * @param environment where {@code LAB_MIRROR} may be set: its address takes the place of {@code
   *     https:/}, so that the host becomes the first folder
   * @param fixed whether a hash says what must come; if not, only TLS does
   * @return those that are safe, best first
   */
  static List<URI> of(RemoteFile file, Map<String, String> environment, boolean fixed) {
    List<URI> all = new ArrayList<>();
    String mirror = environment.get(MIRROR);
    if (mirror != null && !mirror.isBlank()) {
      String base = mirror.strip().replaceFirst("/+$", "");
      file.urls().forEach(u -> all.add(URI.create(base + "/" + u.replaceFirst("^\\w+://", ""))));
    }
    file.urls().forEach(u -> all.add(URI.create(u)));
    return all.stream().filter(u -> fixed || isSafe(u)).distinct().toList();
  }

  /** What nobody on the way can change. */
  private static boolean isSafe(URI uri) {
    return switch (String.valueOf(uri.getScheme())) {
      case "https", "file" -> true;
      default -> List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
    };
  }
}
