package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
  private static final Path HOME = Path.of("/srv/own");

  @TempDir Path temp;
  private final Entry entry = DownloadCatalogue.load().get("glove-6b");

  private static List<Path> shared(String... members) {
    return Places.of(HOME, String.join(File.pathSeparator, members)).shared();
  }

  @Test
  void sharedFoldersAreReadAsThePersonMeantThem() {
    Path user = Path.of(System.getProperty("user.home"));
    assertEquals(
        List.of(user.resolve("course"), user, Path.of("/a b"), Path.of("common").toAbsolutePath()),
        shared("~/course", "~", " /a b/", "", "./common"));
    assertEquals(List.of(), shared("", " "));
    assertEquals(List.of(), Places.of(HOME, null).shared());
    String message = assertThrows(LabException.class, () -> shared("/a", "~you/x")).getMessage();
    assertTrue(message.contains("LAB_DATA_PATH") && message.contains("~you/x"), message);
  }

  @Test
  void linksToFoldersAreFolders() throws IOException {
    Path real = Files.createDirectories(temp.resolve("disk/vectors/glove-6b"));
    Path home = Files.createSymbolicLink(temp.resolve("home"), temp.resolve("disk"));
    Places places = Places.of(home, null);
    assertEquals(Optional.empty(), places.find(entry), "an empty folder holds no set");
    Files.writeString(real.resolve("glove.6B.50d.txt"), "a 1\n");
    assertEquals(Optional.of(home.resolve("vectors/glove-6b")), places.find(entry));

    // A link to the set itself, in a folder of one's own and in a shared one.
    Path own = Files.createDirectories(temp.resolve("own/vectors"));
    Path link = Files.createSymbolicLink(own.resolve("glove-6b"), real);
    assertEquals(Optional.of(link), Places.of(temp.resolve("own"), null).find(entry));
    Places others = Places.of(temp.resolve("none"), temp.resolve("own").toString());
    assertEquals(Optional.of(link), others.find(entry));
    assertTrue(others.isShared(link));

    // A link that leads nowhere is as nothing.
    Files.delete(link);
    Files.createSymbolicLink(link, temp.resolve("gone"));
    assertFalse(others.find(entry).isPresent());
  }

  @Test
  void whatAPackageInstalledIsFoundLast() throws IOException {
    Path system = Files.createDirectories(temp.resolve("usr/stamps"));
    String json =
        """
        {"entries": [{"name": "stamps", "kind": "set", "title": "t", "licence": "l",
          "page": "https://example.org", "files": [],
          "byHand": "install it", "installed": "%s", "split": {"by": "folders"}}]}
        """
            .formatted(system.toString().replace("\\", "/"));
    Entry stamps = DownloadCatalogue.parse(json).get("stamps");
    Places places = Places.of(temp.resolve("home"), null);
    assertEquals(Optional.empty(), places.find(stamps), "an empty folder is none");
    Fetcher fetcher =
        Fetcher.of(places, Fetcher.Options.defaults().withAgain(true), FetchListener.NONE);
    String message = assertThrows(LabException.class, () -> fetcher.fetch(stamps)).getMessage();
    assertTrue(message.contains("install it"), message);
    Files.writeString(system.resolve("a.png"), "a");
    assertEquals(Optional.of(system), places.find(stamps));
    assertTrue(places.isInstalled(stamps, system));
    assertTrue(fetcher.fetch(stamps).wasThere(), "nothing to fetch again");
    Path own = Files.createDirectories(temp.resolve("home/sets/stamps"));
    Files.writeString(own.resolve("a.png"), "a");
    assertEquals(Optional.of(own), places.find(stamps), "one's own comes first");
    assertFalse(places.isInstalled(stamps, own));
  }
}
