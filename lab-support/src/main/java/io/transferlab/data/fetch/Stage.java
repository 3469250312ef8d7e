package io.transferlab.data.fetch;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Puts an entry together in a temporary folder beside its final one. */
final class Stage {
  private Stage() {}

  static void build(
      Entry entry, List<Downloader.Fetched> fetched, Path downloads, Path stage, Transfers how) {
    Fetcher.deleteTree(stage); // of a process that was killed
    boolean whole = false;
    try {
      Files.createDirectories(stage);
      List<Archives.Unpacked> files = new ArrayList<>();
      List<Receipt.Source> sources = new ArrayList<>();
      for (int i = 0; i < fetched.size(); i++) {
        RemoteFile file = entry.files().get(i);
        if (file.unpack() == null) {
          files.add(place(file, fetched.get(i), downloads, stage));
        } else {
          files.addAll(unpack(entry, file, fetched.get(i), stage, how));
        }
        sources.add(source(file, fetched.get(i)));
      }
      new Receipt(entry.name(), entry.licence(), entry.researchOnly(), sources).write(stage, files);
      whole = true;
    } catch (IOException e) {
      throw LabException.writing(stage, e);
    } finally {
      if (!whole) {
        Fetcher.deleteTree(stage);
      }
    }
  }

  private static Receipt.Source source(RemoteFile file, Downloader.Fetched fetched) {
    String checked =
        file.hasHash()
            ? "published " + String.join(", ", file.hash().keySet())
            : "no hash is published; trusted on first use";
    return new Receipt.Source(
        file.name(), fetched.from(), fetched.bytes(), fetched.sha256(), checked);
  }

  private static Path folder(RemoteFile file, Path stage) throws IOException {
    return Files.createDirectories(file.into() == null ? stage : stage.resolve(file.into()));
  }

  private static Archives.Unpacked place(
      RemoteFile file, Downloader.Fetched fetched, Path downloads, Path stage) throws IOException {
    Path to = folder(file, stage).resolve(file.name());
    // A link costs no space; the other name of what we downloaded goes away afterwards.
    if (!fetched.path().startsWith(downloads) || !link(fetched.path(), to)) {
      Files.copy(fetched.path(), to);
    }
    return new Archives.Unpacked(to, fetched.bytes(), fetched.sha256());
  }

  private static boolean link(Path from, Path to) {
    try {
      Files.createLink(to, from);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false; // this disk has no links
    }
  }

  private static List<Archives.Unpacked> unpack(
      Entry entry, RemoteFile file, Downloader.Fetched fetched, Path stage, Transfers how)
      throws IOException {
    Path folder = folder(file, stage);
    Archives.Limits limits = Archives.Limits.of(entry, fetched.bytes());
    Meter meter = new Meter(how, entry.name(), file.name(), Step.Phase.UNPACKING, 0, 0);
    List<Archives.Unpacked> out =
        new ArrayList<>(
            Archives.unpack(
                fetched.path(),
                Objects.requireNonNull(file.unpack()),
                file.name(),
                folder,
                limits,
                meter::add));
    if (file.inner() != null) {
      Path inner = folder.resolve(file.inner()).toAbsolutePath().normalize();
      String name = String.valueOf(inner.getFileName());
      String form = name.endsWith(".zip") ? "zip" : name.endsWith(".tar") ? "tar" : "tar.gz";
      out.removeIf(u -> u.path().equals(inner));
      out.addAll(
          Archives.unpack(
              inner, form, name, Objects.requireNonNull(inner.getParent()), limits, meter::add));
      Files.delete(inner);
    }
    meter.finish();
    return out;
  }
}
