package io.transferlab.data.fetch;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy as people write it: with or without scheme, name and password in front, a backslash or an
 * {@code @} in those.
 *
 * @param host its name or number
 * @param port its port
 * @param user who asks; null if it does not ask
 * @param password the word; never printed; null without a user
 */
record ProxyAddress(String host, int port, @Nullable String user, @Nullable String password) {
  private static final Pattern SCHEME = Pattern.compile("(?i)([a-z][a-z0-9+.-]*):/*(?=.)");
  private static final Pattern PLACE =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+\\]|[\\p{L}\\p{N}._-]+)(?::(\\d{1,5}))?");
  private static final int LARGEST_PORT = 65535;

  /** Why a value cannot be used; without the password. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /**
   * Reads a value.
   *
   * @param variable where it stands, for the message
   * @param value the value
   * @return the proxy
   * @throws Unusable if it is none that can be used
   */
  static ProxyAddress of(String variable, String value) throws Unusable {
    String rest = value.strip().replaceFirst("^([\"'])(.*)\\1$", "$2");
    String scheme = "http";
    Matcher named = SCHEME.matcher(rest);
    if (named.lookingAt() && rest.startsWith("//", named.group(1).length() + 1)) {
      scheme = named.group(1).toLowerCase(Locale.ROOT);
      rest = rest.substring(named.end());
    } else {
      rest = rest.replaceFirst("^/+", "");
    }
    if (scheme.startsWith("socks")) {
      throw new Unusable(
          variable
              + " names a SOCKS proxy, which this cannot go through: name an HTTP proxy in"
              + " https_proxy");
    }
    int at = rest.lastIndexOf('@');
    String place = rest.substring(at + 1).replaceFirst("[/?#].*", "");
    if (place.chars().filter(c -> c == ':').count() > 1 && !place.startsWith("[")) {
      place = "[" + place + "]"; // an address of version 6 without its brackets
    }
    Matcher parts = PLACE.matcher(place);
    if (!scheme.matches("https?") || !parts.matches()) {
      throw new Unusable(
          variable
              + "="
              + (named.lookingAt() ? scheme + "://" : "")
              + (at < 0 ? "" : "***@")
              + place
              + " is no proxy that can be used: write it as http://HOST:PORT");
    }
    int port = parts.group(2) == null ? usual(scheme) : Integer.parseInt(parts.group(2));
    if (port < 1 || port > LARGEST_PORT) {
      throw new Unusable(
          variable + ": " + port + " is no port; write the proxy as http://HOST:PORT");
    }
    String host = parts.group(1).replaceAll("[\\[\\]]", "");
    if (at < 0) {
      return new ProxyAddress(host, port, null, null);
    }
    String who = rest.substring(0, at);
    int colon = who.indexOf(':');
    return new ProxyAddress(
        host,
        port,
        plain(colon < 0 ? who : who.substring(0, colon)),
        colon < 0 ? "" : plain(who.substring(colon + 1)));
  }

  private static int usual(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** Without per cent escapes; a per cent sign that is none means itself. */
  private static String plain(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
