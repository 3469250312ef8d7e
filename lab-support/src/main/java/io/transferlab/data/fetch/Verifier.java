package io.transferlab.data.fetch;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads everything again and says what is damaged. */
public final class Verifier {
  private final Transfers how;

  private Verifier(FetchListener progress) {
    this.how = Transfers.of(progress);
  }

  /**
   * What a check found.
   *
   * @param entry the entry
   * @param folder where it is
   * @param files how many files were read
   * @param bytes how many bytes they have
   * @param checked whether each file was compared with its hash; false for a folder that somebody
   *     else put there
   * @param damage one line for each file that is missing or changed
   * @param remarks what else is worth knowing
   */
  public record Report(
      Entry entry,
      Path folder,
      long files,
      long bytes,
      boolean checked,
      List<String> damage,
      List<String> remarks) {
    /**
     * Whether all is as it was fetched.
     *
     * @return false if anything is damaged
     */
    public boolean isWhole() {
      return damage.isEmpty();
    }
  }

  /**
   * Checks an entry.
   *
   * @param entry the entry
   * @param folder where it is
   * @param progress is told how it goes on
   * @return what was found
   */
  public static Report verify(Entry entry, Path folder, FetchListener progress) {
    return new Verifier(progress).check(entry, folder);
  }

  private Report check(Entry entry, Path folder) {
    List<String> damage = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Optional<Receipt> receipt = Receipt.read(folder);
    TreeSet<String> present = present(folder, damage);
    if (receipt.isEmpty()) {
      remarks.add("not fetched by this program: its files have no hashes to compare with");
      return new Report(entry, folder, present.size(), 0, false, damage, remarks);
    }
    receipt.get().sources().stream()
        .filter(s -> s.checked().contains("trusted"))
        .forEach(s -> remarks.add(s.name() + ": " + s.checked()));
    long bytes = 0;
    List<Receipt.Line> lines = Receipt.files(folder);
    Meter meter = new Meter(how, entry.name(), "files", Step.Phase.CHECKING, 0, 0);
    for (Receipt.Line line : lines) {
      if (!present.remove(line.path())) {
        damage.add(line.path() + ": missing");
        continue;
      }
      try {
        Hasher hasher = new Hasher(java.util.Set.of());
        hasher.update(folder.resolve(line.path()), meter::add);
        bytes += hasher.bytes();
        if (!hasher.sha256().equals(line.sha256())) {
          damage.add(line.path() + ": its content changed");
        }
      } catch (IOException e) {
        damage.add(line.path() + ": cannot be read (" + LabException.reason(e) + ")");
      }
    }
    meter.finish();
    if (!present.isEmpty()) {
      remarks.add(
          present.size() + " more files than were fetched, for instance " + present.first());
    }
    return new Report(entry, folder, lines.size(), bytes, true, damage, remarks);
  }

  private static TreeSet<String> present(Path folder, List<String> damage) {
    TreeSet<String> present = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder.toRealPath())) { // a link to a folder is one too
      Path real = folder.toRealPath();
      all.filter(Files::isRegularFile)
          .map(f -> real.relativize(f).toString().replace('\\', '/'))
          .filter(f -> !f.startsWith("."))
          .forEach(present::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      damage.add("the folder cannot be read (" + LabException.reason(e) + ")");
    }
    return present;
  }
}
