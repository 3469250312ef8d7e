package io.transferlab.data.fetch;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxies that {@code https_proxy}, {@code http_proxy} and {@code no_proxy} name. */
final class Proxies extends ProxySelector {
  private final Map<String, String> environment;

  Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<URI> proxy = isDirect(uri.getHost()) ? Optional.empty() : proxy(uri.getScheme());
    return List.of(
        proxy
            .map(p -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(p.getHost(), port(p))))
            .orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The failure itself reaches the caller; there is no second proxy to choose.
  }

  /** For a proxy that asks who it is: the name and password in its address. */
  Optional<Authenticator> authenticator() {
    Optional<String> user =
        proxy("https").or(() -> proxy("http")).map(URI::getUserInfo).filter(u -> u.contains(":"));
    return user.map(
        u ->
            new Authenticator() {
              @Override
              protected PasswordAuthentication getPasswordAuthentication() {
                if (getRequestorType() != RequestorType.PROXY) {
                  return null;
                }
                int colon = u.indexOf(':');
                return new PasswordAuthentication(
                    u.substring(0, colon), u.substring(colon + 1).toCharArray());
              }
            });
  }

  private Optional<URI> proxy(String scheme) {
    return variable(scheme + "_proxy")
        .or(() -> variable("all_proxy"))
        .map(p -> URI.create(p.contains("://") ? p : "http://" + p))
        .filter(p -> p.getHost() != null);
  }

  private static int port(URI proxy) {
    return proxy.getPort() >= 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
  }

  private boolean isDirect(String host) {
    if (host == null) {
      return true;
    }
    for (String pattern : variable("no_proxy").orElse("").split("[, ]+")) {
      String plain = pattern.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
      String name = host.toLowerCase(Locale.ROOT);
      if (plain.equals("*")
          || !plain.isEmpty() && (name.equals(plain) || name.endsWith("." + plain))) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }
}
