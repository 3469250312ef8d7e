package io.transferlab.data.fetch;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are asked without a proxy, as {@code no_proxy} lists them: names, with or without
 * a dot or star in front (each holds for what is below it too), with a port, networks such as
 * {@code 10.0.0.0/8}, and {@code *} for all.
 */
final class DirectHosts {
  private static final int BYTE = 8;

  private final List<String> patterns = new ArrayList<>();

  /**
   * Reads a list.
   *
   * @param list its entries with commas, semicolons, bars or spaces between
   */
  DirectHosts(String list) {
    for (String entry : list.split("[,;|\\s]+")) {
      String plain = entry.replaceAll("[\"']", "").toLowerCase(Locale.ROOT);
      if (!plain.isEmpty()) {
        patterns.add(plain.replaceFirst("^[a-z]+://", "").replaceFirst("/+$", ""));
      }
    }
  }

  boolean contains(URI uri) {
    if (uri.getHost() == null) {
      return true;
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|\\.$", "");
    int port =
        uri.getPort() >= 0 ? uri.getPort() : "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    return patterns.stream().anyMatch(p -> matches(p, host, port));
  }

  private static boolean matches(String pattern, String host, int port) {
    if (pattern.equals("*")) {
      return true;
    }
    if (pattern.equals("<local>")) {
      return !host.contains(".") && !host.contains(":");
    }
    int slash = pattern.indexOf('/');
    if (slash > 0) {
      return isWithin(
          bytes(host), bytes(pattern.substring(0, slash)), pattern.substring(slash + 1));
    }
    String name = pattern;
    if (pattern.matches("(\\[.*\\]|[^:]*):\\d{1,5}")) {
      int colon = pattern.lastIndexOf(':');
      if (Integer.parseInt(pattern.substring(colon + 1)) != port) {
        return false;
      }
      name = pattern.substring(0, colon);
    }
    name = name.replaceFirst("^\\*?\\.", "").replaceAll("[\\[\\]]|\\.$", "");
    if (name.contains("*")) {
      return host.matches(("\\Q" + name + "\\E").replace("*", "\\E.*\\Q"));
    }
    byte[] number = bytes(name);
    return host.equals(name)
        || host.endsWith("." + name)
        || number != null && java.util.Arrays.equals(number, bytes(host));
  }

  private static boolean isWithin(
      byte @Nullable [] address, byte @Nullable [] network, String length) {
    if (address == null
        || network == null
        || address.length != network.length
        || !length.matches("\\d{1,3}")) {
      return false;
    }
    int bits = Integer.parseInt(length);
    for (int i = 0; i < address.length; i++) {
      int here = Math.max(0, Math.min(BYTE, bits - BYTE * i));
      int mask = 0xff << (BYTE - here);
      if (((address[i] ^ network[i]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return bits <= BYTE * address.length;
  }

  /** The numbers of a numeric address; null for a name: no name is looked up. */
  private static byte @Nullable [] bytes(String host) {
    boolean four = host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    if (!four && !host.matches("[0-9a-f:]*:[0-9a-f:.]*")) {
      return null;
    }
    try {
      return java.net.InetAddress.getByName(host).getAddress();
    } catch (java.net.UnknownHostException e) {
      return null;
    }
  }
}
