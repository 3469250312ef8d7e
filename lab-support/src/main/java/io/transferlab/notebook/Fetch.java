package io.transferlab.notebook;

import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.FetchListener;
import io.transferlab.data.fetch.Fetcher;
import io.transferlab.data.fetch.Places;
import io.transferlab.data.fetch.ProgressLines;
import io.transferlab.data.fetch.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fetches data from a cell, with its progress below it. */
public final class Fetch {
  private Fetch() {}

  /**
   * Fetches an entry of the catalogue unless it is there.
   *
   * @param name for instance {@code mit67} or {@code glove-6b}
   * @return its folder
   * @throws io.transferlab.core.LabException if the name is unknown or the fetch fails; says what
   *     to do
   */
  public static Path of(String name) {
    return of(DownloadCatalogue.load().get(name), Places.fromEnvironment());
  }

  static Path of(Entry entry, Places places) {
    return Fetcher.of(places, Fetcher.Options.defaults(), progress()).fetch(entry).folder();
  }

  /** One text that is replaced in place; lines where there is no notebook. */
  static FetchListener progress() {
    return Notebook.isRunning() ? new Cell() : new ProgressLines(System.out::println);
  }

  private static final class Cell implements FetchListener {
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private @Nullable Live live;

    @Override
    public synchronized void at(Step step) {
      steps.put(step.entry(), step);
      String text = steps.values().stream().map(Step::text).collect(Collectors.joining("\n"));
      Showable shown = () -> Map.of("text/plain", text);
      if (live == null) {
        live = Notebook.live(shown);
      } else {
        live.update(shown);
      }
    }
  }
}
