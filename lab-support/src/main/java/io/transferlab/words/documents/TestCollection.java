package io.transferlab.words.documents;

import io.transferlab.core.Names;
import io.transferlab.words.corpus.SmallWorld;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Documents and queries with known answers.
 *
 * @param documents the documents
 * @param queries the queries
 */
public record TestCollection(List<Document> documents, List<Query> queries) {
  private static final int SENTENCES = 5;
  private static final int OF_A_GROUP = 6;
  private static final int OF_A_COUNTRY = 3;
  private static final int EVERY_OTHER_COUNTRY = 2;

  /**
   * Copies the lists.
   *
   * @param documents the documents
   * @param queries the queries
   */
  public TestCollection {
    documents = List.copyOf(documents);
    queries = List.copyOf(queries);
  }

  /** What a document is about, and what is related to that. */
  private record Subject(String topic, String table, String value, String theme) {}

  /**
   * The collection that comes with the course: about 180 documents of five sentences from the
   * grammar of the small world, each about one group of things (birds, tools) or one country, and a
   * query for each group and country. A document of the query's own group or country has grade 2,
   * one of the same theme (other animals) or of the same part of the world has grade 1.
   *
   * @param seed of the documents; the questions about them depend on it too
   * @return the collection, the same for a seed on every machine
   */
  public static TestCollection embedded(long seed) {
    SmallWorld world = SmallWorld.load();
    Random random = new Random(seed);
    List<Document> documents = new ArrayList<>();
    Map<String, Subject> about = new LinkedHashMap<>();
    List<Subject> subjects = subjects(world);
    for (Subject subject : subjects) {
      int count = subject.table().equals("country") ? OF_A_COUNTRY : OF_A_GROUP;
      for (int i = 1; i <= count; i++) {
        String id = subject.value() + "-" + i;
        documents.add(new Document(id, text(world, subject, random)));
        about.put(id, subject);
      }
    }
    List<Query> queries =
        subjects.stream()
            .map(s -> new Query(s.value(), words(world, s, random), grades(about, s)))
            .toList();
    return new TestCollection(documents, queries);
  }

  /**
   * A query by its name.
   *
   * @param id for instance {@code bird} or {@code france}
   * @return the query
   * @throws io.transferlab.core.LabException for an unknown name; offers the nearest
   */
  public Query query(String id) {
    return queries.stream()
        .filter(q -> q.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Names.unknown("query", id, queries.stream().map(Query::id).toList()));
  }

  private static List<Subject> subjects(SmallWorld world) {
    List<Subject> subjects = new ArrayList<>();
    for (String group : world.words("group", "name", "")) {
      String theme = world.words("group", "theme", group).get(0);
      subjects.add(new Subject(theme, "noun", group, theme));
    }
    List<String> countries = world.words("country", "name", "");
    for (int i = 0; i < countries.size(); i += EVERY_OTHER_COUNTRY) {
      String country = countries.get(i);
      String region = world.words("country", "region", country).get(0);
      subjects.add(new Subject("geography", "country", country, region));
    }
    return subjects;
  }

  private static String text(SmallWorld world, Subject s, Random random) {
    return world.sentencesAbout(s.topic(), s.table(), s.value(), SENTENCES, random).stream()
        .map(line -> line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1) + ".")
        .collect(Collectors.joining(" "));
  }

  /** A few words, as people type them: two things of the group and what goes with one of them. */
  private static String words(SmallWorld world, Subject s, Random random) {
    if (s.table().equals("country")) {
      String first = random.nextBoolean() ? "nation" : "currency";
      return any(world.words("country", first, s.value()), s.value(), random)
          + " "
          + any(world.words("country", "food", s.value()), "food", random)
          + " "
          + any(world.words("country", "sight", s.value()), "sight", random);
    }
    List<String> names = world.words("noun", "name", s.value());
    String one = any(names, "", random);
    String two = any(names.stream().filter(n -> !n.equals(one)).toList(), one, random);
    return one + " " + two + " " + any(world.words("noun", "with", one), one, random);
  }

  private static String any(List<String> words, String otherwise, Random random) {
    return words.isEmpty() ? otherwise : words.get(random.nextInt(words.size()));
  }

  private static Map<String, Integer> grades(Map<String, Subject> about, Subject wanted) {
    Map<String, Integer> grades = new LinkedHashMap<>();
    about.forEach(
        (id, s) -> {
          if (s.equals(wanted)) {
            grades.put(id, 2);
          } else if (s.theme().equals(wanted.theme())) {
            grades.put(id, 1);
          }
        });
    return grades;
  }
}
