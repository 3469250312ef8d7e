package io.transferlab.data.fetch;

import io.transferlab.core.LabException;
import java.nio.file.Path;

/** A process that fetches one entry: to be killed, starved of disk, or run beside another. */
final class FetchProcess {
  private FetchProcess() {}

  public static void main(String[] args) {
    Bench bench = new Bench(Path.of(args[0]));
    byte[] content = Bench.bytes(Integer.parseInt(args[2]));
    try {
      System.out.println(
          bench.fetch(Bench.entry("x", content, "md5", null, args[1])).wasThere()
              ? "was there"
              : "fetched");
    } catch (LabException e) {
      System.out.println(e.getMessage());
    }
  }

  static Process start(String limits, Path home, String url, int bytes) throws java.io.IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            limits + "exec \"$@\"",
            "fetch",
            java,
            "-Xmx64m",
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            FetchProcess.class.getName(),
            home.toString(),
            url,
            String.valueOf(bytes));
    return builder.redirectErrorStream(true).start();
  }
}
