package io.transferlab.authoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of each cell on the slides, in nbconvert's own words ({@code slideshow.slide_type}
 * in its metadata), and what an author who has not said so most likely means.
 */
public final class SlideTypes {
  /** What nbconvert knows; {@code -} goes on with the slide above. */
  static final Set<String> KNOWN = Set.of("slide", "subslide", "fragment", "notes", "skip", "-");

  /** Prose of this many characters can be read from the last row; what is longer is spoken. */
  static final int SHORT = 250;

  private static final String SLIDESHOW = "slideshow";
  private static final String TYPE = "slide_type";
  private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) +(.*)$");

  /** Sections that a class reads by itself, or that an instructor only says. */
  private static final Set<String> SPOKEN = Set.of("time", "start");

  private static final Set<String> LEFT_OUT = Set.of("further reading", "how did it go?");

  private SlideTypes() {}

  /**
   * Tells a cell's slide type.
   *
   * @param cell a cell
   * @return one of nbconvert's words; empty if the cell has none
   */
  public static String of(Cell cell) {
    JsonElement metadata = cell.json().get("metadata");
    JsonElement slideshow =
        metadata != null && metadata.isJsonObject()
            ? metadata.getAsJsonObject().get(SLIDESHOW)
            : null;
    return slideshow != null && slideshow.isJsonObject()
        ? Cell.text(slideshow.getAsJsonObject(), TYPE)
        : "";
  }

  static void put(Cell cell, String type) {
    JsonElement metadata = cell.json().get("metadata");
    if (metadata == null || !metadata.isJsonObject()) {
      cell.json().add("metadata", new JsonObject());
    }
    JsonObject slideshow = new JsonObject();
    slideshow.addProperty(TYPE, type);
    cell.json().getAsJsonObject("metadata").add(SLIDESHOW, slideshow);
  }

  /**
   * Gives each cell that has no slide type one by the rules.
   *
   * @param notebook a lab, which is changed
   * @return how many got one
   */
  public static int complete(NotebookFile notebook) {
    List<Cell> cells = notebook.cells();
    int given = 0;
    for (int i = 0; i < cells.size(); i++) {
      if (of(cells.get(i)).isEmpty()) {
        put(cells.get(i), usual(cells, i));
        given++;
      }
    }
    return given;
  }

  /** The slide type of a cell behind others that have theirs. */
  private static String usual(List<Cell> cells, int at) {
    Cell cell = cells.get(at);
    if (cell.tags().stream().anyMatch(StudentCopy.AUTHOR_TAGS::contains)) {
      return "notes";
    }
    return cell.isCode() ? usualOfCode(cells, at) : usualOfProse(cells, at);
  }

  private static String usualOfCode(List<Cell> cells, int at) {
    String source = cells.get(at).source();
    boolean checksOnly =
        source.contains("Check.exercise(") && !SolutionRegions.hasMarker(source)
            || source.contains("Check.summary(");
    if (checksOnly || source.contains("Lab.start()")) {
      return "skip";
    }
    String before = at == 0 ? "" : of(cells.get(at - 1));
    return before.equals("slide") || before.equals("subslide") ? "fragment" : "subslide";
  }

  private static String usualOfProse(List<Cell> cells, int at) {
    String source = cells.get(at).source();
    Matcher heading = HEADING.matcher(source);
    if (heading.find()) {
      String title = heading.group(2).strip().toLowerCase(Locale.ROOT);
      if (at > 0 && SPOKEN.contains(title)) {
        return "notes";
      }
      if (LEFT_OUT.contains(title)) {
        return "skip";
      }
      return heading.group(1).length() <= 2 || title.startsWith("exercise") ? "slide" : "subslide";
    }
    if (source.length() > SHORT) {
      return "notes";
    }
    boolean leadsToCode = at + 1 < cells.size() && cells.get(at + 1).isCode();
    return leadsToCode ? "subslide" : "fragment";
  }
}
