package io.transferlab.words.corpus;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.words.AnalogyQuestions;
import io.transferlab.words.WordPairs;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small world of countries, animals, food, school, family and more, and a grammar that talks
 * about it: text enough to train word vectors on in a minute, without fetching any. Nothing is said
 * about vectors. That {@code paris} is to {@code france} as {@code rome} is to {@code italy} shows
 * only in the sentences in which these words are used.
 *
 * <p>The same seed gives the same text on every machine. The world lies in {@code world.txt} and
 * {@code grammar.txt} beside this class's resources, to be read by people.
 */
public final class SmallWorld {
  /** How many sentences the embedded vectors were trained on. */
  public static final int EMBEDDED_SENTENCES = 80_000;

  /** The seed of the text that the embedded vectors were trained on. */
  public static final long EMBEDDED_SEED = 1;

  /** Sentences in a paragraph of {@link #paragraphs}. */
  public static final int PARAGRAPH = 8;

  private final World world = World.load();
  private final Grammar grammar = new Grammar(world);
  private final Questions questions = new Questions(world);

  private SmallWorld() {}

  /**
   * Reads the world and its grammar.
   *
   * @return the world
   */
  public static SmallWorld load() {
    return new SmallWorld();
  }

  /**
   * What the sentences are about.
   *
   * @return the names of the topics
   */
  public List<String> topics() {
    return grammar.topics();
  }

  /**
   * Makes sentences on all topics, mixed. A longer text with the same seed begins with the shorter
   * one.
   *
   * @param count how many, at least 1; a sentence has about eight words
   * @param seed of the random numbers
   * @return the sentences: lower case, one space between words, no punctuation
   */
  public List<String> sentences(int count, long seed) {
    if (count < 1) {
      throw LabException.of("at least 1 sentence", String.valueOf(count), "ask for 1 or more");
    }
    Random random = new Random(seed);
    return Stream.generate(() -> sentence(random)).limit(count).toList();
  }

  /**
   * Makes text to train on: sentences on all topics, {@value #PARAGRAPH} in a paragraph, as people
   * who talk of this and that. Windows of training then reach over the end of a sentence, and words
   * that have nothing to do with each other meet by chance now and then. GloVe needs that: it looks
   * only at words that met.
   *
   * @param sentences how many sentences in all, at least 1
   * @param seed of the random numbers
   * @return the paragraphs: lower case, each sentence ended by a full stop
   */
  public List<String> paragraphs(int sentences, long seed) {
    List<String> all = sentences(sentences, seed);
    return IntStream.iterate(0, i -> i < all.size(), i -> i + PARAGRAPH)
        .mapToObj(i -> String.join(". ", all.subList(i, Math.min(i + PARAGRAPH, all.size()))) + ".")
        .toList();
  }

  private String sentence(Random random) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while making sentences");
    }
    return grammar.sentence(random);
  }

  /**
   * Makes sentences about one thing, for documents.
   *
   * @param topic one of {@link #topics}
   * @param table the table of the world whose rows are limited, such as {@code noun}
   * @param value the only row, or what its rows have in common, such as {@code bird}
   * @param count how many
   * @param random where chance comes from
   * @return the sentences
   */
  public List<String> sentencesAbout(
      String topic, String table, String value, int count, Random random) {
    Focus focus = new Focus(topic, table, value);
    return Stream.generate(() -> grammar.sentence(focus, random)).distinct().limit(count).toList();
  }

  /**
   * Writes {@link #paragraphs} to a file, one a line, UTF-8. The file appears whole or not at all.
   *
   * @param file where to write
   * @param count how many sentences
   * @param seed of the random numbers
   * @return the file
   */
  public Path write(Path file, int count, long seed) {
    List<String> lines = paragraphs(count, seed);
    AtomicFiles.write(
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          for (String line : lines) {
            writer.write(line + "\n");
          }
          writer.flush();
        });
    return file;
  }

  /**
   * Words of a table of the world, such as the plurals of the birds.
   *
   * @param table for instance {@code noun}
   * @param column for instance {@code plural}
   * @param value a row's key, or else the rows' common value, for instance {@code bird}; empty for
   *     all rows
   * @return the words, without repetition
   */
  public List<String> words(String table, String column, String value) {
    WorldTable t = world.table(table);
    return t.rows().stream()
        .filter(
            r ->
                value.isEmpty()
                    || (t.row(value).isPresent()
                        ? r.key().equals(value)
                        : world.matches(t, r, value)))
        .flatMap(r -> world.words(t, r, column).stream())
        .distinct()
        .toList();
  }

  /**
   * Analogy questions in the sections of Google's test (Mikolov, Chen, Corrado, Dean 2013, <a
   * href="https://arxiv.org/abs/1301.3781">arXiv:1301.3781</a>): all ordered pairs of pairs, of at
   * most 40 pairs a section.
   *
   * @return the questions, always the same
   */
  public AnalogyQuestions analogies() {
    return questions.analogies();
  }

  /**
   * Pairs of words with a likeness that follows from the world's own order, not from people's
   * judgement: singular and plural 9, same group (fox, wolf) 8, same topic (fox, hen) 6, a thing
   * and what goes with it (dog, bone) 4, different topics 1.
   *
   * @return the pairs, always the same
   */
  public WordPairs similarities() {
    return questions.similarities();
  }
}
