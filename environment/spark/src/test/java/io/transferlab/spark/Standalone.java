package io.transferlab.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A cluster of this machine: Spark's own master and two workers, each a process, on loopback. */
final class Standalone implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final List<Process> processes = new ArrayList<>();
  private final Path folder;
  private final String address;

  Standalone(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    // Spark asks for the folder; what is on the class path comes by the variable below.
    Files.createDirectories(folder.resolve("home/jars"));
    int port = freePort();
    address = "spark://127.0.0.1:" + port;
    start(
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        "127.0.0.1",
        "--port",
        String.valueOf(port),
        "--webui-port",
        "0");
    await(port);
    for (int i = 1; i <= 2; i++) {
      worker(i);
    }
  }

  private void worker(int number) throws IOException {
    start(
        "worker-" + number,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        "127.0.0.1",
        "--cores",
        "1",
        "--memory",
        "2g",
        "--webui-port",
        "0",
        "--work-dir",
        folder.resolve("work-" + number).toString(),
        address);
  }

  String address() {
    return address;
  }

  /** Kills the second worker with its executors, as a power cut would. */
  void cutPower() {
    Process worker = processes.remove(2);
    List<ProcessHandle> executors = worker.descendants().toList();
    worker.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  private void start(String name, String type, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add(type);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("CLASSPATH", classPath());
    environment.put("SPARK_DIST_CLASSPATH", classPath());
    // Asked of the names of folders of a build else.
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("SPARK_HOME", folder.resolve("home").toString());
    environment.put("SPARK_LOCAL_HOSTNAME", "127.0.0.1");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Path log = folder.resolve(name + ".log");
    processes.add(builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  /** In full: executors start in folders of their own. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await(int port) throws InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new AssertionError("the master did not start; see " + folder.resolve("master.log"));
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }
}
