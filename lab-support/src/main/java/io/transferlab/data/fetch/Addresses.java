package io.transferlab.data.fetch;

import io.transferlab.core.LabException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a file may be had from: a classroom's mirrors first, then the published addresses.
 *
 * @param uris those that are safe, best first
 * @param problems places of {@code LAB_MIRROR} that cannot be used, one line each
 */
record Addresses(List<URI> uris, List<String> problems) {
  static final String MIRROR = "LAB_MIRROR";

  /**
   * The addresses of a file.
   *
   * @param file the file
   * @param environment where {@code LAB_MIRROR} may be set: its places take the place of {@code
   *     https:/}, so that the host becomes the first folder
   * @param fixed whether a hash says what must come; if not, only TLS does
   * @return those that are safe
   */
  static Addresses of(RemoteFile file, Map<String, String> environment, boolean fixed) {
    List<URI> all = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String place : Mirror.split(environment.getOrDefault(MIRROR, ""))) {
      try {
        Mirror mirror = Mirror.of(place);
        file.urls().forEach(u -> all.add(mirror.address(file, u)));
      } catch (LabException e) {
        problems.add(e.getMessage());
      }
    }
    file.urls().forEach(u -> all.add(URI.create(u)));
    return new Addresses(
        all.stream().filter(u -> fixed || isSafe(u)).distinct().toList(), problems);
  }

  /** What nobody on the way can change. */
  private static boolean isSafe(URI uri) {
    return switch (String.valueOf(uri.getScheme())) {
      case "https", "file" -> true;
      default -> List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
    };
  }
}
