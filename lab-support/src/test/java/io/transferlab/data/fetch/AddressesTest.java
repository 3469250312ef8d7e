package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code LAB_MIRROR} as people set it. */
class AddressesTest {
  private static final String PUBLISHED = "https://example.org/a/f.zip";

  private static Addresses addresses(String mirror) {
    RemoteFile file = Bench.entry("x", new byte[3], "md5", null, PUBLISHED).files().get(0);
    return Addresses.of(file, Map.of("LAB_MIRROR", mirror), true);
  }

  private static List<String> first(String mirror) {
    Addresses found = addresses(mirror);
    assertEquals(List.of(), found.problems());
    assertEquals(URI.create(PUBLISHED), found.uris().get(found.uris().size() - 1));
    return found.uris().subList(0, found.uris().size() - 1).stream().map(URI::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "https://cache.edu, https://cache.edu/example.org/a/f.zip",
    "http://cache.edu:8080/labs/, http://cache.edu:8080/labs/example.org/a/f.zip",
    "cache.example.edu, https://cache.example.edu/example.org/a/f.zip",
    "cache.example.edu:8443/x//, https://cache.example.edu:8443/x/example.org/a/f.zip",
    "localhost:8000, http://localhost:8000/example.org/a/f.zip",
    "https://cache.edu/my labs, https://cache.edu/my%20labs/example.org/a/f.zip",
    "/media/stick, file:///media/stick/example.org/a/f.zip",
    "/media/stick/, file:///media/stick/example.org/a/f.zip",
    "/media/USB STICK, file:///media/USB%20STICK/example.org/a/f.zip",
    "file:///media/USB STICK, file:///media/USB%20STICK/example.org/a/f.zip",
    "file:///media/USB%20STICK/, file:///media/USB%20STICK/example.org/a/f.zip",
    "file:/media/stick, file:///media/stick/example.org/a/f.zip",
    "file://localhost/media/stick, file:///media/stick/example.org/a/f.zip",
  })
  void oneMirror(String mirror, String address) {
    assertEquals(List.of(address), first(mirror));
  }

  @Test
  void foldersMayBeRelativeOrAtHome() {
    assertEquals(
        Path.of("stick/example.org/a/f.zip").toAbsolutePath(),
        Path.of(URI.create(first("./stick").get(0))).normalize());
    assertEquals(
        Path.of(System.getProperty("user.home"), "stick/example.org/a/f.zip"),
        Path.of(URI.create(first("~/stick").get(0))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.edu,/b",
        "https://a.edu; /b ",
        "https://a.edu /b",
        " ,https://a.edu,, /b,",
        "https://a.edu\n/b",
        "https://a.edu:/b"
      })
  void severalAreAskedInOrder(String mirrors) {
    assertEquals(
        List.of("https://a.edu/example.org/a/f.zip", "file:///b/example.org/a/f.zip"),
        first(mirrors));
    assertEquals(2, first("/a:/b").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://me:secret@a.edu",
        "https://",
        "https://me:secret@a b.edu/%",
        "a b",
        "http:///x",
        "https://a.edu/?x=1",
        "s3://bucket"
      })
  void whatCannotBeUsedIsOneLineAndTheOthersGoOn(String mirror) {
    Addresses found = addresses(mirror + ",https://b.edu");
    assertEquals(
        List.of(URI.create("https://b.edu/example.org/a/f.zip"), URI.create(PUBLISHED)),
        found.uris());
    assertEquals(1, found.problems().size());
    String line = found.problems().get(0);
    assertTrue(line.contains("LAB_MIRROR"), line);
    assertFalse(line.contains("secret"), line);
  }

  @Test
  void aFileThatLiesFlatInTheFolderIsTakenToo(@TempDir Path stick) throws Exception {
    Files.write(stick.resolve("file.bin"), new byte[3]);
    assertEquals(stick.resolve("file.bin").toUri().toString(), first(stick.toString()).get(0));
  }
}
