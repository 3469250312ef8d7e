package io.transferlab.data.fetch;

import io.transferlab.core.LabException;
import io.transferlab.testing.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged archives and catalogues are read or named. */
@Tag("fuzz")
class MutatedDownloadsTest {
  private static final Archives.Limits LIMITS = new Archives.Limits(1000, 1 << 20);

  @TempDir Path folder;

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : new String[] {"a/", "a/b.txt", "c.bin"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.endsWith("/") ? new byte[0] : Bench.bytes(700));
      }
    }
    return out.toByteArray();
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (String name : new String[] {"a/b.txt", "c.bin"}) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(700);
        tar.putArchiveEntry(entry);
        tar.write(Bench.bytes(700));
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(content);
    }
    return out.toByteArray();
  }

  private void check(String form, byte[] whole) {
    Mutations.of(whole)
        .withName("x." + form)
        .check(
            file -> {
              Path to = folder.resolve("to");
              Fetcher.deleteTree(to);
              Files.createDirectories(to);
              try {
                Archives.unpack(file, form, "x." + form, to, LIMITS, n -> {});
              } catch (LabException e) {
                if (!e.getMessage().contains("archive")) { // of harm, the caller names the file
                  throw e;
                }
              }
            });
  }

  @Test
  void damagedArchivesAreUnpackedOrNamed() throws IOException {
    check("zip", zip());
    check("tar", tar());
    check("tar.gz", gzip(tar()));
    check("gz", gzip(Bench.bytes(900)));
  }

  @Test
  void damagedCataloguesAreReadOrNamed() throws IOException {
    byte[] whole;
    try (InputStream in = DownloadCatalogue.class.getResourceAsStream("catalogue.json")) {
      whole = in.readAllBytes();
    }
    Mutations.of(whole)
        .withName("catalogue.json")
        .check(
            file -> {
              try {
                DownloadCatalogue.parse(
                    new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
              } catch (LabException e) { // it is given a text: its caller names the file
                if (!e.getMessage().contains("catalogue")) {
                  throw e;
                }
              }
            });
  }
}
