package io.transferlab.kernel.execution;

import io.transferlab.kernel.errors.CompileErrors;
import io.transferlab.kernel.errors.Problem;
import io.transferlab.kernel.errors.Problem.Missing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/**
 * What to do about names that are not defined: they are misspelt, out of their scope, not imported,
 * or of a cell above that was not run.
 */
final class NameHints {
  private static final String RUN = "run the cells above, from the first";
  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

  /** A name of fewer letters is near to too many others; from the second on two may be wrong. */
  private static final int SHORT = 4;

  private static final int LONG = 8;
  private static final int MOST_IMPORTS = 2;

  private final JShell shell;

  NameHints(JShell shell) {
    this.shell = shell;
  }

  /** A hint for the names among the problems; empty if there are none. */
  String of(List<Problem> problems, String source) {
    List<Missing> missing = List.copyOf(CompileErrors.missing(problems).values());
    List<String> meant = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    Set<String> imports = new LinkedHashSet<>();
    boolean elsewhere = false;
    for (Missing name : missing) {
      if (isDeclaredIn(source, name.name())) {
        ended.add(name.name());
        continue;
      }
      Optional<String> similar = similar(name.name(), known(name.name(), source));
      if (similar.isPresent()) {
        meant.add(similar.get() + (missing.size() > 1 ? " (for " + name.name() + ")" : ""));
      }
      if (similar.isEmpty() || similar.filter(s -> isPlural(s, name.name())).isPresent()) {
        elsewhere = true;
        imports.addAll(imports(name));
      }
    }
    for (Problem problem : problems) {
      problem
          .missingMember()
          .flatMap(m -> similar(m.name(), members(source, problem.position())))
          .ifPresent(meant::add);
    }
    List<String> said = new ArrayList<>();
    if (!ended.isEmpty()) {
      said.add(
          String.join(", ", ended) + " is declared in a block that has ended before this line");
    }
    if (!meant.isEmpty()) {
      said.add("did you mean " + String.join(", ", meant) + "?");
    }
    if (elsewhere) {
      said.add(
          (said.isEmpty() ? "" : "otherwise ")
              + RUN
              + (imports.isEmpty() ? "" : ", or add: " + String.join(" ", imports)));
    }
    return String.join(" ", said);
  }

  private static boolean isDeclaredIn(String source, String name) {
    Pattern declared =
        Pattern.compile("([\\p{L}\\p{N}_$]+|[>\\]])\\s+" + Pattern.quote(name) + "\\s*[=;:,)]");
    Matcher found = declared.matcher(source);
    while (found.find()) {
      if (!SourceVersion.isKeyword(found.group(1)) || isPrimitive(found.group(1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPrimitive(String word) {
    return Set.of("int", "long", "double", "float", "boolean", "byte", "short", "char")
        .contains(word);
  }

  private static Optional<String> similar(String name, Set<String> known) {
    if (name.length() < SHORT) {
      return Optional.empty();
    }
    int most = name.length() < LONG ? 1 : 2;
    return known.stream()
        .filter(k -> !k.equals(name) && isLike(k, name))
        .filter(k -> distance(k, name) <= most)
        .min(Comparator.comparingInt((String k) -> distance(k, name)).thenComparing(k -> k));
  }

  /** Numbered names, and names of types and of values, are near to each other on purpose. */
  private static boolean isLike(String known, String name) {
    return known.replaceAll("\\D", "").equals(name.replaceAll("\\D", ""))
        && Character.isUpperCase(known.charAt(0)) == Character.isUpperCase(name.charAt(0));
  }

  private static boolean isPlural(String a, String b) {
    return a.equals(b + "s") || b.equals(a + "s");
  }

  /** Names of cells, what is imported under the same first letter, and names of the snippet. */
  private Set<String> known(String name, String source) {
    Set<String> known = new LinkedHashSet<>();
    shell.variables().forEach(v -> known.add(v.name()));
    shell.methods().forEach(m -> known.add(m.name()));
    shell.types().forEach(t -> known.add(t.name()));
    known.addAll(suggestions(name.substring(0, 1)));
    Matcher words = WORD.matcher(source);
    while (words.find()) {
      if (isDeclaredIn(source, words.group())) {
        known.add(words.group());
      }
    }
    known.removeIf(k -> k.isEmpty() || SourceVersion.isKeyword(k));
    return known;
  }

  private Set<String> members(String source, int point) {
    return point < source.length() ? suggestions(source.substring(0, point + 1)) : Set.of();
  }

  private Set<String> suggestions(String begun) {
    return shell
        .sourceCodeAnalysis()
        .completionSuggestions(begun, begun.length(), new int[1])
        .stream()
        .map(s -> s.continuation().replaceAll("\\(.*", ""))
        .collect(Collectors.toSet());
  }

  private List<String> imports(Missing missing) {
    boolean type = Character.isUpperCase(missing.name().charAt(0));
    if (!type || missing.kind().equals("method")) {
      return List.of();
    }
    QualifiedNames names =
        shell.sourceCodeAnalysis().listQualifiedNames(missing.name(), missing.name().length());
    List<String> found =
        names.getNames().stream()
            .filter(n -> n.startsWith("java.") || n.startsWith("javax.") || isOfCourse(n))
            .toList();
    return found.size() <= MOST_IMPORTS
        ? found.stream().map(n -> "import " + n + ";").toList()
        : List.of();
  }

  private static boolean isOfCourse(String name) {
    return name.startsWith("io.transferlab.") && !name.startsWith("io.transferlab.kernel.");
  }

  /** Letters that are changed, missing, too many or exchanged with their neighbour. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
