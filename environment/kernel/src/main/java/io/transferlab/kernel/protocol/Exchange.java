package io.transferlab.kernel.protocol;

import com.google.gson.JsonObject;
import io.transferlab.kernel.connection.Channel;
import io.transferlab.kernel.connection.Message;
import io.transferlab.kernel.output.Publisher;

/** One request being answered: busy, reply, idle. */
final class Exchange {
  private final Channel channel;
  private final Publisher publisher;
  private final Message request;
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

  void reply(JsonObject content) {
    if (!content.has("status")) {
      content.addProperty("status", "ok");
    }
    channel.reply(request, request.type().replace("_request", "_reply"), content);
  }

  /** What is to be done when this request is over and the kernel idle. */
  void afterwards(Runnable work) {
    afterwards = work;
  }

  void end() {
    status("idle");
    afterwards.run();
  }

  void status(String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    publish("status", content);
  }
}
