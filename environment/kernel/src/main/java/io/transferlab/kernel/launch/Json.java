package io.transferlab.kernel.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of JSON as kernelspecs and the doctor need. */
final class Json {
  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

  private Json() {}

  static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\t' -> json.append("\\t");
        default -> json.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return json.append('"').toString();
  }

  static String list(List<String> texts) {
    return texts.stream().map(Json::string).collect(Collectors.joining(", ", "[", "]"));
  }

  static String object(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(each -> string(each.getKey()) + ": " + string(each.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The strings of the list that is the member KEY; none if there is no such list. */
  static List<String> strings(String json, String key) {
    List<String> found = new ArrayList<>();
    Matcher start = Pattern.compile(Pattern.quote(string(key)) + "\\s*:\\s*\\[").matcher(json);
    if (start.find()) {
      Matcher next = Pattern.compile("\\s*(?:" + STRING.pattern() + ")\\s*,?").matcher(json);
      next.region(start.end(), json.length());
      while (next.lookingAt()) {
        found.add(unescaped(next.group(1)));
        next.region(next.end(), json.length());
      }
    }
    return found;
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(1) != null
                        ? String.valueOf((char) Integer.parseInt(escape.group(1), 16))
                        : switch (escape.group(2)) {
                          case "n" -> "\n";
                          case "t" -> "\t";
                          case "r" -> "\r";
                          case "b" -> "\b";
                          case "f" -> "\f";
                          default -> escape.group(2);
                        }));
  }
}
