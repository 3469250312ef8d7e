package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue's networks of ONNX, from a server of our own with small files in their place. */
class OnnxEntriesTest {
  private static final byte[] CONTENT = Bench.bytes(3_000);

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

  private static List<Entry> entries() {
    List<Entry> all =
        DownloadCatalogue.load().entries().stream()
            .filter(e -> !e.files().isEmpty() && network(e).name().endsWith(".onnx"))
            .toList();
    assertEquals(10, all.size());
    return all;
  }

  private static RemoteFile network(Entry entry) {
    return entry.files().get(0);
  }

  private void serve(RemoteFile file, byte[] content) {
    for (String url : file.urls()) {
      URI uri = URI.create(url);
      server.serve("/cache/" + uri.getHost() + uri.getPath(), content);
    }
  }

  /** The same, as if the small files were the published ones. */
  private static Entry small(Entry entry) {
    List<RemoteFile> files =
        entry.files().stream()
            .map(
                f ->
                    new RemoteFile(
                        f.name(),
                        f.urls(),
                        f.hasHash() ? Long.valueOf(CONTENT.length) : null,
                        f.about(),
                        f.hasHash() ? Map.of("sha256", Sha256.of(CONTENT)) : Map.of(),
                        f.hashFrom(),
                        f.unpack(),
                        f.into(),
                        f.inner()))
            .toList();
    return new Entry(
        entry.name(),
        entry.aliases(),
        entry.kind(),
        entry.title(),
        entry.page(),
        entry.licence(),
        entry.researchOnly(),
        entry.pictures(),
        entry.classes(),
        files,
        entry.unpacked(),
        entry.byHand(),
        entry.installed(),
        entry.split());
  }

  @Test
  void whatIsServedIsFetched() throws IOException {
    for (Entry entry : entries()) {
      entry.files().forEach(f -> serve(f, CONTENT));
      Fetcher.Result result = bench.fetch(small(entry));
      for (RemoteFile file : entry.files()) {
        assertArrayEquals(CONTENT, Files.readAllBytes(result.folder().resolve(file.name())));
      }
      assertEquals(
          entry.files().stream().filter(f -> !f.hasHash()).map(RemoteFile::name).toList(),
          result.trustedNow().stream().map(t -> t.replaceAll(" .*", "")).toList(),
          entry.name());
    }
  }

  @Test
  void anotherFileThanThePublishedOneIsNotKept() throws IOException {
    for (Entry entry : entries()) {
      if (!network(entry).hasHash()) {
        continue;
      }
      entry.files().forEach(f -> serve(f, CONTENT));
      LabException e = assertThrows(LabException.class, () -> bench.fetch(entry), entry.name());
      assertTrue(e.getMessage().contains("3000 bytes"), e.getMessage());
      assertEquals(List.of(), bench.finalFiles(entry));
    }
  }

  /** A hash holds the content; without one a pinned revision would be all there is. */
  @Test
  void whatIsNotHeldByAHashIsNamedHere() {
    assertEquals(
        List.of("convnext-tiny-imagenet", "vit-b16-imagenet", "minilm-fp32", "bge-small-en"),
        entries().stream().filter(e -> !network(e).hasHash()).map(Entry::name).toList());
    assertEquals(
        List.of(
            "efficientnet-lite4-imagenet",
            "convnext-tiny-imagenet",
            "vit-b16-imagenet",
            "minilm-fp32",
            "bge-small-en"),
        entries().stream()
            .filter(e -> !network(e).urls().get(0).matches(".*/[0-9a-f]{40}/.*"))
            .map(Entry::name)
            .toList());
  }
}
