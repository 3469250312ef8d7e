package io.transferlab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Shells that behave as Python may. */
@DisabledOnOs(OS.WINDOWS)
class PythonPeerTest {
  /** The child keeps the peer's output open: its end comes when both have ended. */
  private static final String WITH_A_CHILD = "sleep 3600 & echo ready; read x";

  @TempDir private Path folder;

  private PythonScript says(String script) throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(python, "#!/bin/sh\n" + script + "\n");
    assertTrue(python.toFile().setExecutable(true));
    return PythonScript.of(python.toString(), "training_torch.py", "peers.py");
  }

  private String fault(String script) throws IOException {
    PythonScript python = says(script);
    return assertThrows(PeerException.class, python::run).getMessage();
  }

  @Test
  void whatIsSaidLastIsTheResult() throws IOException {
    assertEquals("2 b", says("echo 1; echo warning >&2; echo 2 $2; echo").run("b"));
    String beside = says("ls $(dirname $1)/peers.py").run();
    assertTrue(beside.endsWith("peers.py"), beside);
    assertFalse(Files.exists(Path.of(beside).getParent()), "what was made for it is gone");
  }

  @Test
  void whyThereIsNoResult() throws IOException {
    assertEquals(
        "absent: No module named 'a'",
        fault("echo ImportError: No module named \\'a\\' >&2; exit 1"));
    assertEquals("ended with status 3", fault("echo 1; exit 3"));
    assertEquals("crashed (signal 11)", fault("kill -SEGV $$"));
    PeerException none =
        assertThrows(PeerException.class, PythonScript.of(folder + "/no", "peers.py")::run);
    assertTrue(none.isAbsent(), none.getMessage());
    for (String other : List.of("true", "echo {", "echo 7")) {
      PythonScript python = says(other);
      assertThrows(PeerException.class, () -> python.read(Engine.Took.class), other);
    }
  }

  @Test
  void threadsAreThoseAskedFor() throws IOException {
    PythonScript python = says("echo $OMP_NUM_THREADS $MKL_NUM_THREADS $OMP_WAIT_POLICY");
    assertEquals("3 3 passive", python.withThreads(3).run());
  }

  @Test
  void whoIsLateEndsWithAllThatItStarted() throws IOException {
    try (PythonPeer peer = says(WITH_A_CHILD).start(List.of())) {
      assertEquals("", peer.answer("ready"));
      PeerException late =
          assertThrows(PeerException.class, () -> peer.answer("never", Duration.ofMillis(1)));
      assertEquals("did not answer within 0 s", late.getMessage());
      assertHasEnded(peer);
    }
    PythonScript python = says("read x; exec sleep 3600").withPatience(Duration.ofMillis(1));
    PeerException late = assertThrows(PeerException.class, python::run);
    assertEquals("did not end within 0 s", late.getMessage());
  }

  @Test
  void anInterruptEndsItToo() throws IOException {
    try (PythonPeer peer = says(WITH_A_CHILD).start(List.of())) {
      peer.answer("ready");
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> peer.answer("never"));
      assertTrue(Thread.interrupted(), "whoever called is told as well");
      assertHasEnded(peer);
    }
  }

  private static void assertHasEnded(PythonPeer peer) {
    PeerException ended = assertThrows(PeerException.class, () -> peer.answer("never"));
    assertEquals("crashed (signal 9)", ended.getMessage());
  }

  @Test
  void whateverAPeerLeavesOursIsTold() throws IOException {
    String python =
        says("d=$(dirname $3)/left-by-$2; mkdir $d; echo x > $d/file; echo no >&2; exit 1")
            .python();
    SvmBenchmark.Result result = new SvmBenchmark(8, 2, 1, python, 60, 2).run(20, 1);
    assertEquals(
        List.of("sklearn: ended with status 1: no", "liblinear: ended with status 1: no"),
        result.without());
    assertTrue(result.ours().seconds() > 0);
  }
}
