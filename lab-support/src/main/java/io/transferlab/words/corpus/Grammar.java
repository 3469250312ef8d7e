package io.transferlab.words.corpus;

import io.transferlab.core.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sentences of the small world. A pattern is chosen by its weight; its alternatives are decided,
 * then its words drawn from rows of the world's tables (the notation is told at the top of {@code
 * grammar.txt}).
 *
 * <p>Random numbers come from {@link Random}, whose algorithm is part of Java's specification: the
 * same seed gives the same text everywhere.
 */
final class Grammar {
  private static final Pattern RULE = Pattern.compile("<([a-z-]+)>");
  private static final Pattern CHOICE = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern SLOT =
      Pattern.compile("\\{([a-z]+)(\\d?)(?::([a-z]+))?\\.([a-z.]+)}");

  /** Words before which "a" stays, or becomes "an", although their first letter says otherwise. */
  private static final Set<String> SPOKEN_WITH_CONSONANT =
      Set.of("university", "universities", "uniform", "useful", "euro", "usual", "european");

  private static final int ATTEMPTS = 100;

  private record Weighted(int weight, String pattern) {}

  private final World world;
  private final Map<String, String> rules = new HashMap<>();
  private final Map<String, List<Weighted>> topics = new LinkedHashMap<>();
  private final List<Weighted> all = new ArrayList<>();

  /** Rows by what a slot asks for: there are few questions and many sentences. */
  private final Map<String, List<WorldTable.Row>> rowsOf = new ConcurrentHashMap<>();

  Grammar(World world) {
    this.world = world;
    String section = "";
    for (String line : World.lines("grammar.txt")) {
      if (line.startsWith("== ")) {
        section = line.substring(3);
      } else if (section.equals("rules")) {
        String[] parts = line.split(" = ", 2);
        rules.put(parts[0], "(" + parts[1].replace(" | ", "|") + ")");
      } else {
        int space = line.indexOf(' ');
        topics
            .computeIfAbsent(section, s -> new ArrayList<>())
            .add(
                new Weighted(
                    Integer.parseInt(line.substring(0, space)), line.substring(space + 1)));
      }
    }
    topics.values().forEach(all::addAll);
  }

  List<String> topics() {
    return List.copyOf(topics.keySet());
  }

  /** A sentence of any topic: lower case, words separated by one space, no punctuation. */
  String sentence(Random random) {
    // Without a focus the tables always have rows that fit.
    return Objects.requireNonNull(fill(pick(all, random), null, random));
  }

