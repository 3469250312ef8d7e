package io.transferlab.kernel.protocol;

import com.google.gson.JsonObject;
import io.transferlab.kernel.connection.Channel;
import io.transferlab.kernel.connection.Message;
import io.transferlab.kernel.errors.Failure;
import io.transferlab.kernel.output.Publisher;
import java.util.List;

/** One request being answered: busy, reply, idle. */
final class Exchange {
  private static final long FLUSH_MILLIS = 2000;

  private final Channel channel;
  private final Publisher publisher;
  private final Message request;
  private JsonObject reply;
  private Runnable afterwards = () -> {};

  Exchange(Channel channel, Publisher publisher, Message request) {
    this.channel = channel;
    this.publisher = publisher;
    this.request = request;
  }

  Message request() {
    return request;
  }

  void publish(String type, JsonObject content) {
    publisher.publish(type, request.header(), content);
  }

  /** What to answer; it is sent when the request is over. */
  void reply(JsonObject content) {
    if (!content.has("status")) {
      content.addProperty("status", "ok");
    }
    reply = content;
  }

  /** Answers that the request could not be done. */
  void fail(Throwable thrown) {
    Failure failure =
        new Failure(thrown.getClass().getName(), String.valueOf(thrown.getMessage()), List.of());
    reply = failure.toJson();
    reply.addProperty("status", "error");
  }

  /** What is to be done when this request is over, the kernel idle and the answer sent. */
  void afterwards(Runnable work) {
    afterwards = work;
  }

  /**
   * The answer goes out last, when all that was published is on its way: who has the answer need
   * not wait for the rest.
   */
  void end() {
    status("idle");
    try {
      publisher.flush(FLUSH_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (reply != null) {
      channel.reply(request, request.type().replace("_request", "_reply"), reply);
    }
    afterwards.run();
  }

  void status(String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    publish("status", content);
  }
}
