package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.core.Terminal;
import io.transferlab.data.FetchedSets;
import io.transferlab.data.Targets;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.FetchListener;
import io.transferlab.data.fetch.Fetcher;
import io.transferlab.data.fetch.Kind;
import io.transferlab.data.fetch.Places;
import io.transferlab.data.fetch.ProgressLines;
import io.transferlab.data.fetch.Verifier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab data ...}: what there is, getting it, checking it. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | fetch | verify)",
    description = "Data sets, weights and word vectors: what there is, getting it, checking it.")
final class DataCommand {
  private static final int AT_ONCE = 3;
  private static final int DAMAGE_LINES = 20;
  private static final int DRAWN_SIZE = 64;

  @Spec private CommandSpec spec;

  private DataCommand() {}

  /** Lists everything. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "What can be fetched, what is here, what it costs, what it may be used for.")
  int list(@Option(names = "--json", description = "one JSON object") boolean json) {
    Places places = Places.fromEnvironment();
    DataTable table = DataTable.of(DownloadCatalogue.load(), Places.fromEnvironment());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      print(table.rows(), true);
    } else {
      table.print(out);
      out.flush();
    }
    return 0;
  }

  /** Fetches. */
  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description =
          "Fetches, checks and unpacks; what is there already is not fetched again. "
              + "Drawn sets (sketch-...) are written as PNG folders train, validation and "
              + "test, with --to.")
  int fetch(
      @Parameters(paramLabel = "NAME", arity = "0..*", description = "names of `data list`")
          List<String> names,
      @Option(names = "--all", description = "everything that has an address") boolean all,
      @Option(names = "--to", paramLabel = "DIR", description = "into DIR/NAME, not LAB_DATA")
          Path to,
      @Option(
              names = "--from",
              paramLabel = "DIR",
              description = "take the files from DIR; nothing is downloaded")
          Path from,
      @Option(names = "--again", description = "fetch and replace what is there") boolean again,
      @Option(names = "--keep", description = "keep the archives after unpacking") boolean keep,
      @Option(names = "--json", description = "one JSON object alone") boolean json) {
    List<String> wanted = names == null ? List.of() : names;
    if (wanted.isEmpty() && !all) {
      throw new ParameterException(
          spec.subcommands().get("fetch"), "Name what to fetch, or --all; `data list` names it.");
    }
    DownloadCatalogue catalogue = DownloadCatalogue.load();
    List<Entry> entries = new ArrayList<>();
    List<String> drawn = new ArrayList<>();
    for (String name : wanted) {
      if (Targets.names().contains(name)) {
        drawn.add(name);
      } else {
        entries.add(catalogue.get(name));
      }
    }
    if (all) {
      catalogue.entries().stream().filter(e -> e.byHand() == null).forEach(entries::add);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : drawn) {
      rows.add(draw(name, to, json));
    }
    Places places = to == null ? Places.fromEnvironment() : Places.only(to);
    FetchListener progress = progress(json);
    List<Fetcher.Outcome> outcomes =
        Fetcher.of(
                places,
                Fetcher.Options.defaults().withFrom(from).withAgain(again).withKeep(keep),
                progress)
            .fetchAll(entries.stream().distinct().toList(), AT_ONCE);
    end(progress);
    for (Fetcher.Outcome o : outcomes) {
      rows.add(report(o, json));
    }
    print(rows, json);
    return rows.stream().anyMatch(r -> r.containsKey("error")) ? 1 : 0;
  }

  private Map<String, Object> draw(String name, Path to, boolean json) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    if (to == null) {
      say(json, name + ": drawn on demand, nothing to fetch; --to DIR writes it as PNG files");
      row.put("wasThere", true);
      return row;
    }
    Path folder = to.resolve(name);
    int written = PictureFolders.write(Targets.open(name), DRAWN_SIZE, folder);
    say(json, name + ": " + written + " pictures drawn to " + folder);
    row.put("folder", folder.toString());
    row.put("wasThere", false);
    row.put("pictures", written);
    return row;
  }

  private Map<String, Object> report(Fetcher.Outcome outcome, boolean json) {
    Map<String, Object> row = new LinkedHashMap<>();
    Entry entry = outcome.entry();
    row.put("name", entry.name());
    if (outcome.failure() != null) {
      row.put("error", outcome.failure().getMessage());
      spec.commandLine().getErr().println(outcome.failure().getMessage());
      return row;
    }
    Fetcher.Result result = outcome.result();
    row.put("folder", result.folder().toString());
    row.put("wasThere", result.wasThere());
    row.put("trustedOnFirstUse", result.trustedNow());
    if (result.wasThere()) {
      say(json, entry.name() + ": already there, " + result.folder());
    }
    for (String file : result.trustedNow()) {
      say(json, entry.name() + ": no hash is published; trusted on this first use: " + file);
    }
    if (entry.researchOnly()) {
      say(json, entry.name() + ": " + entry.licence());
    }
    return row;
  }

  /** Verifies. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Reads everything again and says what is damaged; without names, all of it.")
  int verify(
      @Parameters(paramLabel = "NAME", arity = "0..*", description = "names of `data list`")
          List<String> names,
      @Option(names = "--json", description = "one JSON object alone") boolean json) {
    DownloadCatalogue catalogue = DownloadCatalogue.load();
    Places places = Places.fromEnvironment();
    List<Entry> entries =
        names == null
            ? catalogue.entries().stream().filter(e -> places.find(e).isPresent()).toList()
            : names.stream().map(catalogue::get).toList();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      Path folder =
          places
              .find(entry)
              .orElseThrow(
                  () ->
                      LabException.of(
                          entry.name() + " on this machine",
                          "nothing in " + places.target(entry),
                          entry.byHand() == null
                              ? "run `" + entry.command() + "`"
                              : byHand(entry)));
      FetchListener progress = progress(json);
      Verifier.Report report = Verifier.verify(entry, folder, progress);
      end(progress);
      rows.add(verified(report, json));
    }
    if (rows.isEmpty()) {
      say(json, "Nothing is here yet; `environment/lab data list` shows what there is.");
    }
    print(rows, json);
    return rows.stream().allMatch(r -> (boolean) r.get("whole")) ? 0 : 1;
  }

  private Map<String, Object> verified(Verifier.Report report, boolean json) {
    Entry entry = report.entry();
    List<String> damage = new ArrayList<>(report.damage());
    List<String> remarks = new ArrayList<>(report.remarks());
    if (entry.kind() == Kind.SET) {
      // Where every file has its hash, a count that differs is the catalogue's, not the disk's.
      (report.checked() ? remarks : damage).addAll(FetchedSets.differences(entry, report.folder()));
    }
    boolean whole = damage.isEmpty();
    String size = report.bytes() > 0 ? ", " + Sizes.text(report.bytes()) : "";
    say(
        json,
        entry.name()
            + (whole ? ": whole, " : ": DAMAGED, ")
            + report.files()
            + " files"
            + size
            + ", "
            + report.folder());
    damage.stream().limit(DAMAGE_LINES).forEach(d -> say(json, "  " + d));
    if (damage.size() > DAMAGE_LINES) {
      say(json, "  and " + (damage.size() - DAMAGE_LINES) + " more");
    }
    remarks.forEach(r -> say(json, "  note: " + r));
    if (!whole) {
      say(json, "  next: " + cure(entry, report.folder()));
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", entry.name());
    row.put("folder", report.folder().toString());
    row.put("whole", whole);
    row.put("files", report.files());
    row.put("bytes", report.bytes());
    row.put("damage", damage);
    row.put("remarks", remarks);
    return row;
  }

  private static String cure(Entry entry, Path folder) {
    if (Places.fromEnvironment().isShared(folder)) {
      return "tell who keeps " + folder;
    }
    return entry.byHand() == null ? entry.command() + " --again" : byHand(entry);
  }

  private static String byHand(Entry entry) {
    return Fetcher.of(Places.fromEnvironment(), Fetcher.Options.defaults(), FetchListener.NONE)
        .byHand(entry);
  }

  private FetchListener progress(boolean json) {
    if (json) {
      return FetchListener.NONE;
    }
    PrintWriter out = spec.commandLine().getOut();
    return Terminal.isThere()
        ? new TerminalProgress(out)
        : new ProgressLines(
            line -> {
              out.println(line);
              out.flush();
            });
  }

  private static void end(FetchListener progress) {
    if (progress instanceof TerminalProgress terminal) {
      terminal.end();
    }
  }

  private void say(boolean json, String line) {
    if (!json) {
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
    }
  }

  private void print(List<Map<String, Object>> rows, boolean json) {
    if (json) {
      spec.commandLine().getOut().println(Json.text(Map.of("entries", rows)));
      spec.commandLine().getOut().flush();
    }
  }
}
