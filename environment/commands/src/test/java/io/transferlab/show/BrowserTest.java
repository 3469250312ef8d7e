package io.transferlab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserTest {
  @TempDir Path folder;

  private Path program(String script) throws IOException {
    Path program = folder.resolve("a browser");
    Files.writeString(program, "#!/bin/sh\n" + script);
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theProgramThatIsNamedOpensIt() throws Exception {
    Path said = folder.resolve("said");
    Path program =
        program("echo \"$1\" >\"" + said + ".part\"; mv \"" + said + ".part\" \"" + said + "\"");
    for (String named :
        List.of("'" + program + "'", "'" + program + "' %s", "'" + program + "':other")) {
      Process process =
          Browser.open("http://127.0.0.1:1/x/", Map.of("BROWSER", named), "Linux").orElseThrow();
      assertEquals(0, process.waitFor(), named);
      assertEquals("http://127.0.0.1:1/x/\n", Files.readString(said));
      Files.delete(said);
    }
  }

  @Test
  void withoutAProgramTheSystemsOwnIsTried() {
    assertEquals(
        List.of("setsid", "sh", "-c", "xdg-open \"$1\"", "sh", "http://x"),
        Browser.command("http://x", Map.of(), "Linux"));
    assertEquals(
        List.of("sh", "-c", "open \"$1\"", "sh", "http://x"),
        Browser.command("http://x", Map.of(), "Mac OS X"));
    assertFalse(Browser.run(List.of("no-such-program-here", "http://x")).isPresent());
  }
}
