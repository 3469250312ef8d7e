package io.transferlab.data.fetch;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy}
 * name, in small letters or capitals. One that cannot be used is an error where it would be needed:
 * a proxy is never silently passed by.
 */
final class Proxies extends ProxySelector {
  private final Map<String, String> environment;
  private final DirectHosts direct;

  Proxies(Map<String, String> environment) {
    this.environment = environment;
    this.direct = new DirectHosts(variable("no_proxy").map(Variable::value).orElse(""));
  }

  private record Variable(String name, String value) {}

  @Override
  public List<Proxy> select(URI uri) {
    try {
      return List.of(
          proxy(uri)
              .map(p -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(p.host(), p.port())))
              .orElse(Proxy.NO_PROXY));
    } catch (ProxyAddress.Unusable e) {
      throw new IllegalArgumentException(e.getMessage(), e); // it was asked for before
    }
  }

  /**
   * The proxy to go through.
   *
   * @param uri what is asked for
   * @return nothing if it is asked directly
   * @throws ProxyAddress.Unusable if the proxy that is named cannot be used
   */
  Optional<ProxyAddress> proxy(URI uri) throws ProxyAddress.Unusable {
    return direct.contains(uri) ? Optional.empty() : proxy(uri.getScheme());
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The failure itself reaches the caller; there is no second proxy to choose.
  }

  /** For a proxy that asks who it is: the name and password in its address. */
  Optional<Authenticator> authenticator() {
    List<ProxyAddress> asked = new ArrayList<>();
    for (String scheme : List.of("https", "http")) {
      try {
        proxy(scheme).filter(p -> p.user() != null).ifPresent(asked::add);
      } catch (ProxyAddress.Unusable e) {
        // Said when something is fetched through it.
      }
    }
    return asked.isEmpty() ? Optional.empty() : Optional.of(new Answers(asked));
  }

  private static final class Answers extends Authenticator {
    private final List<ProxyAddress> known;

    Answers(List<ProxyAddress> known) {
      this.known = known;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      ProxyAddress proxy =
          known.stream()
              .filter(p -> p.host().equalsIgnoreCase(getRequestingHost()))
              .findFirst()
              .orElse(known.get(0));
      return new PasswordAuthentication(
          proxy.user(), Objects.requireNonNull(proxy.password()).toCharArray());
    }
  }

  private Optional<ProxyAddress> proxy(String scheme) throws ProxyAddress.Unusable {
    Optional<Variable> named = variable(scheme + "_proxy").or(() -> variable("all_proxy"));
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of(ProxyAddress.of(named.get().name(), named.get().value()));
  }

  private Optional<Variable> variable(String name) {
    return List.of(name, name.toUpperCase(Locale.ROOT)).stream()
        .map(n -> new Variable(n, environment.getOrDefault(n, "").strip()))
        .filter(v -> !v.value().isEmpty())
        .findFirst();
  }
}
