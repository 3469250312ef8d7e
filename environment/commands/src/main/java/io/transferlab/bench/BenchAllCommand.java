package io.transferlab.bench;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.network.onnx.OnnxEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code environment/lab bench all}. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = {
      "Measures this course beside its peers, in turn and in one run: PyTorch, libtorch, ONNX"
          + " Runtime, scikit-learn, LIBLINEAR, gensim, numpy and DL4J as it comes. Writes a page"
          + " in Markdown, with a figure (.png) and the figures for programs (.json) beside it.",
      "What a peer lacks is told in its row. The page is written after each line, so that an"
          + " interrupt keeps what is measured; for the rest the rows of the earlier page stay,"
          + " with their day. A ratio that has fallen by a fifth against the earlier page is told.",
      "Let nothing else run on the machine meanwhile. Up to ten minutes."
    })
final class BenchAllCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--page",
      paramLabel = "FILE.md",
      description = "where the page goes (default: ${DEFAULT-VALUE})")
  private Path page = Path.of("build", "bench", "peers.md");

  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(names = "--quick", description = "small sizes: only to see that it works")
  private boolean quick;

  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description = "a Python 3 with the peers (default: ${DEFAULT-VALUE})")
  private String python = "/usr/bin/python3";

  @Override
  public Integer call() throws IOException {
    if (rounds < 1) {
      throw LabException.of("at least 1 round", "--rounds " + rounds, "leave the option out");
    }
    BenchPage earlier = BenchPage.read(page).orElse(null);
    Lab.start();
    int threads = OnnxEngine.defaults().threads();
    try (TemporaryFolder folder = TemporaryFolder.of("bench-all")) {
      measure(new Contests(folder.path(), python, threads, quick).all(), threads, earlier);
    }
    return 0;
  }

  private void measure(List<Contest> contests, int threads, BenchPage earlier) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<String> works = contests.stream().map(Contest::work).toList();
    List<Contest.Row> rows = new ArrayList<>();
    BenchPage now = new BenchPage(LocalDate.now().toString(), command(), facts(threads), rows);
    for (Contest contest : contests) {
      out.println(contest.work());
      out.flush();
      List<Contest.Row> measured = contest.run(rounds);
      rows.addAll(measured);
      // Before it is told: an interrupt may come at any time.
      BenchPage filled = now.filledFrom(earlier, works);
      filled.write(page, earlier, works.stream().filter(w -> !has(filled, w)).toList());
      measured.forEach(row -> out.println("  " + line(row)));
      out.flush();
    }
    if (earlier != null) {
      now.against(earlier).forEach(out::println);
    }
    out.println("The page is " + page + ", with its figure and .json beside it.");
    out.flush();
  }

  private static boolean has(BenchPage page, String work) {
    return page.rows().stream().anyMatch(row -> row.work().equals(work));
  }

  private static String line(Contest.Row row) {
    String name = row.version() == null ? row.peer() : row.version();
    String fault = row.fault() == null ? "" : "; " + row.fault();
    return Double.isNaN(row.ratio())
        ? name + ": not measured" + fault
        : "%s: %s s, this course %s s: %s times as fast%s"
            .formatted(
                name,
                BenchPage.number(row.theirs().median()),
                BenchPage.number(row.ours().median()),
                BenchPage.number(row.ratio()),
                fault);
  }

  private String command() {
    return "environment/lab bench all --page "
        + page.getFileName()
        + (rounds == 3 ? "" : " --rounds " + rounds)
        + (quick ? " --quick" : "");
  }

  private Map<String, String> facts(int threads) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", processor());
    facts.put("threads of each", String.valueOf(threads));
    facts.put("rounds", rounds + ", after one to warm up" + (quick ? "; small sizes" : ""));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("Java", Runtime.version().toString());
    return facts;
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
