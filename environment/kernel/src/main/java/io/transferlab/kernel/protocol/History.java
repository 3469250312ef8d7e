package io.transferlab.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.transferlab.kernel.connection.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cells of this session, for front ends that offer them again. */
final class History {
  private static final int SESSION = 1;

  private final List<Entry> entries = new ArrayList<>();

  private record Entry(int line, String input, String output) {}

  void add(int line, String input, String output) {
    entries.add(new Entry(line, input, output));
  }

  void handle(Exchange exchange) {
    Message request = exchange.request();
    boolean output = request.flag("output", false);
    JsonArray found = new JsonArray();
    for (Entry entry : select(request)) {
      JsonArray one = new JsonArray();
      one.add(SESSION);
      one.add(entry.line());
      if (output) {
        JsonArray both = new JsonArray();
        both.add(entry.input());
        both.add(entry.output());
        one.add(both);
      } else {
        one.add(entry.input());
      }
      found.add(one);
    }
    JsonObject content = new JsonObject();
    content.add("history", found);
    exchange.reply(content);
  }

  private List<Entry> select(Message request) {
    return switch (request.text("hist_access_type", "tail")) {
      case "range" -> range(request);
      case "search" -> search(request);
      default -> last(entries, request.number("n", 10));
    };
  }

  /** Session 0 is the current one, and the only one that is kept. */
  private List<Entry> range(Message request) {
    int session = request.number("session", 0);
    int start = request.number("start", 1);
    int stop = request.number("stop", Integer.MAX_VALUE);
    Stream<Entry> all = session == 0 || session == SESSION ? entries.stream() : Stream.empty();
    return all.filter(e -> e.line() >= start && e.line() < stop).toList();
  }

  private List<Entry> search(Message request) {
    Pattern pattern = glob(request.text("pattern", "*"));
    List<Entry> found = entries.stream().filter(e -> pattern.matcher(e.input()).matches()).toList();
    if (request.flag("unique", false)) {
      Map<String, Entry> latest = new LinkedHashMap<>();
      for (Entry entry : found) {
        latest.remove(entry.input());
        latest.put(entry.input(), entry);
      }
      found = List.copyOf(latest.values());
    }
    return last(found, request.number("n", found.size()));
  }

  private static List<Entry> last(List<Entry> entries, int n) {
    return entries.subList(Math.max(0, entries.size() - Math.max(0, n)), entries.size());
  }

  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    for (char c : text.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
