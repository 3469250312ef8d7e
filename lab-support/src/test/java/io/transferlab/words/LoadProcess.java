package io.transferlab.words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that loads vectors through a cache: to be killed, or run beside another. */
final class LoadProcess {
  private LoadProcess() {}

  /**
   * Loads.
   *
   * @param args the file, and the folder for caches
   */
  public static void main(String[] args) {
    WordVectors vectors =
        new VectorLoader(Path.of(args[1]), 0, 1 << 16, 2).load(Path.of(args[0]), Integer.MAX_VALUE);
    double sum = 0;
    for (int i = 0; i < vectors.size(); i++) {
      for (float value : vectors.vector(i)) {
        sum += value;
      }
    }
    System.out.println(vectors.size() + " " + sum);
  }

  static Process start(String limits, Path file, Path home) throws IOException {
    List<String> command =
        List.of(
            "bash",
            "-c",
            limits + "exec \"$@\"",
            "load",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LoadProcess.class.getName(),
            file.toString(),
            home.toString());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
