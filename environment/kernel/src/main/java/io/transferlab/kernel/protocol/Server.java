package io.transferlab.kernel.protocol;

import com.google.gson.JsonObject;
import io.transferlab.kernel.KernelLog;
import io.transferlab.kernel.connection.Channel;
import io.transferlab.kernel.connection.Message;
import io.transferlab.kernel.output.Publisher;
import java.util.Map;

/** Takes requests from one socket, one after the other. Unknown types are noted and left alone. */
final class Server {
  private final Channel channel;
  private final Publisher publisher;
  private final Map<String, Handler> handlers;
  private final KernelLog log;

  Server(Channel channel, Publisher publisher, Map<String, Handler> handlers, KernelLog log) {
    this.channel = channel;
    this.publisher = publisher;
    this.handlers = Map.copyOf(handlers);
    this.log = log;
  }

  /** Serves, for ever. */
  void serve() {
    while (true) {
      try {
        answer(channel.receive());
      } catch (RuntimeException | Error e) {
        log.error("a request could not be answered", e);
      }
    }
  }

  /** Answers one request. */
  void answer(Message message) {
    Handler handler = handlers.get(message.type());
    if (handler == null) {
      String type = message.type().replaceAll("\\s+", " ");
      log.info("ignored a message of type " + type.substring(0, Math.min(type.length(), 100)));
      return;
    }
    Exchange exchange = new Exchange(channel, publisher, message);
    exchange.status("busy");
    try {
      handler.handle(exchange);
    } catch (RuntimeException | Error e) {
      // Who asked waits for an answer, whatever it is.
      exchange.fail(e);
      log.error("a request of type " + message.type() + " failed", e);
    } finally {
      exchange.end();
    }
  }

  /** Answers a request with what is given instead of doing it. */
  void abort(Message message, JsonObject content) {
    Exchange exchange = new Exchange(channel, publisher, message);
    exchange.status("busy");
    exchange.reply(content);
    exchange.end();
  }
}
