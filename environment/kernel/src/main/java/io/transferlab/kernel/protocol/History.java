package io.transferlab.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.transferlab.kernel.connection.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    String pattern = request.text("pattern", "*");
    List<Entry> found = entries.stream().filter(e -> fits(pattern, e.input())).toList();
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

  /** Whether a text fits a pattern with {@code *} and {@code ?}. A regex would try for ever. */
  static boolean fits(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int tried = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        tried = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++tried;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
