package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
  @Test
  void startsAndSaysWhatItFound() {
    String shown = Lab.start().toString();
    assertTrue(shown.startsWith("The lab is ready."), shown);
    assertTrue(shown.contains("ND4J on the CPU"), shown);
  }

  @Test
  void aPathUnderTheHomeDoesNotSayWhoseItIs() {
    Path user = Path.of(System.getProperty("user.home"));
    assertEquals(Path.of("~", "data").toString(), Lab.underHome(user.resolve("data")));
    assertEquals("/somewhere/else", Lab.underHome(Path.of("/somewhere/else")));
  }

  @Test
  void aSmallHeapIsToldHowToGrow() {
    LabException e = assertThrows(LabException.class, () -> Lab.requireHeap(200L << 20));
    assertTrue(e.getMessage().contains("LAB_HEAP"), e.getMessage());
    Lab.requireHeap(2L << 30);
  }

  @Test
  void aHeapThatIsForcedIsNotToldToGrowInVain() {
    String advice = Lab.moreHeap("2g", Map.of("_JAVA_OPTIONS", "-Dx=y -Xmx256m"));
    assertTrue(advice.startsWith("unset _JAVA_OPTIONS"), advice);
    assertTrue(Lab.moreHeap("2g", Map.of("_JAVA_OPTIONS", "-Dx=y")).endsWith("LAB_HEAP=2g"));
    // A command line wins over this one.
    assertTrue(Lab.moreHeap("2g", Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m")).endsWith("LAB_HEAP=2g"));
  }

  @Test
  void aFolderIsReadAsThePersonMeantIt() {
    Path user = Path.of("/home/me");
    assertEquals(Optional.of(Path.of("/home/me/lab")), Lab.folder("LAB_DATA", "~/lab", user));
    assertEquals(Optional.of(Path.of("/home/me/lab")), Lab.folder("LAB_DATA", "~//lab/", user));
    assertEquals(Optional.of(user), Lab.folder("LAB_DATA", "~", user));
    assertEquals(Optional.of(Path.of("/a b")), Lab.folder("LAB_DATA", " /a b/\r", user));
    Path relative = Path.of("lab").toAbsolutePath();
    assertEquals(Optional.of(relative), Lab.folder("LAB_DATA", "./lab", user));
    assertEquals(Optional.of(relative), Lab.folder("LAB_DATA", "lab", user));
    for (String unset : new String[] {null, "", "  "}) {
      assertEquals(Optional.empty(), Lab.folder("LAB_DATA", unset, user));
    }
    String message =
        assertThrows(LabException.class, () -> Lab.folder("LAB_DATA", "~you/lab", user))
            .getMessage();
    assertTrue(message.contains("LAB_DATA") && message.contains("~you/lab"), message);
  }

  @Test
  void aFailedStartNamesTheFirstCauseAndACure() {
    Throwable noSpace =
        new ExceptionInInitializerError(
            new RuntimeException(new IOException("No space left on device")));
    assertTrue(Lab.startFailure(noSpace).getMessage().contains("free some space"));
    Throwable missing = new UnsatisfiedLinkError("no jnind4jcpu in java.library.path");
    String message =
        Lab.startFailure(new NoClassDefFoundError("Nd4j").initCause(missing)).getMessage();
    assertTrue(message.contains("jnind4jcpu") && message.contains("doctor"), message);
    assertTrue(Lab.startFailure(new OutOfMemoryError("heap")).getMessage().contains("LAB_HEAP"));
  }

  @Test
  void namesOfferTheNearest() {
    assertEquals("fc2", Names.nearest("FC22", List.of("block1_conv1", "fc2", "predictions")));
    String message = Names.unknown("a layer", "fc3", List.of("fc1", "fc2")).getMessage();
    assertTrue(message.contains("did you mean \"fc"), message);
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNoOther(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("deep/result.json");
    AtomicFiles.write(file, out -> out.write("old".getBytes()));
    assertThrows(
        LabException.class,
        () ->
            AtomicFiles.write(
                file,
                out -> {
                  out.write("half".getBytes());
                  throw new IOException("disk full");
                }));
    assertEquals("old", Files.readString(file));
    try (var files = Files.list(file.getParent())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void provenanceKeepsItsOrderAndCannotBeChanged() {
    Provenance p = Provenance.none().with("seed", 1).with("data", "x").with("a", "b");
    assertEquals("seed 1, data x, a b", p.toString());
    assertThrows(UnsupportedOperationException.class, () -> p.facts().put("c", "d"));
    assertFalse(Provenance.none().facts().containsKey("seed"));
  }
}
