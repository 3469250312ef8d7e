package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that mean well, and archives that do not. */
class ArchivesTest {
  private static final Archives.Limits ROOMY = new Archives.Limits(100, 1_000_000);

  @TempDir Path folder;

  private List<Archives.Unpacked> unpack(byte[] archive, String form, Archives.Limits limits)
      throws IOException {
    Path file = Files.write(folder.resolve("archive"), archive);
    Path out = Files.createDirectories(folder.resolve("out"));
    return Archives.unpack(file, form, "a." + form, out, limits, n -> {});
  }

  private static byte[] zip(String... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private interface Filler {
    void fill(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tar(Filler filler) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      filler.fill(tar);
    }
    return bytes.toByteArray();
  }

  private static void file(TarArchiveOutputStream tar, String name, String content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, String to, byte kind)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setLinkName(to);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve("out").resolve(name));
  }

  private void assertRefused(String part, byte[] archive, String form, Archives.Limits limits)
      throws IOException {
    LabException e = assertThrows(LabException.class, () -> unpack(archive, form, limits));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    try (var all = Files.list(folder)) {
      assertEquals(
          List.of("archive", "out"),
          all.map(p -> p.getFileName().toString()).sorted().toList(),
          "nothing outside");
    }
  }

  @Test
  void everyFormComesOutWithHashes() throws IOException {
    assertEquals(2, unpack(zip("p/b.txt", "one", "c.txt", "two"), "zip", ROOMY).size());
    assertEquals("one", read("p/b.txt"));
    byte[] tar = tar(t -> file(t, "d/e.txt", "three"));
    assertEquals(5, unpack(tar, "tar", ROOMY).get(0).bytes());
    assertEquals("three", read("d/e.txt"));
    Files.delete(folder.resolve("out/d/e.txt"));
    String hash = unpack(gzip(tar), "tar.gz", ROOMY).get(0).sha256();
    assertEquals(64, hash.length());
    assertEquals("three", read("d/e.txt"));
    unpack(gzip("four".getBytes(StandardCharsets.UTF_8)), "gz", ROOMY);
    assertEquals("four", read("a"));
  }

  @Test
  void noPathLeavesTheFolder() throws IOException {
    for (String name :
        List.of("../evil.txt", "a/../../evil.txt", "/tmp/evil.txt", "..\\evil.txt", "C:\\evil")) {
      assertRefused("an archive that keeps to its folder", zip(name, "x"), "zip", ROOMY);
      assertRefused(
          "an archive that keeps to its folder", tar(t -> file(t, name, "x")), "tar", ROOMY);
    }
  }

  @Test
  void noLinkLeavesTheFolder() throws IOException {
    for (String to : List.of("../../etc/passwd", "/etc/passwd")) {
      for (byte kind : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK}) {
        assertRefused("a link out of the folder", tar(t -> link(t, "in", to, kind)), "tar", ROOMY);
      }
    }
  }

  @Test
  void noFileIsWrittenThroughALink() throws IOException {
    byte[] tar =
        tar(
            t -> {
              file(t, "real.txt", "content");
              link(t, "copy.txt", "real.txt", TarConstants.LF_SYMLINK);
              link(t, "later", "elsewhere", TarConstants.LF_SYMLINK);
              file(t, "later/x.txt", "inside");
            });
    unpack(tar, "tar", ROOMY);
    assertEquals("content", read("copy.txt"));
    assertEquals("inside", read("later/x.txt"));
    assertFalse(Files.isSymbolicLink(folder.resolve("out/copy.txt")));
    assertFalse(Files.isSymbolicLink(folder.resolve("out/later")));
  }

  @Test
  void devicesAreRefused() throws IOException {
    assertRefused(
        "a device or a pipe", tar(t -> link(t, "fifo", "", TarConstants.LF_FIFO)), "tar", ROOMY);
  }

  @Test
  void bombsAreStopped() throws IOException {
    char[] zeros = new char[3_000_000];
    Arrays.fill(zeros, '0');
    String much = new String(zeros);
    assertRefused("at most 1000000 bytes", zip("big", much), "zip", ROOMY);
    assertRefused("at most 1000000 bytes", gzip(tar(t -> file(t, "b", much))), "tar.gz", ROOMY);
    assertRefused(
        "at most 1000000 bytes", gzip(much.getBytes(StandardCharsets.UTF_8)), "gz", ROOMY);
    assertTrue(Files.size(folder.resolve("out/big")) <= 1_000_000);
    String[] many = new String[400];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "f" + i;
      many[i + 1] = "";
    }
    assertRefused("at most 100 files", zip(many), "zip", ROOMY);
  }

  @Test
  void damagedArchivesAreSaid() throws IOException {
    byte[] zip = zip("a", "some text that is long enough to be cut somewhere");
    byte[] tar = tar(t -> file(t, "a", "x".repeat(5000)));
    byte[] gz = gzip(tar);
    assertRefused("a whole zip archive", Arrays.copyOf(zip, zip.length / 2), "zip", ROOMY);
    assertRefused("a whole tar archive", Arrays.copyOf(tar, 3000), "tar", ROOMY);
    assertRefused("a whole tar.gz archive", Arrays.copyOf(gz, gz.length - 10), "tar.gz", ROOMY);
    assertRefused("a whole tar archive", new byte[0], "tar", ROOMY);
    assertRefused("a whole gz archive", "no".getBytes(StandardCharsets.UTF_8), "gz", ROOMY);
  }

  @Test
  void aNameIsAFileOrAFolder() throws IOException {
    assertRefused("a file in the place of a folder", zip("p/x", "one", "p", "two"), "zip", ROOMY);
  }

  @Test
  void whatSystemsAddIsLeftOut() throws IOException {
    List<Archives.Unpacked> files =
        unpack(
            zip("__MACOSX/._a.jpg", "x", "a.jpg", "y", "Thumbs.db", "z", ".DS_Store", ""),
            "zip",
            ROOMY);
    assertEquals(1, files.size());
  }

  @Test
  void anArchiveOfAnEntryGoesToItsFolderOrNowhere() throws IOException {
    Bench bench = new Bench(folder.resolve("home"));
    try (FaultyServer server = new FaultyServer()) {
      byte[] good = zip("pictures/a.txt", "one");
      Entry entry = Bench.entry("x", good, "md5", "zip", server.serve("/good", good));
      Fetcher.Result result = bench.fetch(entry);
      assertEquals("one", Files.readString(result.folder().resolve("pictures/a.txt")));
      assertTrue(Verifier.verify(entry, result.folder(), FetchListener.NONE).isWhole());
      byte[] evil = zip("ok.txt", "fine", "../../evil.txt", "x");
      Entry bad = Bench.entry("y", evil, "md5", "zip", server.serve("/evil", evil));
      assertThrows(LabException.class, () -> bench.fetch(bad));
      assertEquals(List.of(), bench.finalFiles(bad));
      assertFalse(Files.exists(bench.home.resolve("weights/.y.part")), "nothing half done stays");
    }
  }
}
