package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static Proxy proxy(Map<String, String> environment, String uri) {
    return new Proxies(environment).select(URI.create(uri)).get(0);
  }

  private static String address(Proxy proxy) {
    InetSocketAddress address = (InetSocketAddress) proxy.address();
    return address.getHostString() + ":" + address.getPort();
  }

  @Test
  void theEnvironmentNamesTheProxy() {
    Map<String, String> both =
        Map.of("https_proxy", "http://cache.edu:3128/", "HTTP_PROXY", "other.edu:8080");
    assertEquals("cache.edu:3128", address(proxy(both, "https://example.org/f")));
    assertEquals("other.edu:8080", address(proxy(both, "http://example.org/f")));
    assertEquals(Proxy.NO_PROXY, proxy(Map.of(), "https://example.org/f"));
  }

  @Test
  void someHostsAreAskedDirectly() {
    Map<String, String> set =
        Map.of("https_proxy", "http://c:1", "no_proxy", "localhost, .edu,example.org");
    for (String direct : new String[] {"localhost", "a.b.edu", "example.org", "www.example.org"}) {
      assertEquals(Proxy.NO_PROXY, proxy(set, "https://" + direct + "/f"), direct);
    }
    assertEquals("c:1", address(proxy(set, "https://notexample.org/f")));
    assertEquals(
        Proxy.NO_PROXY, proxy(Map.of("all_proxy", "http://c:1", "NO_PROXY", "*"), "http://x/"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://host:3128 | host | 3128 | |",
        "host:3128 | host | 3128 | |",
        "host | host | 80 | |",
        "http://host:3128/ | host | 3128 | |",
        "http://host:3128/proxy.pac?x=1 | host | 3128 | |",
        "//host:3128 | host | 3128 | |",
        "HTTP://Host.EXAMPLE:3128 | Host.EXAMPLE | 3128 | |",
        "https://host:8443 | host | 8443 | |",
        "'\"http://host:3128\"' | host | 3128 | |",
        "http://CAMPUS\\me:pw@host:3128 | host | 3128 | CAMPUS\\me | pw",
        "CAMPUS\\me:pw@host:3128 | host | 3128 | CAMPUS\\me | pw",
        "http://CAMPUS%5Cme:p%40w%3A@host:3128 | host | 3128 | CAMPUS\\me | p@w:",
        "http://me:p@ss:w/o#r?d@host:3128 | host | 3128 | me | p@ss:w/o#r?d",
        "http://me:100%@host:3128 | host | 3128 | me | 100%",
        "http://me:a+b@host:3128 | host | 3128 | me | a+b",
        "http://me@example.edu:pw@host:3128 | host | 3128 | me@example.edu | pw",
        "http://me@host:3128 | host | 3128 | me | ''",
        "http://[2001:db8::1]:3128 | 2001:db8::1 | 3128 | |",
        "[::1]:3128 | ::1 | 3128 | |",
        "http://10.1.2.3:8080 | 10.1.2.3 | 8080 | |",
        "http://my_proxy:3128 | my_proxy | 3128 | |",
      })
  void proxiesAreReadAsPeopleWriteThem(
      String value, String host, int port, String user, String password) throws Exception {
    ProxyAddress found = ProxyAddress.of("https_proxy", value);
    assertEquals(new ProxyAddress(host, port, user, password), found);
    assertEquals(host + ":" + port, found.toString(), "never the password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://me:secret@host:1080",
        "SOCKS://me:secret@host:1080",
        "http://me:secret@host:port",
        "http://me:secret@host:99999",
        "http://me:secret@",
        "ftp://me:secret@host:21",
        "http://me:secret@ho st:1",
        "me:secret@:3128",
      })
  void whatCannotBeUsedIsSaidInOneLineWithoutThePassword(String value) {
    ProxyAddress.Unusable e =
        assertThrows(ProxyAddress.Unusable.class, () -> ProxyAddress.of("HTTPS_PROXY", value));
    assertTrue(e.getMessage().startsWith("HTTPS_PROXY"), e.getMessage());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, https://example.org/f, true",
    "example.org, https://www.example.org/f, true",
    ".example.org, https://www.example.org/f, true",
    "*.example.org, https://www.example.org/f, true",
    "*.example.org, https://example.org/f, true",
    "example.org, https://notexample.org/f, false",
    "EXAMPLE.ORG, https://www.Example.org/f, true",
    "example.org., https://example.org/f, true",
    "example.org:443, https://example.org/f, true",
    "example.org:8080, https://example.org/f, false",
    "example.org:8080, http://example.org:8080/f, true",
    "10.0.0.0/8, https://10.200.3.4/f, true",
    "10.0.0.0/8, https://11.0.0.1/f, false",
    "192.168.1.128/25, https://192.168.1.200/f, true",
    "192.168.1.128/25, https://192.168.1.100/f, false",
    "192.168.1.0/33, https://192.168.1.1/f, false",
    "fd00::/8, 'https://[fd12::1]/f', true",
    "::1, 'https://[::1]/f', true",
    "[::1], 'https://[0:0:0:0:0:0:0:1]/f', true",
    "127.0.0.1, https://127.0.0.1/f, true",
    "cache*.example.org, https://cache7.example.org/f, true",
    "<local>, https://cache/f, true",
    "<local>, https://cache.example.org/f, false",
    "*, https://example.org/f, true",
    "localhost;example.org, https://example.org/f, true",
    "'localhost  example.org', https://example.org/f, true",
    "'', https://example.org/f, false",
    "https://example.org/, https://example.org/f, true",
  })
  void hostsWithoutAProxyAreListedAsPeopleListThem(String list, String uri, boolean direct) {
    assertEquals(direct, new DirectHosts(list).contains(URI.create(uri)));
  }

  @Test
  void aProxyThatCannotBeUsedIsNamedWhenSomethingIsFetchedAndNotBefore(@TempDir Path home)
      throws Exception {
    byte[] content = Bench.bytes(1000);
    try (FaultyServer server = new FaultyServer()) {
      server.serve("/f", content);
      Bench bench = new Bench(home);
      Entry entry = Bench.entry("x", content, "md5", null, server.url("/f"));
      bench.environment.put("all_proxy", "socks5://me:secret@host:1080");
      LabException e = assertThrows(LabException.class, () -> bench.fetch(entry));
      assertTrue(e.getMessage().contains("all_proxy names a SOCKS proxy"), e.getMessage());
      assertFalse(e.getMessage().contains("secret"), e.getMessage());
      bench.environment.put("no_proxy", "127.0.0.1,localhost");
      assertFalse(bench.fetch(entry).wasThere(), "not needed for this host");
      bench.environment.remove("no_proxy");
      assertTrue(bench.fetch(entry).wasThere(), "nothing to fetch");
    }
  }

  @Test
  void aFetchGoesThroughTheProxy(@TempDir Path home) throws Exception {
    byte[] content = Bench.bytes(1000);
    try (FaultyServer cache = new FaultyServer()) {
      cache.serve("/f", content);
      Bench bench = new Bench(home);
      bench.environment.put("http_proxy", cache.url(""));
      Entry entry = Bench.entry("x", content, "md5", null, "http://far-away.invalid/f");
      assertTrue(Files.exists(bench.fetch(entry).folder().resolve("file.bin")));
    }
  }
}
