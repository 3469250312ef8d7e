package io.transferlab.words;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Analogy questions in sections, as in Google's {@code questions-words.txt}: a line {@code : name}
 * begins a section, every other line is a question of four words, the last one the answer.
 *
 * @param sections the sections, in order
 * @param skipped lines that are no question, left out
 */
public record AnalogyQuestions(List<Section> sections, int skipped) {
  /** Keeps the list as it is. */
  public AnalogyQuestions {
    sections = List.copyOf(sections);
  }

  /**
   * Questions of one kind.
   *
   * @param name for instance {@code capital-common-countries}
   * @param questions in the order of the file
   */
  public record Section(String name, List<Question> questions) {
    /** Keeps the list as it is. */
    public Section {
      questions = List.copyOf(questions);
    }

    /**
     * Whether it asks about grammar: in Google's file the names of these begin with {@code gram}.
     *
     * @return false for a section about meaning
     */
    public boolean isSyntactic() {
      return name.startsWith("gram");
    }
  }

  /**
   * a is to b as c is to d.
   *
   * @param a a word
   * @param b its partner
   * @param c another word
   * @param d its partner, the answer
   */
  public record Question(String a, String b, String c, String d) {}

  /**
   * Reads a file of questions.
   *
   * @param file in UTF-8
   * @return its questions
   * @throws LabException if it cannot be read or has no questions
   */
  public static AnalogyQuestions load(Path file) {
    return of(lines(file), file.getFileName().toString());
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw LabException.of("UTF-8 in " + file, "other bytes", "save it as UTF-8", e);
    } catch (IOException e) {
      throw LabException.of("to read " + file, e.toString(), "check the path", e);
    }
  }

  /**
   * Reads questions.
   *
   * @param lines the lines of such a file
   * @return their questions
   * @throws LabException if there are none
   */
  public static AnalogyQuestions of(List<String> lines) {
    return of(lines, "the lines given");
  }

  private static AnalogyQuestions of(List<String> lines, String name) {
    List<Section> sections = new ArrayList<>();
    List<Question> questions = new ArrayList<>();
    String section = "questions";
    int skipped = 0;
    for (String line : lines) {
      if (line.startsWith(":")) {
        add(sections, section, questions);
        questions = new ArrayList<>();
        section = line.substring(1).strip();
      } else if (!line.isBlank()) {
        String[] words = line.strip().split("\\s+");
        if (words.length == 4) {
          questions.add(new Question(words[0], words[1], words[2], words[3]));
        } else {
          skipped++;
        }
      }
    }
    add(sections, section, questions);
    if (sections.isEmpty()) {
      throw LabException.of(
          "analogy questions in " + name,
          "no line of four words",
          "give a file like Google's questions-words.txt");
    }
    return new AnalogyQuestions(sections, skipped);
  }

  private static void add(List<Section> sections, String name, List<Question> questions) {
    if (!questions.isEmpty()) {
      sections.add(new Section(name, questions));
    }
  }

  /**
   * How many questions there are.
   *
   * @return in all sections
   */
  public int size() {
    return sections.stream().mapToInt(s -> s.questions().size()).sum();
  }

  /**
   * Asks all questions in the usual way: 3CosAdd, upper and lower case alike, answers among the
   * first 300,000 words.
   *
   * @param vectors the vectors
   * @return how many were answered rightly
   */
  public AnalogyScores ask(WordVectors vectors) {
    return ask(vectors, AnalogyMethod.COS_ADD);
  }

  /**
   * Asks all questions. The rules are those of gensim's {@code evaluate_word_analogies}, so that
   * figures can be compared: a question with an unknown word is left out (and counted); case is
   * ignored, the more frequent form of a word stands for all; answers are looked for among the
   * first 300,000 words; a, b, c are excluded, and of the five best the first that is not one of
   * them in another case is the answer.
   *
   * @param vectors the vectors
   * @param method how analogies are solved
   * @return how many were answered rightly
   */
  public AnalogyScores ask(WordVectors vectors, AnalogyMethod method) {
    return new AnalogyExam(vectors, method).ask(this);
  }
}
