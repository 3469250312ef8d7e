package io.transferlab.data.fetch;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files that are on this machine already: brought on a stick, or fetched by an earlier run. */
final class LocalFiles {
  private final Places places;
  private final @Nullable Path from;
  private final Transfers how;

  LocalFiles(Places places, @Nullable Path from, Transfers how) {
    this.places = places;
    this.from = from;
    this.how = how;
  }

  /**
   * Finds and checks a file.
   *
   * @param byHand what a person has to do for it, or null if it can be downloaded
   * @return nothing if it has to be downloaded
   * @throws LabException if {@code --from} was given and the file is not there, or it is wrong
   */
  Optional<Downloader.Fetched> find(Downloader.Job job, Entry entry, @Nullable String byHand) {
    List<Path> candidates = new ArrayList<>();
    if (from == null) {
      candidates.add(places.downloads(entry).resolve(job.file().name()));
    } else {
      candidates.add(from.resolve(job.file().name()));
      candidates.add(from.resolve(entry.name()).resolve(job.file().name()));
      for (String url : job.file().urls()) {
        URI uri = URI.create(url);
        candidates.add(from.resolve(uri.getHost() + uri.getPath()));
      }
    }
    Optional<Path> found = candidates.stream().filter(Files::isRegularFile).findFirst();
    if (found.isPresent()) {
      return check(job, found.get());
    }
    if (from != null) {
      throw LabException.of(
          job.file().name() + " of " + entry.name() + " in " + from,
          "nothing of that name",
          byHand != null ? byHand : "put it there; it can be had from " + entry.page());
    }
    if (byHand != null && job.file().urls().isEmpty()) {
      throw LabException.of(job.file().name() + " of " + entry.name(), "no free address", byHand);
    }
    return Optional.empty();
  }

  private Optional<Downloader.Fetched> check(Downloader.Job job, Path file) {
    Map<String, String> hashes;
    long bytes;
    try {
      Meter meter =
          new Meter(how, job.entry(), job.file().name(), Step.Phase.CHECKING, 0, Files.size(file));
      Hasher hasher = new Hasher(job.expected().keySet());
      hasher.update(file, meter::add);
      meter.finish();
      hashes = hasher.digits();
      bytes = hasher.bytes();
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
    Long exact = job.file().bytes();
    Optional<String> wrong =
        exact != null && bytes != exact
            ? Optional.of("it has " + bytes + " bytes, not " + exact)
            : Hasher.difference(job.expected(), hashes);
    if (wrong.isEmpty()) {
      return Optional.of(new Downloader.Fetched(file, file.toUri().toString(), hashes, bytes));
    }
    if (from == null) {
      return Optional.empty(); // not ours to explain: it is fetched again over it
    }
    throw LabException.of(
        "the right " + job.file().name() + " of " + job.entry() + " at " + file,
        wrong.get(),
        "bring the file again from " + job.page());
  }
}
