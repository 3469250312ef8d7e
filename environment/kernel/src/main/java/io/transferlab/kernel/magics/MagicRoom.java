package io.transferlab.kernel.magics;

import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.kernel.magic.registry.UndefinedMagicException;
import io.transferlab.kernel.errors.CellException;
import io.transferlab.kernel.errors.Failure;
import io.transferlab.kernel.execution.CellThreads;
import io.transferlab.kernel.execution.MagicRunner;
import io.transferlab.kernel.execution.Outcome;
import io.transferlab.kernel.source.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/** The magics of the kernel, in IJava's registry. */
public final class MagicRoom implements MagicRunner {
  private static final Set<String> EVALUATING = Set.of("load", "time");

  private static final List<String> NAMES =
      List.of(
          "%classpath",
          "%jars",
          "%load",
          "%loadFromPOM",
          "%maven",
          "%mavenRepo",
          "%time",
          "%%loadFromPOM",
          "%%time");

  private final Magics registry = new Magics();
  private final CellScope cells;
  private final CellThreads threads;
  private MavenArtifacts maven;

  /**
   * @param cells the scope that magics change
   * @param threads where they run
   */
  public MagicRoom(CellScope cells, CellThreads threads) {
    this.cells = cells;
    this.threads = threads;
    registry.registerLineMagic("classpath", args -> add(Globs.entries(args)));
    registry.registerLineMagic("jars", args -> add(Globs.files(args)));
    for (String name : List.of("maven", "addMavenDependency", "addMavenDependencies")) {
      registry.registerLineMagic(name, args -> add(maven().resolve(args)));
    }
    for (String name : List.of("mavenRepo", "addMavenRepo")) {
      registry.registerLineMagic(name, this::addRepository);
    }
    registry.registerLineMagic("loadFromPOM", this::loadFromPom);
    registry.registerCellMagic("loadFromPOM", this::loadFromPom);
    registry.registerLineMagic("load", this::load);
    registry.registerLineMagic("time", args -> time(String.join(" ", args), 1).value());
    registry.registerCellMagic("time", (args, body) -> time(body, 1).value());
  }

  /** The registry, for calls by name and for magics of the user. */
  public Magics registry() {
    return registry;
  }

  /** The names of line magics with one sign, of cell magics with two. */
  public List<String> names() {
    return NAMES;
  }

  @Override
  public Outcome line(Part.LineMagic magic) throws Exception {
    if (magic.name().equals("time")) {
      return time(magic.rest(), magic.line());
    }
    return run(magic.name(), () -> registry.applyLineMagic(magic.name(), magic.args()));
  }

  @Override
  public Outcome cell(Part.CellMagic magic) throws Exception {
    if (magic.name().equals("time")) {
      return time(magic.body(), 2);
    }
    return run(
        magic.name(), () -> registry.applyCellMagic(magic.name(), magic.args(), magic.body()));
  }

  /** Magics that evaluate code do so from here; the others run where an interrupt reaches them. */
  private Outcome run(String name, Callable<Object> magic) throws Exception {
    try {
      Object value = EVALUATING.contains(name) ? magic.call() : threads.call(magic);
      return value == null || value instanceof Quiet ? Outcome.NOTHING : Outcome.of(value);
    } catch (UndefinedMagicException e) {
      String kind = e.isCellMagic() ? "cell magic %%" : "magic %";
      String text = "there is no " + kind + e.getMagicName();
      throw new CellException(new Failure("UndefinedMagic", text, List.of(text)));
    }
  }

  private List<String> add(List<String> paths) {
    paths.forEach(cells::addToClasspath);
    return new Quiet(paths);
  }

  /** Made when first needed: the resolver is large. */
  private synchronized MavenArtifacts maven() {
    maven = maven == null ? new MavenArtifacts() : maven;
    return maven;
  }

  private Object addRepository(List<String> args) throws CellException {
    if (args.size() != 2) {
      throw MavenArtifacts.failed("usage: %mavenRepo ID URL");
    }
    maven().addRepository(args.get(0), args.get(1));
    return null;
  }

  private List<String> loadFromPom(List<String> args) throws CellException {
    if (args.isEmpty()) {
      throw MavenArtifacts.failed("usage: %loadFromPOM FILE [SCOPE...]");
    }
    return add(maven().resolve(Path.of(args.get(0)), args.subList(1, args.size())));
  }

  private List<String> loadFromPom(List<String> scopes, String body) throws Exception {
    Path pom = Files.createTempFile("cell", ".pom");
    try {
      Files.writeString(pom, PomFragments.complete(body));
      return add(maven().resolve(pom, scopes));
    } finally {
      Files.delete(pom);
    }
  }

  private Object load(List<String> files) throws Exception {
    for (String file : files) {
      for (String cell : CellFiles.read(Path.of(file))) {
        cells.evaluate(cell);
      }
    }
    return null;
  }

  private Outcome time(String code, int line) throws Exception {
    long start = System.nanoTime();
    try {
      // Empty lines before it, so that errors name the line of the cell.
      return cells.evaluate("\n".repeat(line - 1) + code);
    } finally {
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(
          seconds < 1
              ? String.format(Locale.ROOT, "Wall time: %.1f ms", 1000 * seconds)
              : String.format(Locale.ROOT, "Wall time: %.2f s", seconds));
    }
  }
}
