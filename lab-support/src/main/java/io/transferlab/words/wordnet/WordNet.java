package io.transferlab.words.wordnet;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Places;
import io.transferlab.words.text.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * WordNet, read from its database files (version 3.0 has 117,659 meanings of English words; other
 * versions in this form are read too). All of it is kept in memory, some 100 MB.
 *
 * <p>C. Fellbaum (ed.): WordNet: an electronic lexical database. MIT Press 1998. The form of the
 * files: wndb(5WN) and cntlist(5WN) of WordNet 3.0.
 */
public final class WordNet {
  /** The catalogue's entry. */
  private static final String ENTRY = "wordnet";

  private static final String FIRST_FILE = "data.noun";
  private static final List<String> BELOW = List.of("", "dict", "WordNet-3.0/dict", "wordnet");
  private static final int OFFSETS = 100_000_000;

  private final Path folder;
  private final Map<Integer, Synset> synsets = new LinkedHashMap<>();
  private final Map<String, List<Synset>> byWord = new HashMap<>();

  private WordNet(Path folder) {
    this.folder = folder;
  }

  /**
   * Where WordNet's files lie on this machine: fetched into {@code LAB_DATA} or {@code
   * LAB_DATA_PATH}, or as Debian's package {@code wordnet-base} installs them.
   *
   * @return the folder with {@code data.noun}, or nothing if it is nowhere
   */
  public static Optional<Path> folder() {
    return Places.fromEnvironment()
        .find(DownloadCatalogue.load().get(ENTRY))
        .flatMap(WordNet::inside);
  }

  /** Archives have folders of their own. */
  private static Optional<Path> inside(Path place) {
    return BELOW.stream()
        .map(place::resolve)
        .filter(p -> Files.exists(p.resolve(FIRST_FILE)))
        .findFirst();
  }

  /**
   * Reads the WordNet of this machine.
   *
   * @return all of it
   * @throws LabException if there is none, or a file is damaged
   */
  public static WordNet find() {
    return open(
        folder()
            .orElseThrow(
                () ->
                    LabException.of(
                        "WordNet on this machine",
                        "neither Debian's package wordnet-base nor a fetched one",
                        "run `environment/lab data fetch " + ENTRY + "`")));
  }

  /**
   * Reads WordNet.
   *
   * @param place the folder with {@code data.noun} and the others, or one around it
   * @return all of it
   * @throws LabException if a file is missing, or damaged: names the line
   */
  public static WordNet open(Path place) {
    Path folder = inside(place).orElse(place);
    return Progress.during("reading WordNet", () -> read(folder));
  }

  private static WordNet read(Path folder) {
    WordNet read = new WordNet(folder);
    for (WordClass wordClass : WordClass.values()) {
      read.readData(wordClass);
    }
    read.checkPointers();
    Map<String, int[]> senses = new HashMap<>();
    for (WordClass wordClass : WordClass.values()) {
      read.readIndex(wordClass, senses);
    }
    read.readCounts(senses);
    return read;
  }

  /** One number for class and offset. */
  static int key(WordClass wordClass, int offset) {
    return wordClass.ordinal() * OFFSETS + offset;
  }

  /** The class that a pointer names by its letter. */
  static WordClass wordClass(Fields fields) {
    String letter = fields.next("the class of a pointer's target");
    return Stream.of(WordClass.values())
        .filter(c -> c.letter().equals(letter) || letter.equals("s") && c == WordClass.ADJECTIVE)
        .findFirst()
        .orElseThrow(
            () -> fields.wrong("one of n, v, a, s, r", "\"" + Fields.shortened(letter) + "\""));
  }

  /** What to do about a damaged file. */
  static String nextForDamaged(Path file) {
    return file.startsWith("/usr")
        ? "install it again (apt-get install --reinstall wordnet-base)"
        : "fetch it again (environment/lab data fetch " + ENTRY + " --again)";
  }

