package io.transferlab.words;

import io.transferlab.core.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Asks analogy questions as gensim's evaluate_word_analogies does, many at a time. */
final class AnalogyExam {
  private static final int WORDS_SEARCHED = 300_000;
  private static final int ANSWERS = 5;

  private final WordVectors vectors;
  private final AnalogyMethod method;
  private final FoldedWords folded;

  AnalogyExam(WordVectors all, AnalogyMethod method) {
    this.vectors = all.limit(WORDS_SEARCHED);
    this.method = method;
    this.folded = FoldedWords.of(vectors);
  }

  AnalogyScores ask(AnalogyQuestions questions) {
    List<AnalogyScores.Section> scores = new ArrayList<>();
    int all = questions.sections().stream().mapToInt(s -> s.questions().size()).sum();
    try (Progress asked = Progress.of("analogies by " + vectors.name(), "questions", all)) {
      for (AnalogyQuestions.Section section : questions.sections()) {
        scores.add(ask(section));
        asked.done(section.questions().size());
      }
    }
    return new AnalogyScores(vectors.name(), method, scores);
  }

  private AnalogyScores.Section ask(AnalogyQuestions.Section section) {
    List<AnalogyQuestions.Question> known = new ArrayList<>();
    List<Scoring> scorings = new ArrayList<>();
    List<Set<Integer>> excluded = new ArrayList<>();
    for (AnalogyQuestions.Question question : section.questions()) {
      int a = folded.index(question.a());
      int b = folded.index(question.b());
      int c = folded.index(question.c());
      if (a >= 0 && b >= 0 && c >= 0 && folded.index(question.d()) >= 0) {
        known.add(question);
        scorings.add(Scoring.of(method, vectors, a, b, c));
        excluded.add(Set.copyOf(List.of(a, b, c).stream().distinct().toList()));
      }
    }
    List<List<NearestSearch.Hit>> answers = vectors.search().best(scorings, ANSWERS, excluded);
    int correct = 0;
    for (int i = 0; i < known.size(); i++) {
      if (FoldedWords.fold(known.get(i).d()).equals(answer(known.get(i), answers.get(i)))) {
        correct++;
      }
    }
    return new AnalogyScores.Section(
        section.name(),
        section.isSyntactic(),
        correct,
        known.size(),
        section.questions().size() - known.size());
  }

  private String answer(AnalogyQuestions.Question question, List<NearestSearch.Hit> hits) {
    Set<String> asked =
        Set.copyOf(
            List.of(question.a(), question.b(), question.c()).stream()
                .map(FoldedWords::fold)
                .distinct()
                .toList());
    String answer = "";
    for (NearestSearch.Hit hit : hits) {
      answer = FoldedWords.fold(vectors.word(hit.row()));
      if (!asked.contains(answer)) {
        break;
      }
    }
    return answer;
  }

  /** Words without their case: of several forms the first, most frequent one counts. */
  record FoldedWords(Map<String, Integer> indices) {
    static FoldedWords of(WordVectors vectors) {
      Map<String, Integer> indices = new HashMap<>();
      List<String> words = vectors.words();
      for (int i = 0; i < words.size(); i++) {
        indices.putIfAbsent(fold(words.get(i)), i);
      }
      return new FoldedWords(indices);
    }

    /** Upper case, as gensim has it. */
    static String fold(String word) {
      return word.toUpperCase(Locale.ROOT);
    }

    /** The row of a word in any case, or -1. */
    int index(String word) {
      return indices.getOrDefault(fold(word), -1);
    }
  }
}
