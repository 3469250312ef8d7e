package io.transferlab.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.transferlab.kernel.Kernel;
import io.transferlab.kernel.completion.Completeness;
import io.transferlab.kernel.completion.Completer;
import io.transferlab.kernel.completion.Inspector;
import io.transferlab.kernel.completion.SourceIndex;
import io.transferlab.kernel.connection.Message;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;

/** Requests about code that is being written. */
final class EditHandlers {
  private final Kernel kernel;
  private final SourceIndex sources = new SourceIndex(System.getProperty("java.class.path"));

  EditHandlers(Kernel kernel) {
    this.kernel = kernel;
  }

  void complete(Exchange exchange) {
    Message request = exchange.request();
    String code = request.text("code", "");
    int cursor = cursor(request, code);
    Completer.Completions found =
        new Completer(analysis(), kernel.magicNames()).complete(code, cursor);
    JsonArray matches = new JsonArray();
    found.matches().forEach(matches::add);
    JsonObject content = new JsonObject();
    content.add("matches", matches);
    content.addProperty("cursor_start", code.codePointCount(0, found.start()));
    content.addProperty("cursor_end", code.codePointCount(0, found.end()));
    content.add("metadata", new JsonObject());
    exchange.reply(content);
  }

  void inspect(Exchange exchange) {
    Message request = exchange.request();
    String code = request.text("code", "");
    Optional<String> text = new Inspector(analysis(), sources).inspect(code, cursor(request, code));
    JsonObject data = new JsonObject();
    text.ifPresent(t -> data.addProperty("text/plain", t));
    JsonObject content = new JsonObject();
    content.addProperty("found", text.isPresent());
    content.add("data", data);
    content.add("metadata", new JsonObject());
    exchange.reply(content);
  }

  void isComplete(Exchange exchange) {
    String code = exchange.request().text("code", "");
    Completeness.Judgement judgement = Completeness.judge(analysis(), code);
    JsonObject content = new JsonObject();
    content.addProperty("status", judgement.status());
    if (judgement.status().equals("incomplete")) {
      content.addProperty("indent", judgement.indent());
    }
    exchange.reply(content);
  }

  private SourceCodeAnalysis analysis() {
    return kernel.session().shell().sourceCodeAnalysis();
  }

  /** The protocol counts code points, Java counts chars. */
  private static int cursor(Message request, String code) {
    int points = code.codePointCount(0, code.length());
    int cursor = Math.max(0, Math.min(request.number("cursor_pos", points), points));
    return code.offsetByCodePoints(0, cursor);
  }
}
