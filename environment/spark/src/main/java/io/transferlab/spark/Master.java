package io.transferlab.spark;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Spark runs.
 *
 * @param address as Spark takes it
 * @param slots how many tasks run at once on this machine; 0 if others compute
 */
record Master(String address, int slots) {
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d{1,4}|\\*)])?");
  private static final Pattern STANDALONE = Pattern.compile("spark://([^/\\s]+)");
  private static final String YARN = "yarn";
  private static final int CONNECT_MILLIS = 5_000;

  /**
   * Reads what was typed.
   *
   * @param typed after {@code --spark}
   * @return the master
   * @throws LabException for anything else
   */
  static Master of(String typed) {
    Matcher local = LOCAL.matcher(typed);
    if (local.matches()) {
      String said = local.group(1);
      int slots =
          said == null
              ? 1
              : said.equals("*") ? Runtime.getRuntime().availableProcessors() : number(said);
      if (slots > 0) {
        return new Master("local[" + slots + "]", slots);
      }
    }
    if (typed.equals(YARN) || STANDALONE.matcher(typed).matches()) {
      return new Master(typed, 0);
    }
    throw LabException.of(
        "local[2], spark://HOST:7077 or yarn after --spark",
        typed,
        "local[2] takes two slots of this machine and needs no cluster");
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  boolean isLocal() {
    return slots > 0;
  }

  /** Whether all its machines are this one. */
  boolean isLoopback() {
    return isLocal() || hosts().stream().allMatch(Master::isLoopback);
  }

  private static boolean isLoopback(InetSocketAddress at) {
    InetAddress address = at.getAddress();
    return address != null && address.isLoopbackAddress();
  }

  /**
   * Asks whether somebody is there, before Spark waits a minute for it.
   *
   * @param environment the variables of this process
   * @throws LabException if nobody is
   */
  void requireThere(Map<String, String> environment) {
    if (address.equals(YARN)) {
      requireConfigured(environment);
    } else if (!isLocal()) {
      List<String> refused = new ArrayList<>();
      for (InetSocketAddress at : hosts()) {
        String reason = unreachable(at);
        if (reason == null) {
          return;
        }
        refused.add(at.getHostString() + ":" + at.getPort() + ", where " + reason);
      }
      throw LabException.of(
          "a master of Spark at " + address,
          "nobody at " + String.join("; nor at ", refused),
          "start one (environment/spark/cluster.sh master), or take --spark local[2]");
    }
  }

  private static void requireConfigured(Map<String, String> environment) {
    for (String variable : List.of("HADOOP_CONF_DIR", "YARN_CONF_DIR")) {
      String folder = environment.get(variable);
      if (folder != null && Files.isRegularFile(Path.of(folder, "yarn-site.xml"))) {
        return;
      }
    }
    throw LabException.of(
        "HADOOP_CONF_DIR to name the folder of yarn-site.xml, for --spark yarn",
        String.valueOf(environment.get("HADOOP_CONF_DIR")).replace("null", "it unset"),
        "ask who runs the cluster for that folder, and set the variable");
  }

  private List<InetSocketAddress> hosts() {
    Matcher matcher = STANDALONE.matcher(address);
    List<InetSocketAddress> all = new ArrayList<>();
    if (matcher.matches()) {
      for (String one : matcher.group(1).split(",")) {
        int colon = one.lastIndexOf(':');
        try {
          all.add(
              new InetSocketAddress(
                  one.substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", ""),
                  Integer.parseInt(one.substring(colon + 1))));
        } catch (IllegalArgumentException e) { // no number, or none of a port
          throw LabException.of(
              "a host and a port in " + address, one, "7077 is the port of most masters");
        }
      }
    }
    return all;
  }

  private static @Nullable String unreachable(InetSocketAddress at) {
    if (at.isUnresolved()) {
      return "there is no host of that name";
    }
    try (Socket socket = new Socket()) {
      socket.connect(at, CONNECT_MILLIS);
      return null;
    } catch (UnknownHostException e) {
      return "there is no host of that name";
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      return reason.contains("refused")
          ? "no program listens at that port"
          : "no answer came in " + CONNECT_MILLIS / 1000 + " s";
    }
  }
}
