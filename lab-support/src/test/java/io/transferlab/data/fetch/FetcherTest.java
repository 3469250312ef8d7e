package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.fetch.FaultyServer.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers do, and what must come of it: the right file or one clear error. */
class FetcherTest {
  private static final byte[] CONTENT = Bench.bytes(200_000);
  private static final byte[] PAGE =
      "<!DOCTYPE html><title>Sign in</title>".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private FaultyServer server;
  private Bench bench;

  @BeforeEach
  void start() throws IOException {
    server = new FaultyServer();
    bench = new Bench(folder.resolve("home"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Entry hashed(Reply... script) {
    return Bench.entry("x", CONTENT, "md5", null, server.serve("/f", CONTENT, script));
  }

  private void assertFetched(Entry entry) throws IOException {
    Fetcher.Result result = bench.fetch(entry);
    assertFalse(result.wasThere());
    assertArrayEquals(CONTENT, Files.readAllBytes(result.folder().resolve("file.bin")));
    assertFalse(Files.exists(bench.places().downloads(entry)), "nothing is left behind");
    assertTrue(Verifier.verify(entry, result.folder(), FetchListener.NONE).isWhole());
  }

  private String assertFails(Entry entry, String... parts) throws IOException {
    LabException e = assertThrows(LabException.class, () -> bench.fetch(entry));
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
    assertEquals(List.of(), bench.finalFiles(entry), "nothing under a final name");
    return e.getMessage();
  }

  @Test
  void fetchesOnceAndThenSaysThatItIsThere() throws IOException {
    Entry entry = hashed();
    assertFetched(entry);
    assertTrue(bench.fetch(entry).wasThere());
    assertEquals(List.of("/f"), server.requests());
    assertEquals(Step.Phase.DONE, bench.steps.get(bench.steps.size() - 1).phase());
  }

  @Test
  void goesOnWhereTheLineDropped() throws IOException {
    assertFetched(
        hashed(FaultyServer.cutAfter(50_000), FaultyServer.cutAfter(70_000), FaultyServer.whole()));
    assertEquals(List.of("/f", "/f bytes=50000-", "/f bytes=120000-"), server.requests());
  }

  @Test
  void beginsAnewWhereTheServerKnowsNoParts() throws IOException {
    assertFetched(
        hashed(FaultyServer.withoutRange(50_000), FaultyServer.withoutRange(CONTENT.length)));
    assertEquals(List.of("/f", "/f bytes=50000-"), server.requests());
  }

  @Test
  void aLineThatAlwaysDropsIsNoReasonToGiveUpWhileItGainsBytes() throws IOException {
    assertFetched(hashed(FaultyServer.cutAfter(20_000)));
    assertEquals(10, server.requests().size());
  }

  @Test
  void aServerThatAlwaysCutsAtTheSamePlaceIsGivenUp() throws IOException {
    String message = assertFails(hashed(FaultyServer.withoutRange(50_000)), "the line dropped");
    assertTrue(message.contains("it goes on from the 50 kB here"), message);
    assertTrue(message.contains("--from FOLDER"), message);
  }

  @Test
  void tooShortTooLongOrEmptyIsNotTheFile() throws IOException {
    assertFails(hashed(FaultyServer.chunked(1000)), "cut after 1000 of 200000 bytes");
    server.serve("/long", new byte[0], FaultyServer.instead("x/y", Bench.bytes(200_001)));
    Entry tooLong = Bench.entry("y", CONTENT, "md5", null, server.url("/long"));
    assertFails(tooLong, "offers 200001 bytes, not 200000");
    server.serve("/longer", Bench.bytes(200_001), FaultyServer.chunked(200_001));
    Entry longer = Bench.entry("w", CONTENT, "md5", null, server.url("/longer"));
    assertFails(longer, "more than 200000 bytes");
    server.serve("/empty", new byte[0], FaultyServer.chunked(0));
    assertFails(Bench.entry("z", CONTENT, null, null, server.url("/empty")), "an empty file");
  }

  @Test
  void refusalsAreNotTriedAgain() throws IOException {
    for (int status : new int[] {403, 404, 410}) {
      String path = "/" + status;
      server.serve(path, CONTENT, FaultyServer.status(status));
      assertFails(Bench.entry("e" + status, CONTENT, "md5", null, server.url(path)), "" + status);
    }
    assertEquals(List.of("/403", "/404", "/410"), server.requests());
    assertEquals(List.of(), bench.pauses);
  }

  @Test
  void aBusyServerIsAskedAgainLaterAndLater() throws IOException {
    assertFetched(
        hashed(
            FaultyServer.status(503),
            FaultyServer.status(429, "Retry-After", "7"),
            FaultyServer.whole()));
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(7)), bench.pauses);
    assertEquals(Duration.ofSeconds(30), Transfers.backOff(9));
  }

  @Test
  void aServerThatStaysBusyIsGivenUpAfterSomeAttempts() throws IOException {
    assertFails(hashed(FaultyServer.status(503)), "status 503", "try again later");
    assertEquals(3, server.requests().size());
  }

  @Test
  void redirectsAreFollowed() throws IOException {
    String end = server.serve("/end", CONTENT);
    assertFetched(hashed(FaultyServer.status(302, "Location", end)));
    Entry circle =
        Bench.entry(
            "c",
            CONTENT,
            "md5",
            null,
            server.serve("/c", CONTENT, FaultyServer.status(302, "Location", server.url("/c"))));
    assertFails(circle, "c:");
  }

  @Test
  void aWebPageIsNotTheFile() throws IOException {
    assertFails(hashed(FaultyServer.instead("text/html; charset=utf-8", PAGE)), "a web page came");
    server.serve("/bin", CONTENT, FaultyServer.instead("application/octet-stream", PAGE));
    assertFails(Bench.entry("y", CONTENT, null, null, server.url("/bin")), "a web page came");
    assertEquals(List.of("/f", "/bin"), server.requests());
  }

  @Test
  void aSilentServerIsLeftAfterAWhile() throws IOException {
    bench.stall = Duration.ofMillis(100);
    CountDownLatch never = new CountDownLatch(1);
    assertFetched(hashed(FaultyServer.silentAfter(50_000, never), FaultyServer.whole()));
    assertEquals("/f bytes=50000-", server.requests().get(1));
    never.countDown();
  }

  @Test
  void aWrongHashIsNeverKept() throws IOException {
    byte[] wrong = Bench.bytes(200_000);
    wrong[1234] ^= 1;
    Entry entry = hashed(FaultyServer.instead("x/y", wrong));
    assertFails(entry, "its md5 is", "not ");
    assertFalse(Files.exists(bench.places().downloads(entry).resolve("file.bin")));
    assertFalse(Files.exists(bench.places().downloads(entry).resolve("file.bin.part")));
    assertEquals(1, server.requests().size());
  }

  @Test
  void aWrongBeginningIsFetchedAnew() throws IOException {
    Entry entry = hashed();
    Path part = bench.places().downloads(entry).resolve("file.bin.part");
    Files.createDirectories(part.getParent());
    Files.write(part, new byte[777]);
    assertFetched(entry);
    assertEquals(List.of("/f bytes=777-", "/f"), server.requests());
  }

  @Test
  void whatIsWholeAlreadyIsOnlyChecked() throws IOException {
    Entry entry = hashed();
    Path part = bench.places().downloads(entry).resolve("file.bin.part");
    Files.createDirectories(part.getParent());
    Files.write(part, CONTENT);
    assertFetched(entry);
    assertEquals(List.of(), server.requests());
  }

  @Test
  void theNextMirrorIsAskedWhenOneIsDownOrWrong() throws IOException {
    String down = "http://localhost:1/f";
    String gone = server.serve("/gone", CONTENT, FaultyServer.status(404));
    String wrong = server.serve("/wrong", CONTENT, FaultyServer.instead("x/y", new byte[200_000]));
    String good = server.serve("/good", CONTENT);
    assertFetched(Bench.entry("x", CONTENT, "sha1", null, down, gone, wrong, good));
    assertEquals(List.of("/gone", "/wrong", "/good"), server.requests());
    assertEquals(1, bench.pauses.size(), "a dead host is tried twice where there is another");
  }

  @Test
  void allMirrorsDownIsOneMessageThatNamesThemAll() throws IOException {
    assertFails(
        Bench.entry("x", CONTENT, "md5", null, "http://localhost:1/a", "http://localhost:1/b"),
        "one of its 2 addresses",
        "localhost:1/a: no connection",
        "localhost:1/b: no connection");
  }

  @Test
  void anotherVersionIsNotAddedToTheBeginningOfTheFirst() throws IOException {
    byte[] second = Bench.bytes(150_000);
    String url =
        server.serve(
            "/f",
            CONTENT,
            FaultyServer.cutAfter(50_000),
            (exchange, c) -> FaultyServer.whole().to(exchange, second));
    Entry entry = Bench.entry("x", CONTENT, null, null, url);
    Fetcher.Result result = bench.fetch(entry);
    assertArrayEquals(second, Files.readAllBytes(result.folder().resolve("file.bin")));
  }

  @Test
  void withoutAPublishedHashTheFirstOneIsTrustedAndRecorded() throws IOException {
    byte[] other = Bench.bytes(1000);
    String url =
        server.serve("/f", CONTENT, FaultyServer.whole(), FaultyServer.instead("x/y", other));
    Entry entry = Bench.entry("x", CONTENT, null, null, url);
    Fetcher.Result result = bench.fetch(entry);
    assertEquals(1, result.trustedNow().size());
    Verifier.Report report = Verifier.verify(entry, result.folder(), FetchListener.NONE);
    assertTrue(report.remarks().get(0).contains("trusted on first use"), report.toString());
    Fetcher again = bench.fetcher(Fetcher.Options.defaults().withAgain(true));
    LabException e = assertThrows(LabException.class, () -> again.fetch(entry));
    assertTrue(e.getMessage().contains("its sha256 is"), e.getMessage());
    assertArrayEquals(CONTENT, Files.readAllBytes(result.folder().resolve("file.bin")));
  }

  @Test
  void withoutTlsOrHashNothingIsFetched() {
    Entry entry = Bench.entry("x", CONTENT, null, null, "http://example.org/f");
    LabException e = assertThrows(LabException.class, () -> bench.fetch(entry));
    assertTrue(e.getMessage().contains("an https: address, or a hash"), e.getMessage());
  }

  @Test
  void theClassroomsMirrorIsAskedFirst() throws IOException {
    bench.environment.put("LAB_MIRROR", server.url("/cache/"));
    server.serve("/cache/example.org/some/f", CONTENT);
    assertFetched(Bench.entry("x", CONTENT, "md5", null, "https://example.org/some/f"));
    assertEquals(List.of("/cache/example.org/some/f"), server.requests());
  }

  @Test
  void theMirrorMayBeAFolder() throws IOException {
    Path cached = folder.resolve("cache/example.org/f");
    Files.createDirectories(cached.getParent());
    Files.write(cached, CONTENT);
    bench.environment.put("LAB_MIRROR", folder.resolve("cache").toUri().toString());
    assertFetched(Bench.entry("x", CONTENT, "md5", null, "https://example.org/f"));
  }

  @Test
  void aMachineWithoutANetworkTakesFilesFromAFolder() throws IOException {
    Entry entry = hashed();
    Path stick = Files.createDirectories(folder.resolve("stick"));
    Fetcher fetcher = bench.fetcher(Fetcher.Options.defaults().withFrom(stick));
    LabException e = assertThrows(LabException.class, () -> fetcher.fetch(entry));
    assertTrue(e.getMessage().contains("file.bin of x in " + stick), e.getMessage());
    Files.write(stick.resolve("file.bin"), new byte[3]);
    e = assertThrows(LabException.class, () -> fetcher.fetch(entry));
    assertTrue(e.getMessage().contains("3 bytes, not 200000"), e.getMessage());
    Files.write(stick.resolve("file.bin"), CONTENT);
    assertFalse(fetcher.fetch(entry).wasThere());
    assertTrue(Files.exists(stick.resolve("file.bin")), "what was brought stays");
    assertEquals(List.of(), server.requests());
  }

  @Test
  void tooLittleSpaceIsSaidBeforeAnythingIsFetched() throws IOException {
    bench.free.set(300_000);
    assertFails(hashed(), "410 kB of free space", "300 kB");
    assertEquals(List.of(), server.requests());
  }

  @Test
  void sharedFoldersComeFirstAndAreNotWrittenTo() throws IOException {
    Entry entry = hashed();
    Path shared = Files.createDirectories(folder.resolve("shared/weights/x"));
    Files.write(shared.resolve("file.bin"), CONTENT);
    bench.sharedPath = folder.resolve("nowhere") + ":" + folder.resolve("shared");
    Fetcher.Result result = bench.fetch(entry);
    assertTrue(result.wasThere());
    assertEquals(shared, result.folder());
    assertTrue(bench.places().isShared(result.folder()));
    assertEquals(List.of(), server.requests());
    assertFalse(Files.exists(bench.home), "nothing is copied");
    Verifier.Report report = Verifier.verify(entry, shared, FetchListener.NONE);
    assertFalse(report.checked());
  }

  @Test
  void verifyNamesWhatIsDamaged() throws IOException {
    Entry entry = hashed();
    Path file = bench.fetch(entry).folder().resolve("file.bin");
    byte[] changed = CONTENT.clone();
    changed[7] ^= 1;
    Files.write(file, changed);
    Verifier.Report report = Verifier.verify(entry, file.getParent(), FetchListener.NONE);
    assertEquals(List.of("file.bin: its content changed"), report.damage());
    Files.delete(file);
    report = Verifier.verify(entry, file.getParent(), FetchListener.NONE);
    assertEquals(List.of("file.bin: missing"), report.damage());
    assertFalse(bench.fetcher(Fetcher.Options.defaults().withAgain(true)).fetch(entry).wasThere());
    assertTrue(Verifier.verify(entry, file.getParent(), FetchListener.NONE).isWhole());
  }

  @Test
  void severalEntriesAtOnceAndOneThatFailsStopsNoOther() throws IOException {
    Entry good = hashed();
    String gone = server.serve("/gone", CONTENT, FaultyServer.status(404));
    Entry bad = Bench.entry("bad", CONTENT, null, null, gone);
    Entry open = Bench.entry("open", CONTENT, null, null, server.serve("/open", CONTENT));
    Entry other = Bench.entry("other", CONTENT, null, null, server.serve("/other", CONTENT));
    List<Fetcher.Outcome> all =
        bench.fetcher(Fetcher.Options.defaults()).fetchAll(List.of(good, bad, open, other), 3);
    assertEquals(
        List.of(true, false, true, true), all.stream().map(o -> o.failure() == null).toList());
    String trusted = Files.readString(bench.home.resolve(Trust.FILE));
    assertTrue(trusted.contains("open/file.bin") && trusted.contains("other/file.bin"), trusted);
  }

  @Test
  void twoThreadsFetchTheSameEntryOnce() throws IOException {
    Entry entry = hashed();
    List<Fetcher.Outcome> both =
        bench.fetcher(Fetcher.Options.defaults()).fetchAll(List.of(entry, entry), 2);
    assertEquals(1, both.stream().filter(o -> o.result().wasThere()).count());
    assertEquals(List.of("/f"), server.requests());
  }

  @Test
  void progressTellsSpeedAndTimeLeft() {
    Step step =
        new Step("mit67", Step.Phase.DOWNLOADING, "a.tar", 984_000_000, 2_400_000_000L, 5.2e6);
    assertEquals("mit67: a.tar 41 %, 984 MB of 2.4 GB, 5.2 MB/s, 4 min 32 s left", step.text());
  }
}
