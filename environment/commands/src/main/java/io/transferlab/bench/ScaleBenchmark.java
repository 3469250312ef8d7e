package io.transferlab.bench;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * What commands need on folders of many pictures: each is started as its users start it, with an
 * empty cache, and its time and the most memory it held are written down.
 */
final class ScaleBenchmark {
  private static final int SIDE = 96;
  private static final int SHAPES = 12;
  private static final long LOOK = 100;
  private static final String SOURCE = "Sketch_Objects";

  /** A way to ask a command for a folder. */
  private static final Map<String, List<String>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("look", List.of("look", "FOLDER"));
    COMMANDS.put(
        "features",
        List.of("features", SOURCE, "FOLDER", "--layers", "fc1", "--out", "WORK/fc1.npy"));
    COMMANDS.put("l2norm", List.of("l2norm", SOURCE, "FOLDER", "--no-keep"));
    COMMANDS.put("fne", List.of("fne", SOURCE, "FOLDER", "--save", "WORK/kept.zip"));
    COMMANDS.put("search", List.of("search", "PICTURE", "--in", "FOLDER"));
    COMMANDS.put("fine-tune", List.of("fine-tune", SOURCE, "FOLDER", "--epochs", "1", "--no-keep"));
    COMMANDS.put("predict", List.of("predict", "WORK/kept.zip", "FOLDER"));
  }

  /**
   * What a command needed.
   *
   * @param command its name
   * @param pictures how many there were
   * @param seconds from its start to its end
   * @param peakBytes the most memory it held; 0 where the system does not tell
   * @param said its last line, if it failed; else empty
   */
  record Need(String command, int pictures, double seconds, long peakBytes, String said) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "  %-10s %,9d pictures %10s  %8s%s",
          command,
          pictures,
          Sizes.time(seconds),
          peakBytes == 0 ? "" : Sizes.text(peakBytes),
          said.isEmpty() ? "" : "  failed: " + said);
    }
  }

  private final int classes;
  private final Path work;

  /**
   * Prepares.
   *
   * @param classes folders of pictures, at least 2
   * @param work a folder for pictures and results
   */
  ScaleBenchmark(int classes, Path work) {
    this.classes = classes;
    this.work = work;
  }

  static List<String> commands() {
    return List.copyOf(COMMANDS.keySet());
  }

  /**
   * Draws the pictures, unless they are there.
   *
   * @param count how many in all
   * @return their folder
   * @throws IOException if they cannot be written
   */
  Path pictures(int count) throws IOException {
    Path folder = work.resolve("pictures-" + count);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path part = work.resolve("pictures-" + count + ".part");
    for (int k = 0; k < classes; k++) {
      Files.createDirectories(part.resolve("kind%03d".formatted(k)));
    }
    try {
      IntStream.range(0, count).parallel().forEach(i -> write(part, i));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Files.move(part, folder);
  }

  private void write(Path folder, int i) {
    int kind = i % classes;
    Path file = folder.resolve("kind%03d/%06d.jpg".formatted(kind, i));
    try {
      ImageIO.write(draw(kind, i), "jpg", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shapes whose colours, sizes and number are more or less those of their kind. */
  private static BufferedImage draw(int kind, int i) {
    SplittableRandom usual = new SplittableRandom(kind);
    SplittableRandom dice = new SplittableRandom(1_000_003L * i + 17);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(new Color(dice.nextInt(1 << 24)));
    g.fillRect(0, 0, SIDE, SIDE);
    int shapes = 3 + usual.nextInt(SHAPES);
    float hue = (float) usual.nextDouble();
    int size = 8 + usual.nextInt(24);
    boolean round = usual.nextInt(2) == 0;
    for (int s = 0; s < shapes; s++) {
      float near = hue + (float) (dice.nextDouble() - 0.5) / 4;
      g.setColor(Color.getHSBColor(near, 0.8f, 0.4f + 0.6f * (float) dice.nextDouble()));
      int w = size + dice.nextInt(8);
      int h = size + dice.nextInt(8);
      int x = dice.nextInt(SIDE - size);
      int y = dice.nextInt(SIDE - size);
      if (round) {
        g.fillOval(x, y, w, h);
      } else {
        g.fillRect(x, y, w, h);
      }
    }
    g.dispose();
    return image;
  }

  /**
   * Runs a command.
   *
   * @param command one of {@link #commands}
   * @param count how many pictures
   * @param limit seconds it may take
   * @return what it needed
   * @throws IOException if files cannot be written
   */
  Need run(String command, int count, int limit) throws IOException {
    Path folder = pictures(count);
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.add("io.transferlab.cli.Main");
    for (String word : COMMANDS.get(command)) {
      line.add(
          word.replace("FOLDER", folder.toString())
              .replace("PICTURE", folder.resolve("kind000/000000.jpg").toString())
              .replace("WORK", work.toString()));
    }
    try (TemporaryFolder home = TemporaryFolder.in(work, "data-");
        TemporaryFolder talk = TemporaryFolder.in(work, "said-")) {
      Path said = talk.resolve("said.txt");
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.redirectOutput(said.toFile());
      builder.environment().put("LAB_DATA", home.path().toString());
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      return need(command, count, limit, builder, said);
    }
  }

  private static Need need(String command, int count, int limit, ProcessBuilder builder, Path said)
      throws IOException {
    long start = System.nanoTime();
    long peak = 0;
    try (ChildProcess child = ChildProcess.start(builder)) {
      Process process = child.process();
      String failed = "";
      while (failed.isEmpty() && !process.waitFor(LOOK, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, peak(process.pid()));
        if ((System.nanoTime() - start) / 1e9 > limit) {
          failed = "no end within " + limit + " s";
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (failed.isEmpty() && process.exitValue() != 0) {
        List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
        failed = lines.isEmpty() ? "status " + process.exitValue() : lines.get(lines.size() - 1);
      }
      return new Need(command, count, seconds, peak, failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted.");
    }
  }

  /** Linux tells the most that a process has held. */
  private static long peak(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(l -> l.startsWith("VmHWM:"))
          .mapToLong(l -> 1024 * Long.parseLong(l.replaceAll("\\D+", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // another system, or it has just ended
    }
  }

  /**
   * Looks for names.
   *
   * @param names commands
   * @throws LabException for one that is not measured
   */
  static void require(List<String> names) {
    for (String name : names) {
      if (!COMMANDS.containsKey(name)) {
        throw io.transferlab.core.Names.unknown("a command", name, commands());
      }
    }
  }
}
