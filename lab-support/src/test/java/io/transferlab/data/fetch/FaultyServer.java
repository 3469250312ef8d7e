package io.transferlab.data.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what servers do: answers as its script says, one reply a request, the last one for ever. */
final class FaultyServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** One answer. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange, byte[] content) throws IOException;
  }

  FaultyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  /** Serves a file; the replies are used up one by one. */
  String serve(String path, byte[] content, Reply... script) {
    AtomicInteger next = new AtomicInteger();
    server.createContext(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(path + (range == null ? "" : " " + range));
          Reply reply =
              script.length == 0
                  ? whole()
                  : script[Math.min(next.getAndIncrement(), script.length - 1)];
          try {
            reply.to(exchange, content);
          } finally {
            exchange.close();
          }
        });
    return url(path);
  }

  List<String> requests() {
    return new ArrayList<>(requests);
  }

  /** All of it, or the part asked for. */
  static Reply whole() {
    return (exchange, content) -> part(exchange, content, Integer.MAX_VALUE);
  }

  /** Drops the line after so many bytes of this answer. */
  static Reply cutAfter(int bytes) {
    return (exchange, content) -> part(exchange, content, bytes);
  }

  /** A server that knows nothing of parts. */
  static Reply withoutRange(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, Math.min(bytes, content.length));
    };
  }

  static Reply status(int status, String... headers) {
    return (exchange, content) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** Status 200 and other bytes than those of the file. */
  static Reply instead(String contentType, byte[] other) {
    return (exchange, content) -> {
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(200, other.length);
      exchange.getResponseBody().write(other);
    };
  }

  /** Of unknown length, so that only its end says how long it is. */
  static Reply chunked(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(content, 0, Math.min(bytes, content.length));
      }
    };
  }

  /** Sends so many bytes, then nothing until it is let go. */
  static Reply silentAfter(int bytes, CountDownLatch letGo) {
    return (exchange, content) -> {
      exchange.getResponseHeaders().set("ETag", etag(content));
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static String etag(byte[] content) {
    return "\"" + Integer.toHexString(Arrays.hashCode(content)) + "\"";
  }

  private static void part(HttpExchange exchange, byte[] content, int bytes) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    exchange.getResponseHeaders().set("ETag", etag(content));
    int from = 0;
    if (range != null && (condition == null || condition.equals(etag(content)))) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
      if (from >= content.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
    exchange.getResponseBody().write(content, from, Math.min(bytes, content.length - from));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
