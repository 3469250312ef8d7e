package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue's WordNet, from a server of our own with a small archive in its place. */
class WordNetEntryTest {
  private static final Entry PUBLISHED = DownloadCatalogue.load().get("WordNet");

  @TempDir Path folder;
  private FaultyServer server;
  private Bench bench;

  @BeforeEach
  void start() throws IOException {
    server = new FaultyServer();
    bench = new Bench(folder.resolve("home"));
    bench.environment.put("LAB_MIRROR", server.url("/cache/"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      for (String name : List.of("WordNet-3.0/COPYING", "WordNet-3.0/dict/data.noun")) {
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** The same, as if this were the published archive, and no package had it. */
  private static Entry small(byte[] archive) {
    RemoteFile file = PUBLISHED.files().get(0);
    RemoteFile other =
        new RemoteFile(
            file.name(),
            file.urls(),
            (long) archive.length,
            null,
            Map.of("sha256", Sha256.of(archive)),
            file.hashFrom(),
            file.unpack(),
            file.into(),
            file.inner());
    return new Entry(
        PUBLISHED.name(),
        PUBLISHED.aliases(),
        PUBLISHED.kind(),
        PUBLISHED.title(),
        PUBLISHED.page(),
        PUBLISHED.licence(),
        PUBLISHED.researchOnly(),
        null,
        null,
        List.of(other),
        PUBLISHED.unpacked(),
        null,
        null,
        null);
  }

  private void serve(byte[] content) {
    URI uri = URI.create(PUBLISHED.files().get(0).urls().get(0));
    server.serve("/cache/" + uri.getHost() + uri.getPath(), content);
  }

  @Test
  void itIsUnpackedWhereItIsLookedFor() throws IOException {
    byte[] archive = archive();
    serve(archive);
    Fetcher.Result result = bench.fetch(small(archive));
    assertTrue(result.folder().endsWith("texts/wordnet"), result.folder().toString());
    assertTrue(Files.exists(result.folder().resolve("WordNet-3.0/dict/data.noun")));
    assertEquals(List.of(), result.trustedNow());
  }

  @Test
  void anotherArchiveIsNotKept() throws IOException {
    byte[] archive = archive();
    byte[] other = archive.clone();
    other[other.length / 2] ^= 1;
    serve(other);
    Entry entry = small(archive);
    assertThrows(LabException.class, () -> bench.fetch(entry));
    assertEquals(List.of(), bench.finalFiles(entry));
    assertFalse(Files.exists(bench.places().target(entry)));
  }
}
