package io.transferlab.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.transferlab.kernel.Kernel;
import io.transferlab.kernel.completion.Completeness;
import io.transferlab.kernel.completion.Completer;
import io.transferlab.kernel.completion.Inspector;
import io.transferlab.kernel.completion.SourceIndex;
import io.transferlab.kernel.connection.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jdk.jshell.SourceCodeAnalysis;

/** Requests about code that is being written. */
final class EditHandlers {
  private static final int MOST_CHARACTERS = 100_000;

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
        orElse(
            code,
            () -> new Completer(analysis(), kernel.magicNames()).complete(code, cursor),
            new Completer.Completions(List.of(), cursor, cursor));
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
    int cursor = cursor(request, code);
    Optional<String> text =
        orElse(
            code, () -> new Inspector(analysis(), sources).inspect(code, cursor), Optional.empty());
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
    Completeness.Judgement judgement =
        orElse(
            code,
            () -> Completeness.judge(analysis(), code),
            new Completeness.Judgement("unknown", ""));
    JsonObject content = new JsonObject();
    content.addProperty("status", judgement.status());
    if (judgement.status().equals("incomplete")) {
      content.addProperty("indent", judgement.indent());
    }
    exchange.reply(content);
  }

  /**
   * Looks at code that a person can have written: JShell takes minutes for a megabyte. The compiler
   * gives up on what is nested very deeply, by an overflow or by what JShell makes of it.
   */
  private static <T> T orElse(String code, Supplier<T> work, T otherwise) {
    if (code.length() > MOST_CHARACTERS) {
      return otherwise;
    }
    try {
      return work.get();
    } catch (StackOverflowError | InternalError e) {
      return otherwise;
    }
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
