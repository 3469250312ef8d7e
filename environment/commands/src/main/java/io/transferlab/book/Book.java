package io.transferlab.book;

import static io.transferlab.core.Markup.escaped;

import io.transferlab.authoring.Cell;
import io.transferlab.authoring.Glossary;
import io.transferlab.authoring.Languages;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The course as a site of static files with relative addresses: it can be opened from a folder, and
 * put on any host. Pages are made from the authors' notebooks and their outputs.
 */
public final class Book {
  private static final List<String> RESOURCES =
      List.of("book.css", "book.js", "theme.js", "search.js");

  private static final Pattern TIME = Pattern.compile("(?ms)^## Time[^\n]*\n(.*?)(?=^#|\\z)");

  private final Path notebooks;
  private final BookOptions options;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final SearchIndex index = new SearchIndex();
  private final List<Lab> labs = new ArrayList<>();

  /** A lab, and what of it stands on other pages. */
  private record Lab(NotebookFile source, NotebookFile student, String title, Summary summary) {
    String path() {
      return source.name().replaceAll("ipynb$", "html");
    }
  }

  /** What the contents say of a lab. */
  record Summary(String lead, String time) {}

  private Book(Path notebooks, BookOptions options) {
    this.notebooks = notebooks;
    this.options = options;
  }

  /**
   * Makes the site.
   *
   * @param notebooks the folder of the labs
   * @param timings the table that the notebooks' tests leave; passed over if it is not there
   * @param options what it shows
   * @return its files: contents by path, with {@code /}
   * @throws LabException if there is no lab, a file cannot be read, or a link leads nowhere
   */
  public static Map<String, byte[]> of(Path notebooks, Path timings, BookOptions options) {
    Book book = new Book(notebooks, options);
    book.make(timings);
    List<String> faults = SiteLinks.faults(book.files);
    if (!faults.isEmpty()) {
      throw LabException.of(
          "links that lead somewhere", String.join("; ", faults), "mend them in the labs");
    }
    return book.files;
  }

  private void make(Path timings) {
    List<Path> sources =
        Stream.of(notebooks.resolve("solutions"))
            .filter(Files::isDirectory)
            .flatMap(Book::list)
            .filter(file -> file.toString().endsWith(".ipynb"))
            .toList();
    if (sources.isEmpty()) {
      throw LabException.of(
          "the labs' sources in " + notebooks.resolve("solutions"),
          "none",
          "name the folder of the labs with --dir");
    }
    for (Path path : sources) {
      NotebookFile source = NotebookFile.load(path);
      NotebookFile student = source.student();
      labs.add(new Lab(source, student, title(student), summary(student)));
    }
    RESOURCES.forEach(name -> files.put(name, resource(name)));
    list(notebooks.resolve("images"))
        .filter(Files::isRegularFile)
        .forEach(file -> files.put("images/" + file.getFileName(), bytes(file)));
    Map<String, List<NotebookFile>> languages = Languages.labs(notebooks);
    for (int i = 0; i < labs.size(); i++) {
      lab(i, languages);
    }
    texts();
    put(GlossaryPage.of(Glossary.read(notebooks), titles()));
    put(TimingsPage.of(times(), titles(), timings));
    put(Page.plain("index.html", Page.COURSE, contents(languages)));
    put(
        Page.plain("search.html", "Search", SEARCH)
            .withScript("search-index.js")
            .withScript("search.js"));
    files.put("search-index.js", index.script().getBytes(StandardCharsets.UTF_8));
  }

