package io.transferlab.data.fetch;

import io.transferlab.core.LabException;
import io.transferlab.data.TypedPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One place of {@code LAB_MIRROR}: an address, the name of a server, or a folder, as people write
 * them. The host of a published address is the first folder below it.
 */
final class Mirror {
  private final @Nullable URI base;
  private final @Nullable Path folder;

  private Mirror(@Nullable URI base, @Nullable Path folder) {
    this.base = base;
    this.folder = folder;
  }

  /**
   * The places of a variable.
   *
   * @param value its value: places with commas, semicolons or spaces between; a space or colon
   *     within a folder's name does not count
   * @return each place as it was written
   */
  static List<String> split(String value) {
    return Arrays.stream(
            value.split("[,;\\n]+|\\s+(?=\\w+://|[/~])|(?<!file|https?):(?=[/~](?!/))"))
        .map(String::strip)
        .filter(p -> !p.isEmpty())
        .toList();
  }

  /**
   * Reads a place.
   *
   * @param place one of {@link #split}
   * @return the mirror
   * @throws LabException if it is neither an address nor a folder
   */
  static Mirror of(String place) {
    String plain = place.replaceFirst("^([\"'])(.*)\\1$", "$2");
    String scheme =
        plain.matches("(?s)\\w+:/.*")
            ? plain.substring(0, plain.indexOf(':')).toLowerCase(Locale.ROOT)
            : "";
    return switch (scheme) {
      case "http", "https" -> server(place, plain);
      case "file" -> folder(place, plain);
      case "" ->
          plain.matches("[/~.].*") || isFolder(plain)
              ? folder(place, plain)
              : server(place, (isHere(plain) ? "http://" : "https://") + plain);
      default -> throw unusable(place, null);
    };
  }

  private static boolean isHere(String plain) {
    return plain.matches("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:.*|/.*)?");
  }

  private static boolean isFolder(String plain) {
    try {
      return Files.isDirectory(Path.of(plain));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Mirror folder(String place, String plain) {
    try {
      return new Mirror(null, TypedPath.of(plain).toAbsolutePath());
    } catch (LabException e) {
      throw unusable(place, e);
    }
  }

  private static Mirror server(String place, String plain) {
    try {
      URI uri = new URI(plain.replaceFirst("/+$", "").replace(" ", "%20"));
      if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
        throw unusable(place, null);
      }
      return new Mirror(uri, null);
    } catch (URISyntaxException e) {
      throw unusable(place, e);
    }
  }

  private static LabException unusable(String place, @Nullable Exception cause) {
    return LabException.of(
        "a place in " + Addresses.MIRROR + ": https://HOST/FOLDER, a server's name or a folder",
        "\"" + place.replaceFirst("//[^/]*@", "//***@") + "\"",
        "mend the variable, or unset it",
        cause);
  }

  /**
   * Where a file would lie.
   *
   * @param file the file
   * @param published one of its published addresses
   */
  URI address(RemoteFile file, String published) {
    String below = published.replaceFirst("^\\w+://", "");
    if (folder == null) {
      return URI.create(base + "/" + below);
    }
    Path path = folder.resolve(URI.create(published).getAuthority() + decoded(published));
    Path alone = folder.resolve(file.name());
    return (!Files.exists(path) && Files.isRegularFile(alone) ? alone : path).toUri();
  }

  private static String decoded(String published) {
    String path = String.valueOf(URI.create(published).getRawPath());
    return java.net.URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
