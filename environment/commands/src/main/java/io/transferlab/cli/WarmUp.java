package io.transferlab.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Runs a few commands without a word, so that the classes of ordinary ones are loaded: what an
 * archive of classes (AppCDS) is made from. LAB_DATA names a folder that it may fill.
 */
final class WarmUp {
  /** In place of a command. */
  static final String OPTION = "--warm-up";

  private static final List<String> LINES =
      List.of(
          "--help",
          "no-such-command",
          "data list",
          "data list --json",
          "data fetch",
          "words similarity car bus",
          "words nearest car --json",
          "words analogy man king woman",
          "card no-such-file.onnx",
          "submit 99");

  private WarmUp() {}

  static void run() {
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream());
    System.setOut(silent);
    System.setErr(silent);
    for (String line : LINES) {
      execute(line.split(" "));
    }
    for (String name : Main.names()) {
      execute(name, "--help");
    }
    try {
      Path picture = Files.createTempFile("lab", ".png");
      ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
      execute("predict", "Sketch_Objects", picture.toString());
      Files.delete(picture);
    } catch (IOException e) {
      // fewer classes, then
    }
  }

  private static void execute(String... args) {
    PrintWriter silent =
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Main.commandLine(args).setOut(silent).setErr(silent).execute(args);
  }
}
