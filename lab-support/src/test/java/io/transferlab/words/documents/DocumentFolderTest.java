package io.transferlab.words.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFolderTest {
  @Test
  void whatCannotBeUsedIsLeftOutWithItsReason(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("b.txt"), "\uFEFFA bird.");
    Files.createDirectories(folder.resolve("sub/.hidden"));
    Files.writeString(folder.resolve("sub/a.MD"), "# Caf\u00e9");
    Files.writeString(folder.resolve("sub/.hidden/x.txt"), "not this");
    Files.writeString(folder.resolve("picture.png"), "not this");
    Files.writeString(folder.resolve("empty.txt"), " \n ... \n");
    Files.write(folder.resolve("latin.txt"), "caf\u00e9 bar".getBytes(StandardCharsets.ISO_8859_1));
    Files.createSymbolicLink(folder.resolve("gone.txt"), folder.resolve("nowhere"));
    DocumentFolder read = DocumentFolder.read(folder);
    assertEquals(
        List.of("b.txt", "sub/a.MD"), read.documents().stream().map(Document::id).toList());
    assertEquals("A bird.", read.documents().get(0).text());
    assertEquals(4, read.problems().size());
    assertEquals("picture.png: not .txt or .md", read.problems().get(3));
    assertEquals("empty.txt: no word in it", read.problems().get(0));
    assertTrue(read.problems().get(1).startsWith("gone.txt: "), read.problems().get(1));
    assertTrue(
        read.problems().get(2).contains("latin.txt in UTF-8")
            && read.problems().get(2).contains("place 3"),
        read.problems().get(2));
  }

  @Test
  void linksAreFollowedAndClutterPassedOver(@TempDir Path folder) throws Exception {
    Path real = Files.createDirectories(folder.resolve("real/sub"));
    Files.writeString(real.resolve("a.txt"), "\uFEFFone bird", StandardCharsets.UTF_16LE);
    Files.createSymbolicLink(real.resolve("back"), folder.resolve("real"));
    Files.createDirectories(folder.resolve("real/__MACOSX"));
    Files.writeString(folder.resolve("real/__MACOSX/a.txt"), "not this");
    Path texts = Files.createDirectories(folder.resolve("texts"));
    Files.createSymbolicLink(texts.resolve("linked"), folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), texts);
    DocumentFolder read = DocumentFolder.read(link);
    assertEquals(List.of(new Document("linked/sub/a.txt", "one bird")), read.documents());
    assertEquals(List.of(), read.problems());
  }

  @Test
  void aFolderWithNothingToReadIsRefused(@TempDir Path folder) throws Exception {
    assertThrows(LabException.class, () -> DocumentFolder.read(folder));
    assertThrows(LabException.class, () -> DocumentFolder.read(folder.resolve("not-there")));
    Path file = Files.writeString(folder.resolve("a.txt"), "a");
    LabException e = assertThrows(LabException.class, () -> DocumentFolder.read(file));
    assertTrue(e.getMessage().contains("a file"), e.getMessage());
  }
}
