package io.transferlab.authoring;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terms of the course, {@code glossary.json}: what each means, and where labs introduce it. */
public final class Glossary {
  static final String FILE = "glossary.json";
  private static final Pattern BOLD = Pattern.compile("\\*\\*(.+?)\\*\\*");

  /**
   * A term.
   *
   * @param term as students read it
   * @param means what it means, in a sentence or two, in Markdown
   * @param lab the lab that introduces it, such as {@code 03-fine-tuning}
   * @param cell the id of the cell there
   * @param also other forms of the word that the cell may have instead; may be absent in the file
   * @param in the term as it is taught in other languages, by their codes; may be absent as well
   */
  public record Term(
      String term,
      String means,
      String lab,
      String cell,
      List<String> also,
      Map<String, String> in) {
    /**
     * Fills in what the file may leave out.
     *
     * @param term as it is written
     * @param means what it means
     * @param lab the lab that introduces it
     * @param cell the id of the cell there
     * @param also other forms; null for none
     * @param in other languages; null for none
     */
    public Term {
      also = also == null ? List.of() : List.copyOf(also);
      in = in == null ? Map.of() : Map.copyOf(in);
    }
  }

  /** The file as a whole. */
  private record Terms(List<Term> terms) {}

  private Glossary() {}

  /**
   * Reads the glossary.
   *
   * @param notebooks the folder of the labs
   * @return by term; empty if there is no file
   * @throws LabException if it cannot be read
   */
  public static List<Term> read(Path notebooks) {
    Path file = notebooks.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      Terms read = Json.read(Files.readString(file), Terms.class);
      if (read == null || read.terms() == null || read.terms().contains(null)) {
        throw LabException.of(
            "a list \"terms\" in " + file,
            "none",
            "write {\"terms\": [...]}; git shows how it was");
      }
      return read.terms().stream()
          .sorted(
              Comparator.comparing(term -> String.valueOf(term.term()).toLowerCase(Locale.ROOT)))
          .toList();
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  /** What is wrong: terms that their lab does not have, or an earlier lab has first. */
  static List<Problem> problems(Path notebooks) {
    Path file = notebooks.resolve(FILE);
    List<Problem> problems = new ArrayList<>();
    Map<String, NotebookFile> labs = new HashMap<>();
    for (Path source : NotebookFile.in(notebooks.resolve(NotebookBuilder.SOLUTIONS))) {
      // What cannot be read is named by the rules for notebooks.
      NotebookFile.readable(source)
          .ifPresent(lab -> labs.put(lab.name().replaceAll("\\.ipynb$", ""), lab));
    }
    Set<String> seen = new HashSet<>();
    for (Term term : read(notebooks)) {
      String fault = fault(term, labs, seen);
      if (!fault.isEmpty()) {
        problems.add(
            new Problem(file, 0, "\"" + term.term() + "\": " + fault, "mend it in " + FILE));
      }
    }
    return problems;
  }

  private static String fault(Term term, Map<String, NotebookFile> labs, Set<String> seen) {
    if (blank(term.term()) || blank(term.means()) || blank(term.lab()) || blank(term.cell())) {
      return "one of term, means, lab and cell is missing";
    }
    if (!seen.add(term.term().toLowerCase(Locale.ROOT))) {
      return "it is there twice";
    }
    NotebookFile lab = labs.get(term.lab());
    if (lab == null) {
      return "there is no lab " + term.lab();
    }
    Optional<Cell> cell =
        students(lab).stream().filter(c -> c.id().equals(term.cell())).findFirst();
    if (cell.isEmpty()) {
      return "students have no cell " + term.cell() + " in " + term.lab();
    }
    List<String> forms = new ArrayList<>(term.also());
    forms.add(term.term());
    String text = cell.get().source().toLowerCase(Locale.ROOT);
    if (forms.stream().noneMatch(form -> text.contains(form.toLowerCase(Locale.ROOT)))) {
      return "the cell " + term.cell() + " in " + term.lab() + " does not have it";
    }
    return labs.keySet().stream()
        .filter(name -> name.compareTo(term.lab()) < 0)
        .sorted()
        .filter(name -> marks(labs.get(name), term.term()))
        .findFirst()
        .map(name -> name + " has it in bold before " + term.lab())
        .orElse("");
  }

  private static boolean marks(NotebookFile lab, String term) {
    for (Cell cell : students(lab)) {
      Matcher bold = BOLD.matcher(cell.isMarkdown() ? cell.source() : "");
      while (bold.find()) {
        if (bold.group(1).equalsIgnoreCase(term)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Cell> students(NotebookFile lab) {
    return lab.cells().stream()
        .filter(cell -> cell.tags().stream().noneMatch(StudentCopy.AUTHOR_TAGS::contains))
        .toList();
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
