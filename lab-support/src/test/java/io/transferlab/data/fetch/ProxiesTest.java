package io.transferlab.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
