package io.transferlab.show;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.predict.PictureClassifier;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * The page's server: on this machine's own address, for the page it hands out and nobody else.
 *
 * <p>Pictures come as the body of a POST and are kept only while they are looked at.
 */
public final class ShowServer implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'",
          "Permissions-Policy",
          "camera=(self), microphone=(), geolocation=()",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store");

  private static final String JSON = "application/json; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(ShowServer::thread);
  private final Gate gate;
  private final PageFiles files = new PageFiles();
  private final Limits limits;
  private final Turns turns;
  private final Uploads uploads;
  private final Answers answers;

  private ShowServer(HttpServer server, Shown network, Limits limits, LongSupplier clock) {
    this.server = server;
    this.limits = limits;
    this.gate = Gate.to(server.getAddress().getPort());
    this.turns = new Turns(limits, clock);
    this.uploads = new Uploads(limits);
    this.answers = new Answers(network, turns);
  }

  /**
   * Starts the page.
   *
   * @param classifier what it asks
   * @param port 0 for one that is free
   * @return the server, which answers until it is closed
   * @throws LabException if the port is in use or may not be used
   */
  public static ShowServer start(PictureClassifier classifier, int port) {
    return start(new ShownClassifier(classifier), port, Limits.defaults(), System::nanoTime);
  }

  /**
   * Starts a server.
   *
   * @param network what it asks
   * @param port 0 for one that is free
   * @param limits how much it takes on
   * @param clock nanoseconds
   */
  static ShowServer start(Shown network, int port, Limits limits, LongSupplier clock) {
    endSlowRequests();
    ShowServer made = new ShowServer(bound(port), network, limits, clock);
    made.server.setExecutor(made.threads);
    made.server.createContext("/", made::handle);
    made.server.start();
    return made;
  }

  /**
   * Read when the first server of a process is made; in seconds. A head can end in no other way.
   */
  private static void endSlowRequests() {
    Map.of("sun.net.httpserver.maxReqTime", "60", "sun.net.httpserver.maxRspTime", "600")
        .forEach((name, seconds) -> System.setProperty(name, System.getProperty(name, seconds)));
  }

  private static HttpServer bound(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      throw LabException.of(
          "a free port for the page",
          "port " + port + (why.contains("in use") ? " in use by another program" : ": " + why),
          "leave --port out, and a free one is taken, or name another",
          e);
    }
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "show");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Where the page is.
   *
   * @return an address of this machine, with a secret that nobody else knows
   */
  public String address() {
    return gate.address();
  }

  /** Ends it; what is asked at this moment gets no answer. */
  @Override
  public void close() {
    server.stop(0);
    uploads.close();
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      try {
        route(exchange);
      } catch (Refusal e) {
        refuse(exchange, e);
      } catch (IOException e) {
        return; // the other side is gone
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        refuse(exchange, new Refusal(Refusal.MISTAKE, mistake(e)));
      }
    } catch (IOException e) {
      return; // gone while it was told
    }
  }

  private static String mistake(Throwable e) {
    return Lab.isOutOfMemory(e)
        ? "The picture needs more memory than there is. Next: make it smaller, or start again with"
            + " LAB_HEAP=4g environment/lab show ..."
        : "A mistake in this program, not in your picture: " + e + ".";
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = gate.path(exchange);
    switch (path) {
      case "answer", "why" -> {
        require(exchange, "POST");
        gate.requirePicture(exchange);
        turns.count();
        uploads.take(exchange, picture -> json(exchange, ask(path, exchange, picture)));
      }
      case "about" -> {
        require(exchange, "GET");
        json(exchange, answers.about(limits.pictureBytes()));
      }
      default -> {
        PageFiles.PageFile file = files.named(path);
        if (file == null) {
          throw new Refusal(Refusal.NOT_FOUND, "There is nothing of this name here.");
        }
        require(exchange, "GET");
        send(exchange, 200, file.type(), file.bytes());
      }
    }
  }

  private String ask(String path, HttpExchange exchange, byte[] picture) throws IOException {
    if (path.equals("answer")) {
      return answers.answer(picture);
    }
    String query = exchange.getRequestURI().getRawQuery();
    return answers.why(
        picture, query != null && query.startsWith("class=") ? query.substring(6) : "");
  }

  private static void require(HttpExchange exchange, String method) throws Refusal {
    if (!exchange.getRequestMethod().equals(method)) {
      exchange.getResponseHeaders().set("Allow", method);
      throw new Refusal(Refusal.NOT_ALLOWED, "Only " + method + " here.");
    }
  }

  private void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    if (exchange.getResponseCode() >= 0) {
      return; // half an answer is on its way: all that can be done is to break off
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Connection", "close");
    if (refusal.status() == Refusal.TOO_MANY) {
      headers.set("Retry-After", "1");
    }
    String words = Json.text(Map.of("error", String.valueOf(refusal.getMessage())));
    send(exchange, refusal.status(), JSON, words.getBytes(StandardCharsets.UTF_8));
    uploads.discard(exchange);
  }

  private static void json(HttpExchange exchange, String text) throws IOException {
    send(exchange, 200, JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    HEADERS.forEach(headers::set);
    headers.set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes);
    out.flush();
  }
}
