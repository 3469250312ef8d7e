package io.transferlab.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.transferlab.kernel.Kernel;
import io.transferlab.kernel.connection.Channel;
import io.transferlab.kernel.connection.Message;
import io.transferlab.kernel.connection.StdinChannel;
import io.transferlab.kernel.display.DisplayMessages;
import io.transferlab.kernel.output.CellOutput;
import io.transferlab.kernel.output.ConsoleInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs cells. */
final class ExecuteHandler {
  /** How long a cell that was queued before an error may still be on its way to the socket. */
  private static final int DRAIN_MILLIS = 10;

  private final Kernel kernel;
  private final CellOutput output;
  private final StdinChannel stdin;
  private final Channel shell;
  private final History history;
  private Server server;
  private ConsoleInput input;
  private int count;
  private boolean begun;
  private volatile Message running;

  ExecuteHandler(
      Kernel kernel, CellOutput output, StdinChannel stdin, Channel shell, History history) {
    this.kernel = kernel;
    this.output = output;
    this.stdin = stdin;
    this.shell = shell;
    this.history = history;
  }

  /** Who answers the other requests that wait behind cells that are aborted. */
  void setServer(Server server) {
    this.server = server;
  }

  /** What cells read; a line that one left half read is not for the next. */
  void setInput(ConsoleInput input) {
    this.input = input;
  }

  void handle(Exchange exchange) {
    Message request = exchange.request();
    String code = request.text("code", "");
    boolean silent = request.flag("silent", false);
    boolean store = !silent && request.flag("store_history", true);
    running = request;
    count += store ? 1 : 0;
    input.forget();
    output.begin(request.header(), silent);
    if (!silent) {
      JsonObject input = new JsonObject();
      input.addProperty("code", code);
      input.addProperty("execution_count", count);
      exchange.publish("execute_input", input);
    }
    Kernel.Result result = kernel.run(code, count, waited(request));
    finish(exchange, result, silent);
    if (store) {
      history.add(count, code, textOf(result));
    }
    if (result.failure() == null) {
      JsonObject content = reply("ok");
      content.add("user_expressions", expressions(request));
      content.add("payload", new JsonArray());
      exchange.reply(content);
    } else {
      // What is queued must be taken before the reply: only what comes after it is a new wish.
      List<Message> waiting = request.flag("stop_on_error", true) ? drain() : new ArrayList<>();
      JsonObject content = result.failure().toJson();
      reply("error").entrySet().forEach(e -> content.add(e.getKey(), e.getValue()));
      exchange.reply(content);
      exchange.afterwards(() -> waiting.forEach(this::abort));
    }
  }

  /**
   * Seconds that a reader has waited: for the kernel to start, with the first cell. Later cells
   * wait behind others, which are seen to run.
   */
  private double waited(Message request) {
    boolean first = !begun;
    begun = true;
    if (!first) {
      return 0;
    }
    Instant now = Instant.now();
    Duration up =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, now))
            .orElse(Duration.ZERO);
    // The clock of a browser elsewhere may be another: nobody waited before the kernel began.
    Duration waited = request.age(now);
    return Math.max(0, (waited.compareTo(up) < 0 ? waited : up).toMillis() / 1000.0);
  }

  /** Asks the front end of the running cell for a line. */
  String ask() throws InterruptedException {
    Message asker = running;
    if (asker == null || !asker.flag("allow_stdin", false)) {
      throw new IllegalStateException(
          "this front end gives no input: System.in cannot be read here (allow_stdin is false)");
    }
    kernel.asks(true);
    try {
      return stdin.ask(asker, "", false);
    } finally {
      kernel.asks(false);
    }
  }

  private void finish(Exchange exchange, Kernel.Result result, boolean silent) {
    if (silent) {
      return;
    }
    if (result.data() != null) {
      JsonObject content = DisplayMessages.of(result.data(), null);
      content.addProperty("execution_count", count);
      exchange.publish("execute_result", content);
    }
    if (result.failure() != null) {
      exchange.publish("error", result.failure().toJson());
    }
  }

  private static String textOf(Kernel.Result result) {
    if (result.data() == null) {
      return null;
    }
    JsonElement text =
        DisplayMessages.of(result.data(), null).getAsJsonObject("data").get("text/plain");
    return text == null ? null : text.getAsString();
  }

  private JsonObject reply(String status) {
    JsonObject content = new JsonObject();
    content.addProperty("status", status);
    content.addProperty("execution_count", count);
    return content;
  }

  private JsonObject expressions(Message request) {
    JsonObject results = new JsonObject();
    JsonElement asked = request.content().get("user_expressions");
    if (asked == null || !asked.isJsonObject()) {
      return results;
    }
    for (Map.Entry<String, JsonElement> entry : asked.getAsJsonObject().entrySet()) {
      if (!(entry.getValue() instanceof JsonPrimitive code) || !code.isString()) {
        continue;
      }
      Kernel.Result result = kernel.run(code.getAsString(), count);
      JsonObject one;
      if (result.failure() != null) {
        one = result.failure().toJson();
        one.addProperty("status", "error");
      } else {
        one = result.data() == null ? new JsonObject() : DisplayMessages.of(result.data(), null);
        one.addProperty("status", "ok");
      }
      results.add(entry.getKey(), one);
    }
    return results;
  }

  private List<Message> drain() {
    List<Message> waiting = new ArrayList<>();
    Optional<Message> next = shell.poll(DRAIN_MILLIS);
    while (next.isPresent()) {
      waiting.add(next.get());
      next = shell.poll(DRAIN_MILLIS);
    }
    return waiting;
  }

  private void abort(Message message) {
    if (message.type().equals("execute_request")) {
      server.abort(message, reply("aborted"));
    } else {
      server.answer(message);
    }
  }
}