  /** A sentence of a topic about something. */
  String sentence(Focus focus, Random random) {
    List<Weighted> patterns = topics.get(focus.topic());
    if (patterns == null) {
      throw Names.unknown("a topic of the grammar", focus.topic(), topics.keySet());
    }
    List<Weighted> fitting =
        patterns.stream()
            .filter(p -> slots(p.pattern()).stream().anyMatch(s -> speaks(s, focus)))
            .toList();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // Not every pattern has words for every row: some countries have no currency here.
      String filled = fill(pick(fitting, random), focus, random);
      if (filled != null) {
        return filled;
      }
    }
    throw new IllegalStateException("no pattern fits " + focus);
  }

  private boolean speaks(Slot slot, Focus focus) {
    return slot.table().equals(focus.table())
        && slot.number().isEmpty()
        && world.table(slot.table()).rows().stream()
            .anyMatch(r -> slot.allows(world, r) && about(slot, r, focus));
  }

  private boolean about(Slot slot, WorldTable.Row row, Focus focus) {
    return row.key().equals(focus.value())
        || world.matches(world.table(slot.table()), row, focus.value());
  }

  private static String pick(List<Weighted> patterns, Random random) {
    int left = random.nextInt(patterns.stream().mapToInt(Weighted::weight).sum());
    for (Weighted p : patterns) {
      left -= p.weight();
      if (left < 0) {
        return p.pattern();
      }
    }
    throw new IllegalStateException("weights");
  }

  /** A place for a word: a column of a row that is drawn from a table, perhaps a part of it. */
  private record Slot(String table, String number, @Nullable String filter, String path) {
    String variable() {
      return table + number + (filter == null ? "" : ":" + filter);
    }

    boolean allows(World world, WorldTable.Row row) {
      return filter == null || world.matches(world.table(table), row, filter);
    }
  }

  private static List<Slot> slots(String text) {
    List<Slot> slots = new ArrayList<>();
    Matcher m = SLOT.matcher(text);
    while (m.find()) {
      slots.add(new Slot(m.group(1), m.group(2), m.group(3), m.group(4)));
    }
    return slots;
  }

  /** Null if no rows fit. */
  private @Nullable String fill(String pattern, @Nullable Focus focus, Random random) {
    String text = decide(pattern, random);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String filled = tryFill(text, focus, random);
      if (filled != null) {
        return withArticles(filled);
      }
    }
    return null;
  }

  private String decide(String pattern, Random random) {
    String text = replaceAll(RULE, pattern, m -> rules.get(m.group(1)));
    while (text.contains("(")) {
      text = replaceAll(CHOICE, text, m -> oneOf(List.of(m.group(1).split("\\|", -1)), random));
      text = replaceAll(RULE, text, m -> rules.get(m.group(1)));
    }
    return text;
  }

  /** Null if a drawn row has no word where one is needed; then other rows are drawn. */
  private @Nullable String tryFill(String text, @Nullable Focus focus, Random random) {
    Map<String, WorldTable.Row> rows = new HashMap<>();
    Map<String, List<String>> used = new HashMap<>();
    boolean[] missing = new boolean[1];
    String filled =
        replaceAll(
            SLOT,
            text,
            m -> {
              Slot slot = new Slot(m.group(1), m.group(2), m.group(3), m.group(4));
              WorldTable table = world.table(slot.table());
              WorldTable.Row row =
                  rows.computeIfAbsent(
                      slot.variable(), v -> row(slot, rows.values(), focus, random));
              List<String> taken = used.computeIfAbsent(slot.variable(), v -> new ArrayList<>());
              // A list named twice in a sentence gives two different words.
              List<String> words =
                  world.words(table, row, slot.path()).stream()
                      .filter(w -> !taken.contains(w))
                      .toList();
              if (words.isEmpty()) {
                words = world.words(table, row, slot.path());
              }
              if (words.isEmpty()) {
                missing[0] = true;
                return "";
              }
              String word = oneOf(words, random);
              if (words.size() > 1) {
                taken.add(word);
              }
              return word;
            });
    return missing[0] ? null : filled;
  }

  private WorldTable.Row row(
      Slot slot, Iterable<WorldTable.Row> others, @Nullable Focus focus, Random random) {
    List<WorldTable.Row> rows =
        rowsOf.computeIfAbsent(
            slot.table() + ":" + slot.filter(),
            k ->
                world.table(slot.table()).rows().stream()
                    .filter(r -> slot.allows(world, r))
                    .toList());
    if (focus != null && focus.table().equals(slot.table())) {
      List<WorldTable.Row> about = rows.stream().filter(r -> about(slot, r, focus)).toList();
      if (slot.number().isEmpty() || about.size() > 1) {
        rows = about;
      }
    }
    List<WorldTable.Row> taken = new ArrayList<>();
    others.forEach(taken::add);
    List<WorldTable.Row> free =
        taken.isEmpty()
            ? rows
            : rows.stream().filter(r -> taken.stream().noneMatch(t -> t == r)).toList();
    return oneOf(free, random);
  }

  private static String withArticles(String text) {
    String[] words = text.strip().split(" +");
    for (int i = 0; i + 1 < words.length; i++) {
      if (words[i].equals("a") || words[i].equals("an")) {
        String next = words[i + 1];
        boolean vowel =
            "aeiou".indexOf(next.charAt(0)) >= 0 && !SPOKEN_WITH_CONSONANT.contains(next);
        words[i] = vowel ? "an" : "a";
      }
    }
    return String.join(" ", words);
  }

  private static <T> T oneOf(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String replaceAll(Pattern pattern, String text, Function<MatchResult, String> by) {
    return pattern.matcher(text).replaceAll(r -> Matcher.quoteReplacement(by.apply(r)));
  }
}
