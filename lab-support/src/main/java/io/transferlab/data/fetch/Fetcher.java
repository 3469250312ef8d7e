package io.transferlab.data.fetch;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fetches entries of the catalogue: downloads or local archives in, a checked folder out. */
public final class Fetcher {
  private final Places places;
  private final Transfers how;
  private final Options options;
  private final ToLongFunction<Path> freeSpace;
  private final Downloader downloader;

  /**
   * How to fetch.
   *
   * @param from a folder with the files; nothing is downloaded then; null for the network
   * @param again fetch what is there already once more and replace it
   * @param keep keep downloaded archives in {@code downloads/} after unpacking
   */
  public record Options(@Nullable Path from, boolean again, boolean keep) {
    /**
     * From the network, what is missing, archives deleted.
     *
     * @return the options
     */
    public static Options defaults() {
      return new Options(null, false, false);
    }

    /**
     * Takes the files from a folder.
     *
     * @param folder where they are; null for the network
     * @return a changed copy
     */
    public Options withFrom(@Nullable Path folder) {
      return new Options(folder, again, keep);
    }

    /**
     * Fetches what is there already once more.
     *
     * @param replace whether to do so
     * @return a changed copy
     */
    public Options withAgain(boolean replace) {
      return new Options(from, replace, keep);
    }

    /**
     * Keeps downloaded archives.
     *
     * @param archives whether to do so
     * @return a changed copy
     */
    public Options withKeep(boolean archives) {
      return new Options(from, again, archives);
    }
  }

  /**
   * What a fetch did.
   *
   * @param entry the entry
   * @param folder where it is
   * @param wasThere whether nothing had to be done
   * @param trustedNow files without a published hash, whose hash was written down now
   */
  public record Result(Entry entry, Path folder, boolean wasThere, List<String> trustedNow) {}

  /**
   * What became of one of several entries.
   *
   * @param entry the entry
   * @param result what was done; null if it failed
   * @param failure why it failed; null if it did not
   */
  public record Outcome(Entry entry, @Nullable Result result, @Nullable LabException failure) {}

  Fetcher(Places places, Options options, Transfers how, ToLongFunction<Path> freeSpace) {
    this.places = places;
    this.options = options;
    this.how = how;
    this.freeSpace = freeSpace;
    this.downloader = new Downloader(how);
  }

  /**
   * A fetcher.
   *
   * @param places where data lies
   * @param options how to fetch
   * @param progress is told how it goes on
   * @return the fetcher
   */
  public static Fetcher of(Places places, Options options, FetchListener progress) {
    return new Fetcher(places, options, Transfers.of(progress), Fetcher::usable);
  }

  private static long usable(Path folder) {
    Path at = folder.toAbsolutePath();
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    try {
      return Files.getFileStore(at).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // a disk that does not tell; writing will
    }
  }

  /**
   * Fetches an entry unless it is there.
   *
   * @param entry the entry
   * @return where it is
   * @throws LabException if it could not be fetched; nothing of it is under its final name then
   */
  public Result fetch(Entry entry) {
    // What is not fetched from here cannot be fetched again.
    Optional<Path> there =
        options.again() && !entry.files().isEmpty() ? Optional.empty() : places.find(entry);
    if (there.isPresent()) {
      return new Result(entry, there.get(), true, List.of());
    }
    if (entry.files().isEmpty()) {
      throw LabException.of(
          entry.name() + " in " + places.target(entry), "nothing there", byHand(entry));
    }
    EntryLock lock = EntryLock.take(places.lock(entry.name()), entry.name(), how);
    try {
      // Another process may just have fetched it.
      there = options.again() ? Optional.empty() : places.find(entry);
      return there.isPresent()
          ? new Result(entry, there.get(), true, List.of())
          : fetchLocked(entry);
    } finally {
      lock.close();
    }
  }

