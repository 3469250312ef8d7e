package io.transferlab.present;

import io.transferlab.core.LabException;
import io.transferlab.core.Markup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pictures that lie beside a lab, taken into the text, so that a page is one file. */
final class Pictures {
  private static final Pattern LINK = Pattern.compile("(?s)!\\[([^\\]]*)\\]\\(([^):]+\\.png)\\)");

  private Pictures() {}

  static String inside(String markdown, Path lab) {
    Matcher link = LINK.matcher(markdown);
    StringBuilder out = new StringBuilder();
    while (link.find()) {
      Path file = lab.resolveSibling(link.group(2));
      try {
        String data = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        link.appendReplacement(
            out,
            Matcher.quoteReplacement(
                "<div class=\"picture\"><img alt=\""
                    + Markup.escaped(link.group(1))
                    + "\" src=\"data:image/png;base64,"
                    + data
                    + "\"></div>"));
      } catch (IOException e) {
        throw LabException.reading(file, e);
      }
    }
    return link.appendTail(out).toString();
  }
}
