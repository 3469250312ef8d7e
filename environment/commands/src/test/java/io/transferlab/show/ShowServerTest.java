package io.transferlab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's server: what it answers, and all that it does not. */
class ShowServerTest {
  private static final byte[] RED = png(StubNetwork.picture(Color.RED, 60, 40));

  private final List<ShowServer> started = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();
  private final HttpClient client = HttpClient.newHttpClient();

  private ShowServer start(Shown network, Limits limits) {
    ShowServer server = ShowServer.start(network, 0, limits, clock::get);
    started.add(server);
    return server;
  }

  private ShowServer start() {
    return start(new StubNetwork(), Limits.defaults());
  }

  @AfterEach
  void close() {
    started.forEach(ShowServer::close);
  }

  private static byte[] png(BufferedImage image) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder to(ShowServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path));
  }

  private static HttpRequest.Builder posting(ShowServer server, String path, byte[] body) {
    return to(server, path)
        .header("Content-Type", "application/octet-stream")
        .POST(BodyPublishers.ofByteArray(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    assertEquals(
        "application/json; charset=utf-8",
        response.headers().firstValue("Content-Type").orElseThrow());
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private void assertRefused(int status, String words, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    String error = json(response).get("error").getAsString();
    assertTrue(error.contains(words), error);
    assertFalse(error.matches(".*[a-z](Exception|Error)\\b.*"), error);
  }

  /** As typed into a socket, for what a proper client does not send. */
  private static String raw(ShowServer server, String request) throws IOException {
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String get(ShowServer server, String path, String... headers) {
    return "GET " + path + " HTTP/1.1\r\n" + lines(headers) + "Connection: close\r\n\r\n";
  }

  private static String lines(String... headers) {
    StringBuilder lines = new StringBuilder();
    Arrays.stream(headers).forEach(h -> lines.append(h).append("\r\n"));
    return lines.toString();
  }

  private static String path(ShowServer server) {
    return URI.create(server.address()).getPath();
  }

  private static int port(ShowServer server) {
    return URI.create(server.address()).getPort();
  }

  @Test
  void thePageAndItsFilesComeWithEverythingForbiddenThatTheyDoNotNeed() throws Exception {
    ShowServer server = start();
    for (String file : List.of("", "show.css", "show.js", "icon.svg", "about")) {
      HttpResponse<String> response = send(to(server, file));
      assertEquals(200, response.statusCode(), file);
      String policy = response.headers().firstValue("Content-Security-Policy").orElseThrow();
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals(List.of("nosniff"), response.headers().allValues("X-Content-Type-Options"));
      assertEquals(List.of("no-referrer"), response.headers().allValues("Referrer-Policy"));
      assertEquals(
          List.of("same-origin"), response.headers().allValues("Cross-Origin-Resource-Policy"));
      assertEquals(List.of("no-store"), response.headers().allValues("Cache-Control"));
      assertEquals(List.of(), response.headers().allValues("Access-Control-Allow-Origin"));
    }
  }

  @Test
  void thePageNamesNoOtherHostAndHoldsNoScriptOrStyleOfItsOwn() throws Exception {
    ShowServer server = start();
    for (String file : List.of("", "show.css", "show.js")) {
      String text = send(to(server, file)).body();
      assertFalse(text.replace("http://www.w3.org/2000/svg", "").contains("//www."), file);
      assertFalse(text.matches("(?s).*https?://(?!www\\.w3\\.org/2000/svg).*"), file);
    }
    String page = send(to(server, "")).body();
    assertFalse(page.matches("(?is).*(<style| style=| on[a-z]+=|<script>).*"), page);
  }

  @Test
  void aPictureIsAnsweredWithClassesPictureAndNeighbours() throws Exception {
    ShowServer server = start();
    JsonObject about = json(send(to(server, "about"))).getAsJsonObject("network");
    assertEquals("Möwen", about.get("name").getAsString());
    assertEquals(1, about.getAsJsonArray("samples").size());
    JsonObject said =
        json(send(posting(server, "answer", png(StubNetwork.picture(Color.GREEN, 60, 40)))));
    JsonObject answer = said.getAsJsonObject("answer");
    assertTrue(answer.get("known").getAsBoolean());
    assertEquals("60 x 40", answer.get("words").getAsString());
    JsonObject best = answer.getAsJsonArray("guesses").get(0).getAsJsonObject();
    assertEquals("grün & <b>blau</b>", best.get("label").getAsString());
    assertEquals(0.75, best.get("probability").getAsDouble());
    assertEquals(1, answer.getAsJsonArray("nearest").size());
    BufferedImage shown = image(said.get("picture").getAsString());
    assertEquals(60, shown.getWidth());
    assertEquals(40, shown.getHeight());
    assertFalse(
        json(send(posting(server, "answer", png(StubNetwork.picture(Color.BLUE, 9, 9)))))
            .getAsJsonObject("answer")
            .get("known")
            .getAsBoolean());
  }

  private static BufferedImage image(String address) throws IOException {
    String head = "data:image/jpeg;base64,";
    assertTrue(address.startsWith(head), address);
    byte[] bytes = Base64.getDecoder().decode(address.substring(head.length()));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void aReasonIsForTheClassThatWasAskedFor() throws Exception {
    ShowServer server = start();
    JsonObject why = json(send(posting(server, "why?class=1", RED)));
    assertEquals("grün & <b>blau</b>", why.get("label").getAsString());
    assertEquals(60, image(why.get("overlay").getAsString()).getWidth());
    for (String query :
        List.of("", "?class=", "?class=2", "?class=-1", "?class=99999999999", "?x=1")) {
      assertRefused(400, "no such class", send(posting(server, "why" + query, RED)));
    }
  }

  @Test
  void aLargePictureIsShownSmallerInItsShape() throws Exception {
    ShowServer server = start();
    byte[] wide = png(StubNetwork.picture(Color.RED, 3000, 500));
    BufferedImage shown =
        image(json(send(posting(server, "answer", wide))).get("picture").getAsString());
    assertEquals(960, shown.getWidth());
    assertEquals(160, shown.getHeight());
    byte[] line = png(StubNetwork.picture(Color.RED, 4000, 1));
    assertEquals(
        1,
        image(json(send(posting(server, "answer", line))).get("picture").getAsString())
            .getHeight());
  }

  @Test
  void whatIsNoPictureIsRefusedWithTheReason() throws Exception {
    ShowServer server = start();
    assertRefused(400, "found nothing", send(posting(server, "answer", new byte[0])));
    assertRefused(
        422,
        "not a picture in a format that is read (JPEG, PNG",
        send(posting(server, "answer", "hello".getBytes(StandardCharsets.UTF_8))));
    byte[] raw = "FUJIFILMCCD-RAW 0201".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(
        422,
        "This picture: a camera RAW file, which this cannot read: export it as JPEG.",
        send(posting(server, "answer", raw)));
    byte[] broken = Arrays.copyOf(RED, RED.length / 2);
    assertRefused(422, "cannot be decoded", send(posting(server, "answer", broken)));
    assertRefused(422, "cannot be decoded", send(posting(server, "why?class=0", broken)));
  }

  @Test
  void aSmallFileOfManyPixelsIsRefusedBeforeMemoryIsTaken() throws Exception {
    ShowServer server = start();
    assertRefused(422, "over the limit", send(posting(server, "answer", bomb(30_000, 30_000))));
  }

  /** A gray PNG that claims so many pixels, all black. */
  private static byte[] bomb(int width, int height) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(new byte[1 << 20]);
    }
    java.nio.ByteBuffer head = java.nio.ByteBuffer.allocate(13);
    head.putInt(width).putInt(height).put((byte) 8).put((byte) 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(out, "IHDR", head.array());
    chunk(out, "IDAT", packed.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] content)
      throws IOException {
    byte[] letters = name.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(letters);
    crc.update(content);
    java.io.DataOutputStream data = new java.io.DataOutputStream(out);
    data.writeInt(content.length);
    data.write(letters);
    data.write(content);
    data.writeInt((int) crc.getValue());
  }

  @Test
  void onlyThisMachinesNamesAreItsHost() throws Exception {
    ShowServer server = start();
    for (String host : List.of("localhost", "127.0.0.1", "[::1]")) {
      String answer = raw(server, get(server, path(server), "Host: " + host + ":" + port(server)));
      assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    }
    String own = "Host: localhost:" + port(server);
    for (String[] hosts :
        new String[][] {
          {"Host: evil.example:" + port(server)},
          {"Host: localhost.evil.example:" + port(server)},
          {"Host: localhost"},
          {"Host: localhost:1"},
          {"Host:"},
          {own, "Host: evil.example"},
          {},
        }) {
      String answer = raw(server, get(server, path(server), hosts));
      assertTrue(answer.startsWith("HTTP/1.1 403"), Arrays.toString(hosts) + answer);
      assertTrue(answer.contains("nowhere else"), answer);
    }
  }

  @Test
  void itListensOnThisMachinesOwnAddressOnly() throws Exception {
    ShowServer server = start();
    for (InetAddress address : InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
      if (!address.isLoopbackAddress()) {
        assertThrows(IOException.class, () -> new Socket(address, port(server)).close());
      }
    }
    assertTrue(server.address().startsWith("http://127.0.0.1:"));
  }

  @Test
  void withoutTheSecretNothingIsThere() throws Exception {
    ShowServer server = start();
    String base = "http://127.0.0.1:" + port(server);
    String wrong =
        path(server).replace(path(server).charAt(1), path(server).charAt(1) == 'a' ? 'b' : 'a');
    for (String path :
        List.of("/", "/show.js", "/about", "/x/", wrong, path(server).substring(0, 9) + "/")) {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(base + path)));
      assertRefused(403, "lacks its secret part", answer);
      assertFalse(answer.body().contains(path(server).substring(1, 20)), "it is not told");
    }
    assertNotEquals(path(server), path(start()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show.html", "Show.js", "show.js/", "show.js%00", "%73how.js", "../show.js",
            "..%2f..%2fetc/passwd",
        "%2e%2e/x", "/etc/passwd", "//etc/passwd", "package-info.class", "./show.js", "show.js;a",
            "answer/"
      })
  void nothingButTheFixedFilesIsServed(String name) throws Exception {
    ShowServer server = start();
    String answer =
        raw(server, get(server, path(server) + name, "Host: localhost:" + port(server)));
    assertTrue(answer.matches("(?s)HTTP/1.1 40[034] .*"), answer);
    assertFalse(answer.contains("root:"), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Origin, http://localhost",
    "Origin, https://127.0.0.1:PORT",
    "Origin, http://localhost:PORT", // the page was opened as 127.0.0.1
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
  })
  void noOtherOriginMayAsk(String name, String value) throws Exception {
    ShowServer server = start();
    String said = value.replace("PORT", String.valueOf(port(server)));
    for (String path : List.of("answer", "why?class=0")) {
      assertRefused(403, "Another page", send(posting(server, path, RED).header(name, said)));
    }
    assertRefused(403, "Another page", send(to(server, "about").header(name, said)));
    assertRefused(403, "Another page", send(to(server, "show.js").header(name, said)));
  }

  @Test
  void thePageItselfMayAskAndALinkMayOpenIt() throws Exception {
    ShowServer server = start();
    String origin = "http://127.0.0.1:" + port(server);
    assertEquals(
        200,
        send(posting(server, "answer", RED)
                .header("Origin", origin)
                .header("Sec-Fetch-Site", "same-origin"))
            .statusCode());
    assertEquals(200, navigated(server, "", "document"));
    assertEquals(403, navigated(server, "", "iframe"));
    assertEquals(403, navigated(server, "about", "document"));
    HttpResponse<String> preflight =
        send(
            to(server, "answer")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "POST"));
    assertRefused(403, "Another page", preflight);
    assertEquals(List.of(), preflight.headers().allValues("Access-Control-Allow-Origin"));
  }

  private int navigated(ShowServer server, String path, String destination) throws Exception {
    return send(to(server, path)
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", destination))
        .statusCode();
  }

  @Test
  void whatAFormOfAnotherPageCouldSendIsNoPicture() throws Exception {
    ShowServer server = start();
    for (String type :
        List.of(
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "image/png")) {
      assertRefused(
          415,
          "application/octet-stream",
          send(
              to(server, "answer")
                  .header("Content-Type", type)
                  .POST(BodyPublishers.ofByteArray(RED))));
    }
    assertRefused(
        415,
        "application/octet-stream",
        send(to(server, "answer").POST(BodyPublishers.ofByteArray(RED))));
  }

  @Test
  void otherMethodsAreNotAllowed() throws Exception {
    ShowServer server = start();
    for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "X")) {
      for (String path : List.of("", "about", "answer", "why")) {
        String answer =
            raw(
                server,
                method
                    + " "
                    + path(server)
                    + path
                    + " HTTP/1.1\r\nHost: localhost:"
                    + port(server)
                    + "\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 405"), method + answer);
      }
    }
    HttpResponse<String> got = send(to(server, "answer"));
    assertRefused(405, "Only POST here.", got);
    assertEquals("POST", got.headers().firstValue("Allow").orElseThrow());
    assertRefused(405, "Only GET here.", send(posting(server, "about", RED)));
  }

  /** 200 MB that come as they are asked for. */
  private static final class Endless extends InputStream {
    private long left = 200_000_000;

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] b, int off, int len) {
      int given = (int) Math.min(left, len);
      left -= given;
      return given == 0 ? -1 : given;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoHundredMegabytesAreRefusedAtOnce(boolean saysItsLength) throws Exception {
    StubNetwork network = new StubNetwork();
    ShowServer server = start(network, Limits.defaults());
    HttpRequest.BodyPublisher stream = BodyPublishers.ofInputStream(Endless::new);
    HttpRequest.BodyPublisher body =
        saysItsLength ? BodyPublishers.fromPublisher(stream, 200_000_000) : stream;
    HttpResponse<String> answer =
        send(to(server, "answer").header("Content-Type", "application/octet-stream").POST(body));
    assertRefused(413, "larger than 20 MB", answer);
    assertEquals(0, network.most.get());
    assertEquals(200, send(posting(server, "answer", RED)).statusCode());
  }

  @Test
  void aLengthThatIsTooLargeIsAnsweredBeforeAByteIsSent() throws Exception {
    ShowServer server = start();
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket
          .getOutputStream()
          .write(head(server, "Content-Length: 200000000").getBytes(StandardCharsets.UTF_8));
      byte[] start = socket.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 413", new String(start, StandardCharsets.UTF_8));
    }
  }

  private static String head(ShowServer server, String length) {
    return "POST "
        + path(server)
        + "answer HTTP/1.1\r\nHost: localhost:"
        + port(server)
        + "\r\nContent-Type: application/octet-stream\r\n"
        + length
        + "\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -5",
        "Content-Length: 99999999999999999999",
        "Content-Length: x",
        "Transfer-Encoding: gzip"
      })
  void aLengthThatIsNoneIsRefused(String length) throws Exception {
    ShowServer server = start();
    assertTrue(raw(server, head(server, length)).matches("(?s)HTTP/1.1 (4..|501) .*"), length);
    assertEquals(200, send(posting(server, "answer", RED)).statusCode());
  }

  @Test
  void senderThatGoesAwayLeavesNothingBehind() throws Exception {
    StubNetwork network = new StubNetwork();
    ShowServer server = start(network, Limits.defaults().withAllBytes(RED.length));
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head(server, "Content-Length: " + RED.length).getBytes(StandardCharsets.UTF_8));
      out.write(RED, 0, RED.length / 2);
      socket.shutdownOutput();
      assertEquals(0, socket.getInputStream().readAllBytes().length);
    }
    assertEquals(200, send(posting(server, "answer", RED)).statusCode());
    assertEquals(1, network.began.availablePermits());
  }

  @Test
  void senderThatNeverEndsIsEnded() throws Exception {
    ShowServer server =
        start(new StubNetwork(), Limits.defaults().withSending(Duration.ofMillis(50)));
    assertEquals("", raw(server, head(server, "Content-Length: 1000") + "x"));
  }

  @Test
  void slowSendersHoldNobodyUp() throws Exception {
    ShowServer server = start();
    URI address = URI.create(server.address());
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(address.getHost(), address.getPort());
        slow.add(socket);
        String begin = i % 2 == 0 ? "GET /" : head(server, "Content-Length: 1000");
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
      }
      clock.addAndGet(Duration.ofMinutes(1).toNanos());
      assertEquals(200, send(posting(server, "answer", RED)).statusCode());
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void manyAtOnceComeOneAfterTheOtherAndSomeAreSentAway() throws Exception {
    StubNetwork network = new StubNetwork(0);
    ShowServer server = start(network, Limits.defaults().withWaiting(2));
    List<CompletableFuture<HttpResponse<String>>> asked =
        Collections.synchronizedList(new ArrayList<>());
    asked.add(client.sendAsync(posting(server, "answer", RED).build(), BodyHandlers.ofString()));
    network.began.acquire();
    CompletableFuture<Object> refused = new CompletableFuture<>();
    for (int i = 0; i < 7; i++) {
      CompletableFuture<HttpResponse<String>> one =
          client.sendAsync(posting(server, "answer", RED).build(), BodyHandlers.ofString());
      one.thenAccept(r -> refused.complete(r.statusCode()));
      asked.add(one);
    }
    assertEquals(429, refused.get()); // nobody else can have an answer yet
    network.mayEnd.release(100);
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> one : asked) {
      statuses.add(one.get().statusCode());
    }
    assertEquals(200, statuses.get(0));
    assertTrue(Collections.frequency(statuses, 200) >= 3, statuses.toString());
    assertTrue(statuses.stream().allMatch(s -> s == 200 || s == 429), statuses.toString());
    assertEquals(1, network.most.get());
  }

  @Test
  void noMoreASecondThanAPersonWouldShow() throws Exception {
    ShowServer server = start(new StubNetwork(), Limits.defaults().withRate(3, 2));
    for (int i = 0; i < 3; i++) {
      assertEquals(200, send(posting(server, "answer", RED)).statusCode());
    }
    HttpResponse<String> answer = send(posting(server, "answer", RED));
    assertRefused(429, "Too many pictures", answer);
    assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(200, send(to(server, "about")).statusCode());
    clock.addAndGet(Duration.ofMillis(500).toNanos());
    assertEquals(200, send(posting(server, "answer", RED)).statusCode());
    assertEquals(429, send(posting(server, "answer", RED)).statusCode());
  }

  @Test
  void allThatIsSentAtOnceIsBounded() throws Exception {
    ShowServer server = start(new StubNetwork(), Limits.defaults().withAllBytes(RED.length - 1));
    assertRefused(429, "Too many pictures", send(posting(server, "answer", RED)));
  }

  @Test
  void theLargestPictureIsTaken() throws Exception {
    ShowServer exact = start(new StubNetwork(), Limits.defaults().withPictureBytes(RED.length));
    assertEquals(200, send(posting(exact, "answer", RED)).statusCode());
    ShowServer less = start(new StubNetwork(), Limits.defaults().withPictureBytes(RED.length - 1));
    assertEquals(413, send(posting(less, "answer", RED)).statusCode());
    HttpRequest.BodyPublisher pieces =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(RED));
    for (ShowServer server : List.of(exact, less)) {
      int status =
          send(to(server, "answer").header("Content-Type", Gate.PICTURE).POST(pieces)).statusCode();
      assertEquals(server == exact ? 200 : 413, status);
    }
  }

  @Test
  void aMistakeIsToldAndTheNextPictureIsAnswered() throws Exception {
    StubNetwork broken =
        new StubNetwork() {
          @Override
          public Reason why(BufferedImage asked, BufferedImage shown, String label) {
            if (label.equals("red")) {
              throw LabException.of("a layer", "none", "take another network");
            }
            throw new IllegalStateException("oops");
          }
        };
    ShowServer server = start(broken, Limits.defaults());
    assertRefused(422, "Next: take another network.", send(posting(server, "why?class=0", RED)));
    HttpResponse<String> answer = send(posting(server, "why?class=1", RED));
    assertEquals(500, answer.statusCode());
    assertTrue(json(answer).get("error").getAsString().contains("oops"), answer.body());
    assertEquals(200, send(posting(server, "answer", RED)).statusCode());
  }

  @Test
  void aPortInUseIsNamedWithTheCure() {
    int port = port(start());
    LabException e =
        assertThrows(
            LabException.class,
            () -> ShowServer.start(new StubNetwork(), port, Limits.defaults(), clock::get));
    assertEquals(
        "Expected a free port for the page; found port "
            + port
            + " in use by another program. Next: leave --port out, and a free one"
            + " is taken, or name another.",
        e.getMessage());
  }

  @Test
  void whenItIsClosedThePortIsFree() throws Exception {
    ShowServer server = start();
    int port = port(server);
    server.close();
    assertThrows(IOException.class, () -> new Socket("127.0.0.1", port).close());
  }
}
