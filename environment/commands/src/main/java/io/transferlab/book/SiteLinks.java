package io.transferlab.book;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether every link of a site leads to a file or a place of it, or has the form of an address
 * elsewhere; and that nothing but links leads elsewhere: pages ask no other host for anything.
 */
final class SiteLinks {
  private static final Pattern TAG = Pattern.compile("<([a-z]+)\\b([^>]*)>");
  private static final Pattern ADDRESS =
      Pattern.compile("\\b(href|src|action|srcset|poster|data)=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");
  private static final Pattern STYLE_ADDRESS = Pattern.compile("@import|url\\(");

  private SiteLinks() {}

  /** What is wrong, a line each; empty if nothing is. */
  static List<String> faults(Map<String, byte[]> files) {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String path = file.getKey();
      String text = new String(file.getValue(), StandardCharsets.UTF_8);
      if (path.endsWith(".css") && STYLE_ADDRESS.matcher(text).find()) {
        faults.add(path + " loads something");
      }
      if (!path.endsWith(".html")) {
        continue;
      }
      Set<String> seen = new HashSet<>();
      ID.matcher(text)
          .results()
          .filter(id -> !seen.add(id.group(1)))
          .forEach(id -> faults.add(path + " has two places named " + id.group(1)));
      Matcher tag = TAG.matcher(text);
      while (tag.find()) {
        Matcher address = ADDRESS.matcher(tag.group(2));
        while (address.find()) {
          String fault = fault(path, tag.group(1), unescaped(address.group(2)), files);
          if (!fault.isEmpty()) {
            faults.add(path + ": " + address.group(2) + " " + fault);
          }
        }
      }
    }
    return faults;
  }

  private static String fault(String page, String tag, String address, Map<String, byte[]> files) {
    if (address.equals("data:,")) {
      return "";
    }
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      return "is no address";
    }
    if (uri.isAbsolute() || address.startsWith("//")) {
      if (!tag.equals("a")) {
        return "is loaded from elsewhere";
      }
      boolean known = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return known && uri.getHost() != null || "mailto".equals(uri.getScheme())
          ? ""
          : "is no address of the web";
    }
    if (address.startsWith("/")) {
      return "is not relative";
    }
    String path =
        uri.getPath().isEmpty() ? page : URI.create(page).resolve(uri.getPath()).toString();
    byte[] target = files.get(path);
    if (target == null) {
      return "leads to " + path + ", which is not there";
    }
    String place = uri.getFragment();
    boolean found =
        place == null
            || place.isEmpty()
            || new String(target, StandardCharsets.UTF_8).contains(" id=\"" + place + "\"");
    return found ? "" : "leads to a place that is not there";
  }

  private static String unescaped(String text) {
    return text.replace("&quot;", "\"").replace("&amp;", "&");
  }
}
