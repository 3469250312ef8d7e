package io.transferlab.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.transferlab.kernel.connection.Wire;

/** Requests about the kernel itself, and comms, of which this kernel has none. */
final class InfoHandlers {
  private InfoHandlers() {}

  static void kernelInfo(Exchange exchange) {
    String java = Runtime.version().toString();
    JsonObject language = new JsonObject();
    language.addProperty("name", "java");
    language.addProperty("version", java);
    language.addProperty("mimetype", "text/x-java-source");
    language.addProperty("file_extension", ".jshell");
    language.addProperty("pygments_lexer", "java");
    language.addProperty("codemirror_mode", "text/x-java");
    JsonObject link = new JsonObject();
    link.addProperty("text", "Java API");
    int feature = Runtime.version().feature();
    link.addProperty("url", "https://docs.oracle.com/en/java/javase/" + feature + "/docs/api/");
    JsonArray links = new JsonArray();
    links.add(link);
    JsonObject content = new JsonObject();
    content.addProperty("protocol_version", Wire.PROTOCOL);
    content.addProperty("implementation", "transferlab-java");
    String version = InfoHandlers.class.getPackage().getImplementationVersion();
    content.addProperty("implementation_version", version == null ? "0" : version);
    content.add("language_info", language);
    content.addProperty("banner", "Java " + java + " - Transfer Learning Lab");
    content.add("help_links", links);
    exchange.reply(content);
  }

  static void commInfo(Exchange exchange) {
    JsonObject content = new JsonObject();
    content.add("comms", new JsonObject());
    exchange.reply(content);
  }

  /** There are no comm targets: as the protocol asks, the comm is closed at once. */
  static void commOpen(Exchange exchange) {
    JsonObject content = new JsonObject();
    content.addProperty("comm_id", exchange.request().text("comm_id", ""));
    content.add("data", new JsonObject());
    exchange.publish("comm_close", content);
  }
}
