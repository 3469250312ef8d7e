package io.transferlab.words.corpus;

import io.transferlab.words.AnalogyQuestions;
import io.transferlab.words.WordPairs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Examines word vectors with what the world's tables know. */
final class Questions {
  private static final int MOST_PAIRS = 40;
  private static final int PAIRS_OF_A_KIND = 40;

  private final World world;

  Questions(World world) {
    this.world = world;
  }

  AnalogyQuestions analogies() {
    return new AnalogyQuestions(
        List.of(
            section("capital-world", "country", "capital", "name"),
            section("currency", "country", "name", "currency"),
            section("family", "pair", "man", "woman"),
            section("gram1-adjective-to-adverb", "quality", "good", "how"),
            section("gram2-opposite", "quality", "good", "bad"),
            section("gram3-comparative", "adjective", "base", "more"),
            section("gram4-superlative", "adjective", "base", "most"),
            section("gram5-present-participle", "verb", "base", "ing"),
            section("gram6-nationality-adjective", "country", "name", "nation"),
            section("gram7-past-tense", "verb", "ing", "past"),
            section("gram8-plural", "noun", "name", "plural"),
            section("gram9-plural-verbs", "verb", "base", "s")),
        List.of());
  }

  private AnalogyQuestions.Section section(String name, String table, String from, String to) {
    List<List<String>> pairs = spread(pairs(table, from, to));
    List<AnalogyQuestions.Question> questions = new ArrayList<>();
    for (List<String> a : pairs) {
      for (List<String> b : pairs) {
        // Two countries with the euro: the answer would be a word of the question.
        if (!a.get(0).equals(b.get(0)) && !a.get(1).equals(b.get(1))) {
          questions.add(new AnalogyQuestions.Question(a.get(0), a.get(1), b.get(0), b.get(1)));
        }
      }
    }
    return new AnalogyQuestions.Section(name, questions);
  }

  private List<List<String>> pairs(String table, String from, String to) {
    WorldTable t = world.table(table);
    List<List<String>> pairs = new ArrayList<>();
    for (WorldTable.Row row : t.rows()) {
      List<String> a = world.words(t, row, from);
      List<String> b = world.words(t, row, to);
      if (!a.isEmpty() && !b.isEmpty() && !a.get(0).equals(b.get(0))) {
        pairs.add(List.of(a.get(0), b.get(0)));
      }
    }
    return pairs;
  }

  /** At most so many, evenly from all: a hundred plurals would give ten thousand questions. */
  private static List<List<String>> spread(List<List<String>> pairs) {
    if (pairs.size() <= MOST_PAIRS) {
      return pairs;
    }
    List<List<String>> some = new ArrayList<>();
    for (int i = 0; i < MOST_PAIRS; i++) {
      some.add(pairs.get(i * pairs.size() / MOST_PAIRS));
    }
    return some;
  }

  WordPairs similarities() {
    WorldTable nouns = world.table("noun");
    List<WordPairs.Pair> pairs = new ArrayList<>();
    Map<Double, Integer> made = new LinkedHashMap<>();
    // Any seed would do; it stays the same so that results compare.
    Random random = new Random(353);
    while (made.size() < 5 || made.values().stream().anyMatch(n -> n < PAIRS_OF_A_KIND)) {
      WorldTable.Row a = nouns.rows().get(random.nextInt(nouns.rows().size()));
      WorldTable.Row b = nouns.rows().get(random.nextInt(nouns.rows().size()));
      int kind = random.nextInt(5);
      WordPairs.Pair pair = pair(nouns, a, b, kind, random);
      if (pair != null
          && made.getOrDefault(pair.judgement(), 0) < PAIRS_OF_A_KIND
          && pairs.stream().noneMatch(p -> same(p, pair))) {
        pairs.add(pair);
        made.merge(pair.judgement(), 1, Integer::sum);
      }
    }
    return new WordPairs(pairs, List.of());
  }

  /** Null if the rows drawn do not give a pair of this kind. */
  private WordPairs.@Nullable Pair pair(
      WorldTable nouns, WorldTable.Row a, WorldTable.Row b, int kind, Random random) {
    if (kind == 0) {
      return nouns.word(a, "plural").map(p -> new WordPairs.Pair(a.key(), p, 9)).orElse(null);
    }
    if (kind == 1) {
      List<String> with = nouns.words(a, "with");
      return new WordPairs.Pair(a.key(), with.get(random.nextInt(with.size())), 4);
    }
    if (a.equals(b)) {
      return null;
    }
    boolean group = nouns.word(a, "group").equals(nouns.word(b, "group"));
    boolean theme = theme(nouns, a).equals(theme(nouns, b));
    return switch (kind) {
      case 2 -> group ? new WordPairs.Pair(a.key(), b.key(), 8) : null;
      case 3 -> theme && !group ? new WordPairs.Pair(a.key(), b.key(), 6) : null;
      default -> theme ? null : new WordPairs.Pair(a.key(), b.key(), 1);
    };
  }

  private String theme(WorldTable nouns, WorldTable.Row row) {
    return world.words(nouns, row, "group.theme").get(0);
  }

  private static boolean same(WordPairs.Pair p, WordPairs.Pair q) {
    return p.a().equals(q.a()) && p.b().equals(q.b()) || p.a().equals(q.b()) && p.b().equals(q.a());
  }
}