  /**
   * Fetches several entries, some at the same time. One that fails does not stop the others.
   *
   * @param entries what to fetch
   * @param atOnce how many at a time, at least 1
   * @return what became of each, in the order given
   */
  public List<Outcome> fetchAll(List<Entry> entries, int atOnce) {
    ExecutorService workers = Executors.newFixedThreadPool(atOnce);
    try {
      List<Future<Outcome>> running = new ArrayList<>();
      for (Entry entry : entries) {
        running.add(workers.submit(() -> outcome(entry)));
      }
      List<Outcome> all = new ArrayList<>();
      for (Future<Outcome> one : running) {
        all.add(one.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LabException.of(
          "the fetch to end", "it was stopped", "run it again, it goes on from there", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private Outcome outcome(Entry entry) {
    try {
      return new Outcome(entry, fetch(entry), null);
    } catch (LabException e) {
      return new Outcome(entry, null, e);
    }
  }

  /**
   * What a person has to do for an entry without a free address.
   *
   * @param entry the entry
   * @return the instructions
   */
  public String byHand(Entry entry) {
    return Objects.requireNonNull(entry.byHand())
        .replace("{page}", entry.page())
        .replace("{folder}", places.target(entry).toString());
  }

  private Result fetchLocked(Entry entry) {
    requireSpace(entry);
    Path downloads = places.downloads(entry);
    Trust trust = new Trust(places);
    List<Downloader.Fetched> fetched = new ArrayList<>();
    for (RemoteFile file : entry.files()) {
      Optional<Trust.First> first = file.hasHash() ? Optional.empty() : trust.find(entry, file);
      Map<String, String> expected =
          first.map(f -> Map.of(Hasher.SHA256, f.sha256())).orElse(file.hash());
      Downloader.Job job = new Downloader.Job(entry.name(), file, expected, entry.page());
      fetched.add(
          new LocalFiles(places, options.from(), how)
              .find(job, entry, byHandOrNull(entry))
              .orElseGet(() -> downloader.get(job, downloads)));
    }
    Path target = places.target(entry);
    Path stage = target.resolveSibling("." + entry.name() + ".part");
    Stage.build(entry, fetched, downloads, stage, how);
    // Only what unpacked well is worth trusting.
    List<String> trustedNow = trust(entry, fetched, trust);
    putInPlace(stage, target);
    if (!options.keep() && entry.byHand() == null) {
      deleteTree(downloads);
    }
    how.progress().at(Step.remark(entry.name(), Step.Phase.DONE, "all there: " + target));
    return new Result(entry, target, false, trustedNow);
  }

  private List<String> trust(Entry entry, List<Downloader.Fetched> fetched, Trust trust) {
    List<String> now = new ArrayList<>();
    if (entry.hasHashes()) {
      return now;
    }
    // All entries share one record.
    EntryLock lock = EntryLock.take(places.lock("trusted-hashes"), entry.name(), how);
    try {
      for (int i = 0; i < fetched.size(); i++) {
        RemoteFile file = entry.files().get(i);
        if (!file.hasHash() && trust.find(entry, file).isEmpty()) {
          trust.record(entry, file, fetched.get(i));
          now.add(file.name() + " sha256 " + fetched.get(i).sha256());
        }
      }
    } finally {
      lock.close();
    }
    return now;
  }

  private @Nullable String byHandOrNull(Entry entry) {
    return entry.byHand() == null ? null : byHand(entry);
  }

  private static void putInPlace(Path stage, Path target) {
    try {
      Path old = target.resolveSibling("." + target.getFileName() + ".old");
      deleteTree(old);
      if (Files.exists(target)) {
        AtomicFiles.move(target, old);
      }
      AtomicFiles.move(stage, target);
      deleteTree(old);
    } catch (IOException e) {
      throw LabException.writing(target, e);
    }
  }

  private void requireSpace(Entry entry) {
    long archives = 0;
    for (RemoteFile file : entry.files()) {
      archives += options.from() == null ? Math.max(0, file.size() - here(entry, file)) : 0;
    }
    long needed = archives + entry.bytesOnDisk() + entry.bytesOnDisk() / 20;
    long free = freeSpace.applyAsLong(places.home());
    if (free < needed) {
      throw LabException.of(
          Sizes.text(needed) + " of free space for " + entry.name() + " at " + places.home(),
          Sizes.text(free),
          "free some, or choose another disk with LAB_DATA or --to FOLDER");
    }
  }

  /** Bytes of a file that an earlier run fetched, all of them or some. */
  private long here(Entry entry, RemoteFile file) {
    Path folder = places.downloads(entry);
    try {
      return Files.size(folder.resolve(file.name()));
    } catch (IOException e) {
      return new Part(folder, new Downloader.Job("", file, Map.of(), "")).size();
    }
  }

  static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw LabException.writing(folder, e, "delete it by hand and run the command again");
    }
  }
}
