package io.transferlab.data.fetch;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.data.fetch.TransferException.Then;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Gets one file under its final name whole and right, or not at all: goes on where an earlier
 * attempt ended, tries again what may get better, turns to the next address where it will not.
 */
final class Downloader {
  static final String PAGE = "a web page came in place of the file (a login, or an error)";

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Transfers how;
  private final Http http;

  /**
   * What to get.
   *
   * @param entry the name of the entry it belongs to
   * @param file the file
   * @param expected hashes that it must have; empty if none is known
   * @param page where a person finds it
   */
  record Job(String entry, RemoteFile file, Map<String, String> expected, String page) {}

  /**
   * A file that came whole.
   *
   * @param path where it is
   * @param from where it came from
   * @param hashes its hashes, SHA-256 among them
   * @param bytes its size
   */
  record Fetched(Path path, String from, Map<String, String> hashes, long bytes) {
    String sha256() {
      return Objects.requireNonNull(hashes.get(Hasher.SHA256));
    }
  }

  Downloader(Transfers how) {
    this.how = how;
    this.http = new Http(how);
  }

  /**
   * Gets a file.
   *
   * @param job the file
   * @param folder where it goes, under its own name
   * @return where it is
   * @throws LabException if no address gave it; what came so far stays for the next time
   */
  Fetched get(Job job, Path folder) {
    Addresses all = Addresses.of(job.file(), how.environment(), !job.expected().isEmpty());
    List<URI> addresses = all.uris();
    for (String problem : all.problems()) {
      how.progress().at(Step.remark(job.entry(), Step.Phase.WAITING, problem));
    }
    if (addresses.isEmpty()) {
      throw LabException.of(
          "an https: address, or a hash, for " + job.file().name(),
          "neither",
          "fetch it by hand from " + job.page() + " and use --from FOLDER");
    }
    Part part = new Part(folder, job);
    List<String> reasons = new ArrayList<>(all.problems());
    for (int i = 0; i < addresses.size(); i++) {
      Optional<Fetched> fetched =
          tryAddress(job, part, addresses.get(i), i + 1 < addresses.size(), reasons);
      if (fetched.isPresent()) {
        return fetched.get();
      }
    }
    throw LabException.of(
        job.file().name() + " of " + job.entry() + " from " + places(addresses.size()),
        String.join("; ", reasons),
        next(job, part));
  }

  private static String places(int n) {
    return n == 1 ? "its address" : "one of its " + n + " addresses";
  }

  private static String next(Job job, Part part) {
    long here = part.size();
    return (here > 0
            ? "run the same command again, it goes on from the " + Sizes.text(here) + " here"
            : "try again later")
        + "; or fetch the file by hand ("
        + job.page()
        + ") and run `environment/lab data fetch "
        + job.entry()
        + " --from FOLDER`";
  }

  private Optional<Fetched> tryAddress(
      Job job, Part part, URI uri, boolean haveOther, List<String> reasons) {
    long furthest = part.size();
    for (int failures = 1; ; failures++) {
      try {
        return Optional.of(attempt(job, part, uri));
      } catch (TransferException e) {
        if (e.then() == Then.STOP) {
          throw LabException.of(
              "to write " + part.path(),
              String.valueOf(e.getMessage()),
              "free some space and run it again",
              e);
        }
        long size = part.size();
        if (size > furthest) {
          furthest = size;
          failures = 1; // a line that drops now and then is no reason to give up
        }
        boolean dead = e.getCause() instanceof java.net.ConnectException && haveOther;
        if (e.then() == Then.NEXT_ADDRESS || failures >= (dead ? 2 : how.attempts())) {
          reasons.add(uri + ": " + e.getMessage());
          return Optional.empty();
        }
        pause(job, e, failures);
      } catch (InterruptedException e) {
        throw stopped(job);
      }
    }
  }

  private void pause(Job job, TransferException e, int failures) {
    Duration asked = e.serverWait();
    Duration wait = Transfers.backOff(failures);
    if (asked != null && asked.compareTo(wait) > 0) {
      wait = asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT;
    }
    how.progress()
        .at(
            Step.remark(
                job.entry(),
                Step.Phase.WAITING,
                e.getMessage() + "; trying again in " + wait.toSeconds() + " s"));
    try {
      how.pause().of(wait);
    } catch (InterruptedException interrupted) {
      throw stopped(job);
    }
  }

  private static LabException stopped(Job job) {
    Thread.currentThread().interrupt();
    return LabException.of(
        "the fetch of " + job.entry() + " to end",
        "it was stopped",
        "run the same command again, it goes on from there");
  }

  private Fetched attempt(Job job, Part part, URI uri)
      throws TransferException, InterruptedException {
    boolean resumed = part.canGoOn(uri);
    try {
      if (!(resumed && part.isComplete())) {
        resumed = receive(job, part, uri, resumed);
      }
      return finish(job, part, uri);
    } catch (WrongContentException e) {
      part.delete();
      // The beginning may be to blame; a fresh file from the same address may be right.
      Then then = resumed ? Then.AGAIN : Then.NEXT_ADDRESS;
      throw new TransferException(then, String.valueOf(e.getMessage()), e);
    } catch (TransferException e) {
      throw e;
    } catch (IOException e) {
      throw new TransferException(Then.AGAIN, describe(e), e);
    }
  }

  private static String describe(IOException e) {
    return "the line dropped (" + LabException.reason(e) + ")";
  }

  /** Whether the bytes were added to those that were there. */
  private boolean receive(Job job, Part part, URI uri, boolean goOn)
      throws IOException, InterruptedException {
    if ("file".equals(uri.getScheme())) {
      part.copy(uri, meter(job, 0, job.file().size()));
      return false;
    }
    long from = goOn ? part.size() : 0;
    try (Http.Answer answer = http.open(uri, from, goOn ? part.validator(uri) : null)) {
      if (answer.isPage() && !job.file().name().endsWith(".html")) {
        throw new TransferException(Then.NEXT_ADDRESS, PAGE, null);
      }
      Long exact = job.file().bytes();
      if (exact != null && answer.total() >= 0 && answer.total() != exact) {
        throw new TransferException(
            Then.NEXT_ADDRESS, "it offers " + answer.total() + " bytes, not " + exact, null);
      }
      long total = answer.total() >= 0 ? answer.total() : exact != null ? exact : -1;
      Meter meter = meter(job, answer.offset(), total >= 0 ? total : job.file().size());
      part.append(answer, uri, total, meter);
      return answer.offset() > 0;
    } catch (Http.NothingMore e) {
      if (e.total() != part.size()) {
        throw new WrongContentException(String.valueOf(e.getMessage()));
      }
      return true;
    }
  }

  private Meter meter(Job job, long done, long total) {
    return new Meter(how, job.entry(), job.file().name(), Step.Phase.DOWNLOADING, done, total);
  }

  private Fetched finish(Job job, Part part, URI uri) throws IOException {
    Map<String, String> hashes = part.hashes();
    Long exact = job.file().bytes();
    if (exact != null && part.size() != exact) {
      throw new WrongContentException("it sent " + part.size() + " bytes, not " + exact);
    }
    Optional<String> difference = Hasher.difference(job.expected(), hashes);
    if (difference.isPresent()) {
      throw new WrongContentException(difference.get());
    }
    long bytes = part.size();
    Path target = part.path().resolveSibling(job.file().name());
    AtomicFiles.move(part.path(), target);
    part.delete();
    if (Files.size(target) != bytes) { // a disk that lies
      Files.delete(target);
      throw new IOException("the file changed while it was moved");
    }
    return new Fetched(target, uri.toString(), hashes, bytes);
  }
}
