package io.transferlab.kernel.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostTest {
  private static final Path HOME = Path.of("/home/jo");

  @Test
  void eachSystemHasItsLibrary() {
    assertEquals(Optional.of("windows-x86_64"), Hosts.windows(HOME, Map.of()).platform());
    assertEquals(Optional.of("macosx-x86_64"), Hosts.mac("x86_64", HOME, Map.of()).platform());
    assertEquals(Optional.of("macosx-arm64"), Hosts.mac("aarch64", HOME, Map.of()).platform());
    assertEquals(Optional.of("linux-x86_64"), Hosts.linux(HOME, Map.of()).platform());
    assertEquals(
        Optional.of("linux-arm64"),
        Hosts.of("Linux", "aarch64", "UTF-8", HOME, Map.of()).platform());
  }

  @Test
  void whereThereIsNoneTheCureIsAnotherJava() {
    Host arm = Hosts.of("Windows 11", "aarch64", "Cp1252", HOME, Map.of());
    assertEquals(Optional.empty(), arm.platform());
    assertTrue(arm.platformCure().contains("JDK for x64"), arm.platformCure());
    for (String arch : new String[] {"x86", "s390x", ""}) {
      assertEquals(Optional.empty(), Hosts.of("Linux", arch, "UTF-8", HOME, Map.of()).platform());
    }
    assertEquals(
        Optional.empty(), Hosts.of("FreeBSD", "amd64", "UTF-8", HOME, Map.of()).platform());
  }

  @Test
  void variablesOfWindowsHaveNoCaseAndEmptyIsUnset() {
    Host windows = Hosts.windows(HOME, Map.of("AppData", "/a", "LAB_HEAP", " "));
    assertEquals(Optional.of("/a"), windows.variable("APPDATA"));
    assertEquals(Optional.empty(), windows.variable("LAB_HEAP"));
    assertEquals(Optional.empty(), Hosts.linux(HOME, Map.of("Path", "/bin")).variable("PATH"));
  }

  @Test
  void foldersMayBeginAtTheHomeOrHere() {
    Host linux = Hosts.linux(HOME, Map.of("HOME", "/home/other"));
    assertEquals(Path.of("/home/other/x"), linux.absolute("~/x"));
    assertEquals(Path.of("/home/jo/here/x y"), linux.absolute(" x y "));
    assertEquals(Path.of("/x"), linux.absolute("/y/../x"));
    // Windows knows no HOME; a shell that came along (Git Bash) may have one.
    assertEquals(HOME.resolve("x"), Hosts.windows(HOME, Map.of("HOME", "/c")).absolute("~\\x"));
  }

  @Test
  void programsHaveTheirEnding() {
    assertTrue(Hosts.windows(HOME, Map.of()).javaProgram().endsWith("jdk/bin/java.exe"));
    assertTrue(Hosts.linux(HOME, Map.of()).javaProgram().endsWith("jdk/bin/java"));
  }
}
