package io.transferlab.classroom;

import io.transferlab.core.LabException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process of a worker, in a folder of its own that goes with it: bounded in heap, arrays, the
 * size of a file and processor time, where the system can; killed with all that it has started.
 */
final class WorkerProcess implements AutoCloseable {
  private static final int START_SECONDS = 120;

  /** Java's own status when the memory runs out, as asked for below. */
  private static final int OUT_OF_MEMORY = 3;

  private final Path folder;
  private final Process process;
  private final Socket socket;
  private final boolean group;

  private WorkerProcess(Path folder, Process process, Socket socket, boolean group) {
    this.folder = folder;
    this.process = process;
    this.socket = socket;
    this.group = group;
  }

  static WorkerProcess start(MarkLimits limits) {
    Path folder = null;
    Process process = null;
    boolean group = has("setsid");
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      folder = Files.createTempDirectory("lab-mark-");
      Files.createDirectory(folder.resolve("tmp"));
      byte[] secret = new byte[MarkWorker.SECRET];
      new SecureRandom().nextBytes(secret);
      ProcessBuilder builder =
          new ProcessBuilder(command(limits, folder, door.getLocalPort(), group))
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      environment(builder.environment(), folder, limits);
      process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(secret);
      }
      return new WorkerProcess(folder, process, met(door, process, secret), group);
    } catch (IOException e) {
      end(process, group);
      delete(folder);
      throw LabException.of(
          "a Java of its own for a submission",
          "none: " + LabException.reason(e),
          "see whether java runs here: environment/lab doctor");
    }
  }

  /** The worker's own connection: another program of this machine may knock first. */
  private static Socket met(ServerSocket door, Process process, byte[] secret) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    door.setSoTimeout(500);
    while (System.nanoTime() < until) {
      Socket socket;
      try {
        socket = door.accept();
      } catch (java.net.SocketTimeoutException e) {
        if (!process.isAlive()) {
          throw new IOException("it ended at once with status " + process.exitValue(), e);
        }
        continue;
      }
      socket.setSoTimeout(5000);
      if (MessageDigest.isEqual(secret, read(socket))) {
        socket.setSoTimeout(0);
        socket.setTcpNoDelay(true);
        return socket;
      }
      socket.close();
    }
    throw new IOException("it did not answer in " + START_SECONDS + " s");
  }

  private static byte[] read(Socket socket) {
    try {
      return socket.getInputStream().readNBytes(MarkWorker.SECRET);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static List<String> command(MarkLimits limits, Path folder, int port, boolean group) {
    List<String> command = new ArrayList<>(group ? List.of("setsid") : List.of());
    if (has("sh")) {
      long seconds = (limits.time().toSeconds() + 1800) * Math.max(2, limits.threads());
      command.addAll(
          List.of(
              "sh",
              "-c",
              "ulimit -c 0; ulimit -f $1; ulimit -t $2; shift 2; exec \"$@\"",
              "sh",
              Long.toString(MarkLimits.FILE_BYTES / 512),
              Long.toString(seconds)));
    }
    int half = limits.memoryMib() / 2;
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    command.addAll(
        List.of(
            java.toString(),
            "-Xmx" + half + "m",
            "-Xss4m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dorg.bytedeco.javacpp.maxbytes=" + half + "m",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (limits.memoryMib() + 500) + "m",
            // Unpacking the native libraries anew for each would take longer than the marking.
            "-Dorg.bytedeco.javacpp.cachedir=" + cache(),
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-Duser.home=" + folder,
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", classPath(), MarkWorker.class.getName(), Integer.toString(port)));
    return command;
  }

  /** The course's classes, under absolute names: the worker's folder is another. */
  static String classPath() {
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(own.split(File.pathSeparator))
        .filter(part -> !part.isEmpty())
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .collect(java.util.stream.Collectors.joining(File.pathSeparator));
  }

  private static String cache() {
    return System.getProperty(
        "org.bytedeco.javacpp.cachedir",
        Path.of(System.getProperty("user.home"), ".javacpp", "cache").toString());
  }

  private static void environment(Map<String, String> variables, Path folder, MarkLimits limits) {
    Map<String, String> kept = Map.copyOf(variables);
    variables.clear();
    for (String name : List.of("PATH", "LANG", "LC_ALL", "SystemRoot", "LD_LIBRARY_PATH")) {
      if (kept.containsKey(name)) {
        variables.put(name, kept.get(name));
      }
    }
    variables.put("HOME", folder.toString());
    variables.put("TMPDIR", folder.resolve("tmp").toString());
    variables.put("LAB_DATA", folder.resolve("data").toString());
    variables.put("OMP_NUM_THREADS", Integer.toString(limits.threads()));
    variables.put("OMP_WAIT_POLICY", "passive");
    variables.put("OPENBLAS_THREAD_TIMEOUT", "4");
  }

  private static boolean has(String program) {
    String path = System.getenv("PATH");
    return path != null
        && Arrays.stream(path.split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  Socket socket() {
    return socket;
  }

  Stopped.Reason whyEnded() {
    try {
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == OUT_OF_MEMORY
          ? Stopped.Reason.MEMORY
          : Stopped.Reason.ENDED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Stopped.Reason.ENDED;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it now, and what it has started; its folder stays until it is closed. */
  void kill() {
    end(process, group);
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone in any case
    }
  }

  private static void end(@Nullable Process process, boolean group) {
    if (process == null) {
      return;
    }
    List<ProcessHandle> started = process.descendants().toList();
    if (group) {
      signal(process.pid());
    }
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it has started and left to itself is still of its group. */
  private static void signal(long group) {
    try {
      new ProcessBuilder("kill", "-KILL", "--", "-" + group)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      // no such program: its own children are ended all the same
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    delete(folder);
  }

  /** Deletes the folder, never what links in it lead to. */
  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(each);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException | UncheckedIOException e) {
      // A file that cannot be deleted is untidy, and no fault of the marks.
    }
  }
}