  private void put(Page page) {
    files.put(page.path(), page.html().getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    labs.forEach(lab -> titles.put(lab.path().replace(".html", ""), lab.title()));
    return titles;
  }

  private Map<String, String> times() {
    Map<String, String> times = new LinkedHashMap<>();
    labs.forEach(lab -> times.put(lab.path().replace(".html", ""), lab.summary().time()));
    return times;
  }

  private void lab(int i, Map<String, List<NotebookFile>> languages) {
    Lab lab = labs.get(i);
    Map<String, NotebookFile> versions = new LinkedHashMap<>();
    versions.put("en", lab.student());
    languages.forEach(
        (language, translated) ->
            translated.stream()
                .filter(each -> each.name().equals(lab.source().name()))
                .forEach(each -> versions.put(language, each)));
    versions.forEach(
        (language, student) -> {
          String folder = language.equals("en") ? "" : language + "/";
          String up = folder.isEmpty() ? "" : "../";
          Words words = Words.in(language);
          LabPage page = new LabPage(lab.source(), student, words, options, files, up);
          String title = title(student);
          List<Page.Other> others =
              versions.keySet().stream()
                  .filter(other -> !other.equals(language))
                  .map(
                      other ->
                          new Page.Other(
                              other.equals("en") ? lab.path() : other + "/" + lab.path(), other))
                  .toList();
          put(
              new Page(
                  folder + lab.path(),
                  title,
                  words,
                  page.html(),
                  page.headings(),
                  neighbour(i - 1, language, languages),
                  neighbour(i + 1, language, languages),
                  others));
          for (LabPage.Section section : page.sections()) {
            index.add(
                folder + lab.path() + (section.anchor().isEmpty() ? "" : "#" + section.anchor()),
                language,
                title,
                section.heading().isEmpty() ? title : section.heading(),
                Prose.plain(section.html().toString()));
          }
        });
  }

  private Page.@Nullable Neighbour neighbour(
      int i, String language, Map<String, List<NotebookFile>> languages) {
    if (i < 0 || i >= labs.size()) {
      return null;
    }
    Lab lab = labs.get(i);
    return languages.getOrDefault(language, List.of()).stream()
        .filter(each -> each.name().equals(lab.source().name()))
        .findFirst()
        .map(each -> new Page.Neighbour(language + "/" + lab.path(), title(each)))
        .orElse(new Page.Neighbour(lab.path(), lab.title()));
  }

  /** The texts beside the labs, such as that on the Sketch world, and what they link to. */
  private void texts() {
    list(notebooks)
        .filter(file -> file.toString().endsWith(".md"))
        .filter(file -> !file.endsWith("README.md"))
        .forEach(
            file -> {
              Prose prose = new Prose(new Anchors(), LabPage::linked);
              String html = prose.of(new String(bytes(file), StandardCharsets.UTF_8));
              String path = file.getFileName().toString().replaceAll("md$", "html");
              List<Prose.Heading> headings = prose.headings();
              String title = headings.isEmpty() ? path : headings.get(0).plain();
              put(new Page(path, title, Words.in("en"), html, headings, null, null, List.of()));
              index.add(path, "en", title, title, Prose.plain(html));
              Path data = file.resolveSibling(path.replaceAll("html$", "json"));
              if (Files.exists(data)) {
                files.put(data.getFileName().toString(), bytes(data));
              }
            });
  }

  private String contents(Map<String, List<NotebookFile>> languages) {
    StringBuilder out = new StringBuilder();
    out.append("<h1>")
        .append(Page.COURSE)
        .append("</h1>\n<p class=\"lead\">Guided labs on transfer");
    out.append(" learning and embeddings, in Java. You take a network that somebody else has");
    out.append(" trained, give it a new task with a handful of pictures, and see what it already");
    out.append(" knew.</p>\n<ul class=\"also\">");
    out.append("<li><a href=\"glossary.html\">Glossary</a></li>");
    out.append("<li><a href=\"timings.html\">Timings</a></li>");
    if (files.containsKey("sketch-world.html")) {
      out.append(
          "<li><a href=\"sketch-world.html\">The Sketch world</a>, which draws the pictures</li>");
    }
    out.append("</ul>\n<ol class=\"labs\">\n");
    for (Lab lab : labs) {
      String name = lab.path().replaceAll("-.*", "");
      String also =
          languages.entrySet().stream()
              .filter(
                  e -> e.getValue().stream().anyMatch(n -> n.name().equals(lab.source().name())))
              .map(Map.Entry::getKey)
              .map(
                  l ->
                      "<a href=\"%s/%s\" lang=\"%s\" hreflang=\"%s\">%s</a>"
                          .formatted(l, lab.path(), l, l, Words.nameOf(l)))
              .collect(Collectors.joining(", "));
      out.append("<li><span class=\"number\" aria-hidden=\"true\">");
      out.append(escaped(name.replaceFirst("^0(?=\\d)", ""))).append("</span><div><h2><a href=\"");
      out.append(lab.path()).append("\">").append(escaped(lab.title())).append("</a></h2>\n<p>");
      out.append(lab.summary().lead()).append("</p>\n<p class=\"small\">");
      out.append(firstSentence(lab.summary().time()));
      out.append(also.isEmpty() ? "" : " Also in " + also + ".").append("</p></div></li>\n");
    }
    return out.append("</ol>\n").toString();
  }

  private static String firstSentence(String html) {
    int end = html.indexOf(". ");
    String plain = Prose.plain(end < 0 ? html : html.substring(0, end + 1));
    return escaped(plain);
  }

  private static final String SEARCH =
      """
      <h1>Search</h1>
      <form class="find" role="search"><label for="q">Words of a lab</label>
      <input type="search" id="q" name="q" autocomplete="off" spellcheck="false"></form>
      <p id="status" role="status" class="small"></p>
      <ol id="results"></ol>
      <noscript><p>The search is done by your browser and needs JavaScript; everything else here does not.</p></noscript>
      """;

  /** "Lab 3: Fine-tuning". */
  static String title(NotebookFile lab) {
    return lab.cells().stream()
        .filter(Cell::isMarkdown)
        .flatMap(cell -> cell.source().lines())
        .filter(line -> line.startsWith("# "))
        .findFirst()
        .map(line -> Prose.plain(inline(line.substring(2))))
        .orElse(lab.name());
  }

  private static Summary summary(NotebookFile lab) {
    String lead = "";
    String time = "";
    for (Cell cell : lab.cells()) {
      if (cell.isMarkdown()) {
        String text = cell.source().strip();
        if (lead.isEmpty() && text.startsWith("# ")) {
          lead = text.lines().skip(1).filter(l -> !l.isBlank()).findFirst().orElse("");
        }
        Matcher section = TIME.matcher(text);
        if (section.find()) {
          time = section.group(1).strip().replaceAll("\\s*\n\\s*", " ");
        }
      }
    }
    return new Summary(inline(lead), inline(time));
  }

  private static String inline(String text) {
    return new Prose(new Anchors(), LabPage::linked).inline(text);
  }

  private static Stream<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList().stream();
    } catch (IOException e) {
      throw LabException.reading(folder, e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Book.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw LabException.reading(name, e);
    }
  }
}
