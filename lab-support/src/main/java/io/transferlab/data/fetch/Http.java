package io.transferlab.data.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks servers for files, or for the rest of a file, and judges their answers. */
final class Http {
  /** The JDK asks a proxy through which TLS goes for no password unless this is empty. */
  private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
  private static final Pattern WHOLE = Pattern.compile("bytes \\*/(\\d+)");

  private final Transfers how;
  private final HttpClient client;
  private final Proxies proxies;

  /**
   * What a server sends.
   *
   * @param body its bytes
   * @param offset where in the file they start
   * @param total the size of the whole file, or -1
   * @param validator what names this version of the file, or null
   * @param isPage whether it calls itself a web page
   */
  record Answer(Body body, long offset, long total, @Nullable String validator, boolean isPage)
      implements AutoCloseable {
    @Override
    public void close() {
      body.close();
    }
  }

  /** The file's end was asked for, and there is nothing behind it. */
  static final class NothingMore extends IOException {
    private static final long serialVersionUID = 1L;

    private final long total;

    NothingMore(long total) {
      super("the server has nothing after " + total + " bytes");
      this.total = total;
    }

    long total() {
      return total;
    }
  }

  Http(Transfers how) {
    this.how = how;
    this.proxies = new Proxies(how.environment());
    Optional<java.net.Authenticator> authenticator = proxies.authenticator();
    if (authenticator.isPresent() && System.getProperty(TUNNEL_SCHEMES) == null) {
      System.setProperty(TUNNEL_SCHEMES, "");
    }
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(how.connect())
            .proxy(proxies);
    authenticator.ifPresent(builder::authenticator);
    client = builder.build();
  }

  /**
   * Asks for a file.
   *
   * @param uri its address
   * @param from the first byte wanted
   * @param validator the version that the bytes before it belong to, or null for any
   * @throws TransferException if the answer is of no use
   * @throws NothingMore if the file ends at {@code from}
   */
  Answer open(URI uri, long from, @Nullable String validator)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(how.connect()).header("User-Agent", "transfer-lab/1.0");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
      if (validator != null) {
        request.header("If-Range", validator);
      }
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response;
    Optional<ProxyAddress> proxy = proxy(uri);
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    } catch (SSLException e) {
      throw new TransferException(
          TransferException.Then.NEXT_ADDRESS, "no safe connection: " + e.getMessage(), e);
    } catch (ConnectException e) {
      throw new TransferException(
          TransferException.Then.AGAIN,
          "no connection" + proxy.map(p -> " with the proxy " + p).orElse(""),
          e);
    }
    Body body = new Body(how.stall());
    response.body().subscribe(body);
    boolean used = false;
    try {
      Answer answer = judge(response, body, from);
      used = true;
      return answer;
    } finally {
      if (!used) {
        body.close();
      }
    }
  }

  private Optional<ProxyAddress> proxy(URI uri) throws TransferException {
    try {
      return proxies.proxy(uri);
    } catch (ProxyAddress.Unusable e) {
      throw new TransferException(
          TransferException.Then.NEXT_ADDRESS, String.valueOf(e.getMessage()), e);
    }
  }

  private Answer judge(HttpResponse<?> response, Body body, long from) throws IOException {
    int status = response.statusCode();
    boolean page = response.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    String validator = validator(response);
    if (status == 200) {
      long total = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      return new Answer(body, 0, total, validator, page);
    }
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (status == 206) {
      Matcher m = RANGE.matcher(range);
      if (!m.matches() || Long.parseLong(m.group(1)) != from) {
        throw new TransferException(
            TransferException.Then.NEXT_ADDRESS,
            "it sent another part than was asked for (" + range + ")",
            null);
      }
      long total = m.group(2).equals("*") ? -1 : Long.parseLong(m.group(2));
      return new Answer(body, from, total, validator, page);
    }
    if (status == 416) {
      Matcher m = WHOLE.matcher(range);
      throw new NothingMore(m.matches() ? Long.parseLong(m.group(1)) : -1);
    }
    if (status == 408 || status == 429 || status >= 500 && status != 501) {
      throw new TransferException(
          TransferException.Then.AGAIN, "status " + status, serverWait(response), null);
    }
    String reason =
        switch (status) {
          case 301, 302, 303, 307, 308 -> "it redirects in circles or away from TLS";
          case 407 ->
              "the proxy wants a name and a password: write https_proxy as"
                  + " http://NAME:PASSWORD@HOST:PORT";
          case 401, 403 -> "status " + status + ": it refuses";
          case 404, 410 -> "status " + status + ": it is not there";
          default -> "status " + status;
        };
    throw new TransferException(TransferException.Then.NEXT_ADDRESS, reason, null);
  }

  /** A strong ETag, or the date of the last change. */
  private static @Nullable String validator(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("ETag")
        .filter(t -> !t.startsWith("W/"))
        .or(() -> response.headers().firstValue("Last-Modified"))
        .orElse(null);
  }

  private static @Nullable Duration serverWait(HttpResponse<?> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    return seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
  }
}
