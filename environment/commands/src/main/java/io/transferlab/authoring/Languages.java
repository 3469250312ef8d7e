package io.transferlab.authoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The labs in other languages: catalogues in {@code translations}, copies for students. */
public final class Languages {
  /** The folder of the catalogues, inside the folder of the labs. */
  static final String FOLDER = "translations";

  private static final Pattern CODE = Pattern.compile("[a-z]{2,3}(-[A-Za-z]{2,8})?");
  private static final Pattern LINK = Pattern.compile("(?<=\\]\\()([^)#\\s]+)");
  private static final Pattern OWN = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*|/.*");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mmZ");

  /**
   * A catalogue as it was brought up to date.
   *
   * @param path where it lies
   * @param texts of the lab
   * @param translated of them
   * @param stale of them: with a translation of a former wording, marked fuzzy
   */
  public record Merged(Path path, int texts, int translated, int stale) {}

  private Languages() {}

  /**
   * Brings catalogues up to date with their labs, or begins one. No translation is lost.
   *
   * @param notebooks the folder of the labs
   * @param language its code, such as {@code es}
   * @param lab a lab by its number or name; empty for all that have a catalogue in that language
   * @return the catalogues, by lab
   * @throws LabException if there is no such lab, or a file cannot be read or written
   */
  public static List<Merged> translate(Path notebooks, String language, String lab) {
    if (!CODE.matcher(language).matches()) {
      throw LabException.of(
          "a language's code after --language, such as es or ca", language, "give its ISO code");
    }
    Path folder = notebooks.resolve(FOLDER).resolve(language);
    List<Path> wanted =
        lab.isEmpty()
            ? catalogues(notebooks).stream()
                .filter(each -> each.language().equals(language))
                .map(each -> source(notebooks, each))
                .toList()
            : List.of(
                LabNames.find(lab, NotebookFile.in(notebooks.resolve(NotebookBuilder.SOLUTIONS))));
    if (wanted.isEmpty()) {
      throw LabException.of(
          "catalogues in " + folder, "none", "name the lab to begin with, for instance 3");
    }
    List<Merged> merged = new ArrayList<>();
    for (Path source : wanted) {
      String name = source.getFileName().toString().replaceAll("\\.ipynb$", "");
      Path path = folder.resolve(name + ".po");
      Catalogue old =
          Files.exists(path)
              ? Catalogue.load(path, language)
              : new Catalogue(path, language, new PoFile(List.of()));
      NotebookFile english = NotebookFile.load(source);
      String now = DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
      Catalogue fresh = old.merged(english, PoFile.head(language, name, now));
      fresh.save();
      Catalogue.Progress progress = fresh.progress(english);
      merged.add(new Merged(path, progress.texts(), progress.translated(), progress.stale()));
    }
    return merged;
  }

  /** The students' copies in all languages, by file. */
  static Map<Path, byte[]> copies(Path notebooks) {
    Map<Path, byte[]> copies = new LinkedHashMap<>();
    List<Catalogue> all = catalogues(notebooks);
    for (Catalogue catalogue : all) {
      Path source = source(notebooks, catalogue);
      if (Files.exists(source)) {
        Set<String> beside = new TreeSet<>();
        all.stream()
            .filter(each -> each.language().equals(catalogue.language()))
            .forEach(each -> beside.add(each.notebook()));
        String text = copy(NotebookFile.load(source), catalogue, beside);
        Path copy = notebooks.resolve(catalogue.language()).resolve(catalogue.notebook());
        copies.put(copy, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return copies;
  }

  /** What is wrong with catalogues: without a lab, or with translations that lost something. */
  static List<Problem> problems(Path notebooks) {
    List<Problem> problems = new ArrayList<>();
    for (Catalogue catalogue : catalogues(notebooks)) {
      if (!Files.exists(source(notebooks, catalogue))) {
        problems.add(
            new Problem(
                catalogue.path(), 0, "it has no lab in solutions/", "delete it, or rename it"));
      }
      for (PoEntry entry : catalogue.po().entries()) {
        for (String fault : TranslationFaults.of(entry)) {
          String where = entry.context() + ", \"" + beginning(entry.id()) + "\": ";
          problems.add(
              new Problem(
                  catalogue.path(), 0, where + fault, "keep it in msgstr as it is in msgid"));
        }
      }
    }
    return problems;
  }

  /** How far each translation is, where it is not whole: to know, not to mend. */
  static List<Problem> notes(Path notebooks) {
    List<Problem> notes = new ArrayList<>();
    for (Catalogue catalogue : catalogues(notebooks)) {
      Path source = source(notebooks, catalogue);
      Optional<NotebookFile> english = NotebookFile.readable(source);
      if (english.isEmpty()) {
        continue;
      }
      Catalogue.Progress progress = catalogue.progress(english.get());
      if (progress.translated() < progress.texts()) {
        notes.add(
            new Problem(
                catalogue.path(),
                0,
                String.format(
                    "%d of %d texts are in English, %d of them with a translation of a former"
                        + " wording",
                    progress.texts() - progress.translated(), progress.texts(), progress.stale()),
                "environment/lab notebooks translate --language "
                    + catalogue.language()
                    + " "
                    + catalogue.notebook().replaceAll("-.*", "")));
      }
    }
    return notes;
  }

  /** All catalogues, by language and lab. */
  static List<Catalogue> catalogues(Path notebooks) {
    List<Catalogue> catalogues = new ArrayList<>();
    for (Path folder : list(notebooks.resolve(FOLDER))) {
      if (Files.isDirectory(folder)) {
        String language = folder.getFileName().toString();
        list(folder).stream()
            .filter(file -> file.toString().endsWith(".po"))
            .forEach(file -> catalogues.add(Catalogue.load(file, language)));
      }
    }
    return catalogues;
  }

  /**
   * The students' copies in other languages.
   *
   * @param notebooks the folder of the labs
   * @return by language, then by lab
   * @throws LabException if a catalogue or its lab cannot be read
   */
  public static Map<String, List<NotebookFile>> labs(Path notebooks) {
    Map<String, List<NotebookFile>> labs = new TreeMap<>();
    copies(notebooks)
        .forEach(
            (path, text) -> {
              String language = path.getParent().getFileName().toString();
              JsonElement json = JsonParser.parseString(new String(text, StandardCharsets.UTF_8));
              labs.computeIfAbsent(language, each -> new ArrayList<>())
                  .add(new NotebookFile(path, json.getAsJsonObject()));
            });
    return labs;
  }

  private static String copy(NotebookFile source, Catalogue catalogue, Set<String> beside) {
    NotebookFile student = source.student();
    Map<Catalogue.Key, String> usable = catalogue.usable();
    Map<String, Cell> sources = new HashMap<>();
    source.cells().forEach(cell -> sources.put(cell.id(), cell));
    for (Cell cell : student.cells()) {
      UnaryOperator<String> translated =
          words -> usable.getOrDefault(new Catalogue.Key(cell.id(), words), words);
      String own = sources.get(cell.id()).source();
      String text =
          cell.isCode() && QuizCell.quiz(own).isPresent()
              ? QuizCell.forStudents(own, translated)
              : Piece.join(Piece.of(cell), translated);
      cell.json().add("source", Cell.lines(cell.isMarkdown() ? relinked(text, beside) : text));
    }
    JsonObject marker = student.metadata().getAsJsonObject(StudentCopy.MARKER);
    marker.addProperty("language", catalogue.language());
    marker.addProperty(
        "catalogue", FOLDER + "/" + catalogue.language() + "/" + catalogue.path().getFileName());
    return StableJson.write(student.json());
  }

  /** A copy lies one folder deeper than the student copy in English, beside some of the labs. */
  private static String relinked(String markdown, Set<String> beside) {
    Matcher link = LINK.matcher(markdown);
    return link.replaceAll(
        found -> {
          String target = found.group();
          boolean stays = OWN.matcher(target).matches() || beside.contains(target);
          return Matcher.quoteReplacement(stays ? target : "../" + target);
        });
  }

  private static Path source(Path notebooks, Catalogue catalogue) {
    return notebooks.resolve(NotebookBuilder.SOLUTIONS).resolve(catalogue.notebook());
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw LabException.reading(folder, e);
    }
  }

  private static String beginning(String text) {
    String line = text.replace('\n', ' ');
    return line.length() > 40 ? line.substring(0, 40) + "..." : line;
  }
}
