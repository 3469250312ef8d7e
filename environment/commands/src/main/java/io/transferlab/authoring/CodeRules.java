package io.transferlab.authoring;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The kernel, the cells' ids, and the subset of Java that runs in every Java kernel. */
final class CodeRules {
  private record Rule(Pattern forbidden, String problem, String cure) {}

  /** What a slide of 1280 points holds at 20 points, and a laptop's page at 150 %. */
  private static final int WIDEST = 100;

  /** Students see a stub without this. */
  private static final Pattern STUB = Pattern.compile("// STUB: ?");

  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              Pattern.compile(
                  "(?m)^\\s*import\\s+(static\\s+)?"
                      + "(io\\.github\\.spencerpark|org\\.dflib|io\\.transferlab\\.kernel)\\b"),
              "it imports a kernel's class, which no other kernel has",
              "use io.transferlab.notebook.Notebook"),
          new Rule(
              Pattern.compile(
                  "(?m)^\\s*%%?(maven|mavenRepo|loadFromPOM|jars|dependency|addMaven\\w*)\\b"),
              "it fetches libraries, which needs a network and a certain kernel",
              "add the library to lab-support/pom.xml"),
          new Rule(
              Pattern.compile("\\bclearOutput\\s*\\("),
              "it calls clearOutput, which some kernels lack",
              "update in place with Notebook.live or LiveCurve"),
          new Rule(
              Pattern.compile("\\bdisplay\\s*\\(\\s*null\\b"),
              "it displays null, which fails in IJava",
              "display a value"),
          // A line at the margin, and behind it only what continues it.
          new Rule(
              Pattern.compile(
                  "(?m)^System\\.out\\.(printf|format|append)\\(.*(\\R([ \\t)].*|//.*)?)*\\z"),
              "it ends in System.out.printf, whose value is shown below: java.io.PrintStream@...",
              "use System.out.println(String.format(...))"));

  private CodeRules() {}

  static List<Problem> check(NotebookFile notebook) {
    List<Problem> problems = new ArrayList<>();
    if (!"java".equals(kernel(notebook))) {
      problems.add(
          new Problem(
              notebook.path(),
              0,
              "its kernel is '" + kernel(notebook) + "', not 'java'",
              "set kernelspec.name in its metadata to java"));
    }
    Set<String> ids = new HashSet<>();
    for (Cell cell : notebook.cells()) {
      if (!ID.matcher(cell.id()).matches()) {
        problems.add(problem(notebook, cell, "it has no id", "save it in Jupyter as nbformat 4.5"));
      } else if (!ids.add(cell.id())) {
        problems.add(
            problem(
                notebook, cell, "its id '" + cell.id() + "' is there twice", "give it another id"));
      }
      if (cell.isCode()) {
        problems.addAll(code(notebook, cell));
        problems.addAll(width(notebook, cell));
      }
    }
    return problems;
  }

  private static List<Problem> code(NotebookFile notebook, Cell cell) {
    return RULES.stream()
        .filter(rule -> rule.forbidden().matcher(cell.source()).find())
        .map(rule -> problem(notebook, cell, rule.problem(), rule.cure()))
        .toList();
  }

  private static List<Problem> width(NotebookFile notebook, Cell cell) {
    return cell.source()
        .lines()
        .map(line -> STUB.matcher(line).replaceFirst(""))
        .filter(line -> line.codePointCount(0, line.length()) > WIDEST)
        .limit(1)
        .map(
            line ->
                problem(
                    notebook,
                    cell,
                    "a line of code has "
                        + line.codePointCount(0, line.length())
                        + " characters: "
                        + line.strip().substring(0, 40)
                        + " ...",
                    "break it: at most " + WIDEST + " can be read at 150 % and on a slide"))
        .toList();
  }

  private static Problem problem(NotebookFile notebook, Cell cell, String problem, String cure) {
    return new Problem(notebook.path(), cell.number(), problem, cure);
  }

  private static String kernel(NotebookFile notebook) {
    JsonElement kernelspec = notebook.metadata().get("kernelspec");
    return kernelspec != null && kernelspec.isJsonObject()
        ? Cell.text(kernelspec.getAsJsonObject(), "name")
        : "";
  }
}
