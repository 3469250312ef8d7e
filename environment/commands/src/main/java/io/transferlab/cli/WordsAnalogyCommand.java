package io.transferlab.cli;

import io.transferlab.words.Analogy;
import io.transferlab.words.AnalogyMethod;
import io.transferlab.words.Neighbour;
import io.transferlab.words.WordVectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab words analogy A B C}. */
@Command(
    name = "analogy",
    mixinStandardHelpOptions = true,
    description = "A is to B as C is to what? By three methods, unless one is named.")
final class WordsAnalogyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WordsOptions options;

  @Parameters(index = "0", paramLabel = "A", description = "for instance man")
  private String a;

  @Parameters(index = "1", paramLabel = "B", description = "for instance king")
  private String b;

  @Parameters(index = "2", paramLabel = "C", description = "for instance woman")
  private String c;

  @Option(names = "-k", paramLabel = "K", description = "answers (default: ${DEFAULT-VALUE})")
  private int k = 5;

  @Option(names = "--method", description = "${COMPLETION-CANDIDATES} (default: all three)")
  private AnalogyMethod method;

  @Option(names = "--keep-query-words", description = "A, B and C may be answers too")
  private boolean keep;

  private record Result(
      String vectors,
      List<String> question,
      boolean queryWordsExcluded,
      Map<AnalogyMethod, List<Neighbour>> answers,
      WordsOptions.Source provenance) {}

  @Override
  public Integer call() {
    WordVectors vectors = options.open();
    TypedWords words = new TypedWords(vectors, spec);
    Analogy question = Analogy.of(words.one(a), words.one(b), words.one(c));
    Analogy asked = keep ? question.keepingQueryWords() : question;
    List<AnalogyMethod> methods =
        method == null ? List.of(AnalogyMethod.values()) : List.of(method);
    Map<AnalogyMethod, List<Neighbour>> answers = new LinkedHashMap<>();
    for (AnalogyMethod one : methods) {
      answers.put(one, asked.by(one).solve(vectors, k));
    }
    options.print(
        new Result(
            vectors.name(),
            List.of(question.a(), question.b(), question.c()),
            !keep,
            answers,
            options.source(vectors)),
        () -> {
          System.out.printf(
              "%s   (%s; query words %s)%n",
              question, vectors.name(), keep ? "may be answers" : "excluded");
          answers.forEach(
              (one, found) -> {
                System.out.println(one.title() + ":");
                WordsOptions.print(found);
              });
        });
    return 0;
  }
}