  /**
   * Lines with their numbers from 1; those of the licence, which begin with two spaces, left out.
   */
  private static void forEachLine(Path file, java.util.function.Consumer<Fields> reader) {
    List<String> lines = TextFile.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("  ") && !lines.get(i).isBlank()) {
        reader.accept(new Fields(file, i + 1, lines.get(i)));
      }
    }
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      throw LabException.of(
          "WordNet's file " + name + " in " + folder, "no such file", nextForDamaged(file));
    }
    return file;
  }

  private void readData(WordClass wordClass) {
    Path file = file("data." + wordClass.ending());
    int before = synsets.size();
    forEachLine(
        file,
        fields -> {
          Synset synset = Synset.parse(fields, wordClass);
          if (synsets.putIfAbsent(synset.key(), synset) != null) {
            throw fields.wrong("a number that no line before has", "one that stands twice");
          }
        });
    if (synsets.size() == before) {
      throw LabException.of("definitions in " + file, "none", nextForDamaged(file));
    }
  }

  /** A file that was cut short between two lines shows here. */
  private void checkPointers() {
    for (Synset from : synsets.values()) {
      for (Synset.Link link : from.links()) {
        if (!synsets.containsKey(link.key())) {
          throw LabException.of(
              "the meaning that \"" + from.words().get(0) + "\" points to in " + target(link.key()),
              "no line for " + link.key() % OFFSETS,
              nextForDamaged(folder));
        }
      }
    }
  }

  private Path target(int key) {
    return folder.resolve("data." + WordClass.values()[key / OFFSETS].ending());
  }

  /** The index has a word's meanings in the order of their use. */
  private void readIndex(WordClass wordClass, Map<String, int[]> senses) {
    forEachLine(
        file("index." + wordClass.ending()),
        fields -> {
          String lemma = fields.next("a word");
          fields.next("the class of the word");
          int count = fields.number("how many meanings there are", 10, 999);
          int pointers = fields.number("how many pointers there are", 10, 99);
          for (int i = 0; i < pointers; i++) {
            fields.next("a pointer's symbol");
          }
          fields.number("how many meanings there are", 10, 999);
          fields.number("how many meanings were met in texts", 10, 999);
          int[] keys = new int[count];
          List<Synset> known = byWord.computeIfAbsent(plain(lemma), w -> new ArrayList<>(1));
          for (int i = 0; i < count; i++) {
            keys[i] = key(wordClass, fields.number("a number of 8 digits", 10, 99_999_999));
            Synset synset = synsets.get(keys[i]);
            if (synset == null) {
              throw fields.wrong(
                  "the number of a line of data." + wordClass.ending(), "" + keys[i] % OFFSETS);
            }
            synset.isSense(plain(lemma), i + 1);
            known.add(synset);
          }
          senses.put(wordClass.letter() + lemma, keys);
        });
  }

  /**
   * Adds up how often each meaning was met. About a thousand lines of version 3.0 are about words
   * that it no longer has: they are passed over, as is a missing file.
   */
  private void readCounts(Map<String, int[]> senses) {
    Path file = folder.resolve("cntlist.rev");
    if (!Files.exists(file)) {
      return;
    }
    forEachLine(
        file,
        fields -> {
          String key = fields.next("the key of a meaning");
          int percent = key.lastIndexOf('%');
          boolean isKey = percent > 0 && percent + 1 < key.length();
          int kind = isKey ? "12345".indexOf(key.charAt(percent + 1)) : -1;
          if (kind < 0) {
            throw fields.wrong(
                "a word, % and a number from 1 to 5", "\"" + Fields.shortened(key) + "\"");
          }
          WordClass wordClass = WordClass.values()[kind == 4 ? 2 : kind];
          int sense = fields.number("the number of a meaning", 10, 999);
          int count = fields.number("how often it was met", 10, 99_999_999);
          int[] keys = senses.get(wordClass.letter() + key.substring(0, percent));
          Synset met =
              keys == null || sense < 1 || sense > keys.length
                  ? null
                  : synsets.get(keys[sense - 1]);
          if (met != null) {
            met.addCount(count);
          }
        });
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * How many meanings there are.
   *
   * @return 117,659 in version 3.0
   */
  public int size() {
    return synsets.size();
  }

  /**
   * All meanings.
   *
   * @return in the order of the files: nouns, verbs, adjectives, adverbs
   */
  public Collection<Synset> synsets() {
    return Collections.unmodifiableCollection(synsets.values());
  }

  /**
   * The meanings of a word.
   *
   * @param word in its basic form, small or capital letters; several words with spaces or
   *     underscores
   * @return nouns first, of each class the most usual meaning first; empty for a word that WordNet
   *     does not have
   */
  public List<Synset> meanings(String word) {
    return List.copyOf(byWord.getOrDefault(plain(word), List.of()));
  }

  /**
   * Where a meaning points to.
   *
   * @param synset one of this WordNet's
   * @param relation how
   * @return the others, in the order of the file
   */
  public List<Synset> related(Synset synset, Relation relation) {
    return synset.links().stream()
        .filter(link -> link.relation() == relation)
        .map(link -> synsets.get(link.key()))
        .distinct()
        .toList();
  }

  /**
   * The meanings that are met most often. Behind those that were met in tagged texts come first
   * meanings before second ones, then the order of the files.
   *
   * @param most how many at most, at least 1
   * @return a list with which a longer one begins
   */
  public List<Synset> mostUsed(int most) {
    if (most < 1) {
      throw LabException.of("at least 1 meaning", String.valueOf(most), "ask for 5000");
    }
    return synsets.values().stream()
        .filter(s -> !s.definition().isEmpty())
        .sorted(
            Comparator.comparingInt((Synset s) -> -s.count())
                .thenComparingInt(Synset::sense)
                .thenComparingInt(Synset::key))
        .limit(most)
        .toList();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "WordNet: %,d meanings of %,d words, %s", size(), byWord.size(), folder);
  }
}
