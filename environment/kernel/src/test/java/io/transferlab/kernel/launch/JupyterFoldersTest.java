package io.transferlab.kernel.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden folders: those of paths.py of jupyter_core for the same variables; 4.12.0 was run for
 * macOS and Linux, 5 was read for Windows and for JUPYTER_PLATFORM_DIRS.
 */
class JupyterFoldersTest {
  private static final Path HOME = Path.of("/home/jo é");

  private static Path user(Host host) {
    return new JupyterFolders(host, new Programs(host)).user();
  }

  @Test
  void windows() {
    assertEquals(
        Path.of("/u/AppData/Roaming/jupyter"),
        user(Hosts.windows(HOME, Map.of("APPDATA", "/u/AppData/Roaming"))));
    assertEquals(HOME.resolve(".jupyter/data"), user(Hosts.windows(HOME, Map.of())));
    assertEquals(Path.of("/c/data"), user(Hosts.windows(HOME, Map.of("JUPYTER_CONFIG_DIR", "/c"))));
    assertEquals(
        Path.of("/local/Jupyter"),
        user(
            Hosts.windows(
                HOME,
                Map.of("JUPYTER_PLATFORM_DIRS", "1", "LOCALAPPDATA", "/local", "APPDATA", "/a"))));
    Host host = Hosts.windows(HOME, Map.of("PROGRAMDATA", "/ProgramData"));
    assertEquals(
        Path.of("/ProgramData/jupyter"),
        new JupyterFolders(host, new Programs(host)).system().get(0));
  }

  @Test
  void mac() {
    for (String arch : new String[] {"x86_64", "aarch64"}) {
      assertEquals(HOME.resolve("Library/Jupyter"), user(Hosts.mac(arch, HOME, Map.of())));
      assertEquals(
          HOME.resolve("Library/Application Support/Jupyter"),
          user(Hosts.mac(arch, HOME, Map.of("JUPYTER_PLATFORM_DIRS", "true"))));
    }
  }

  @Test
  void linux() {
    assertEquals(HOME.resolve(".local/share/jupyter"), user(Hosts.linux(HOME, Map.of())));
    assertEquals(Path.of("/x/jupyter"), user(Hosts.linux(HOME, Map.of("XDG_DATA_HOME", "/x"))));
    assertEquals(
        HOME.resolve(".local/share/jupyter"),
        user(Hosts.linux(HOME, Map.of("JUPYTER_PLATFORM_DIRS", "Off"))));
  }

  @Test
  void theVariableWinsEverywhere() {
    Map<String, String> variables = Map.of("JUPYTER_DATA_DIR", "/d", "APPDATA", "/a");
    assertEquals(Path.of("/d"), user(Hosts.windows(HOME, variables)));
    assertEquals(Path.of("/d"), user(Hosts.mac("aarch64", HOME, variables)));
    assertEquals(Path.of("/d"), user(Hosts.linux(HOME, variables)));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theEnvironmentIsTheActiveOneOrThatOfJupyter(@TempDir Path folder) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("my env/bin"));
    Path jupyter = bin.resolve("jupyter");
    Path share = folder.resolve("my env/share/jupyter");
    // As Python writes it: other letters escaped.
    Files.writeString(
        jupyter,
        "#!/bin/sh\n[ \"$*\" = '--paths --json' ] && echo '{\"config\": [\"/etc\"], \"data\":"
            + " [\"/home/jo \\u00e9/.local\", \""
            + share
            + "\"], \"runtime\": [\"/r\"]}'\n");
    assertTrue(jupyter.toFile().setExecutable(true));
    Map<String, String> variables = new HashMap<>(Map.of("PATH", "relative:" + bin));
    Host host = Hosts.linux(HOME, variables);
    JupyterFolders found = new JupyterFolders(host, new Programs(host));
    assertEquals(share, found.environment());
    assertTrue(found.all().contains(HOME.resolve(".local")), found.all().toString());
    assertTrue(found.all().contains(share));
    variables.put("VIRTUAL_ENV", "/venv");
    Host active = Hosts.linux(HOME, variables);
    assertEquals(
        Path.of("/venv/share/jupyter"),
        new JupyterFolders(active, new Programs(active)).environment());
    Host none = Hosts.linux(HOME, Map.of());
    Refusal refusal =
        assertThrows(
            Refusal.class, () -> new JupyterFolders(none, new Programs(none)).environment());
    assertTrue(refusal.getMessage().contains("--prefix DIR"), refusal.getMessage());
  }
}
