package io.transferlab.words;

import io.transferlab.core.LabException;
import io.transferlab.words.text.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Analogy questions in sections, as in Google's {@code questions-words.txt}: a line {@code : name}
 * begins a section, every other line is a question of four words, the last one the answer.
 *
 * @param sections the sections, in order
 * @param leftOut lines that are no question, each with its number and what is wrong with it
 */
public record AnalogyQuestions(List<Section> sections, List<String> leftOut) {
  /**
   * Copies the lists.
   *
   * @param sections the sections, in order
   * @param leftOut lines that are no question, each with its number and what is wrong with it
   */
  public AnalogyQuestions {
    sections = List.copyOf(sections);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Questions of one kind.
   *
   * @param name for instance {@code capital-common-countries}
   * @param questions in the order of the file
   */
  public record Section(String name, List<Question> questions) {
    /**
     * Keeps the list as it is.
     *
     * @param name for instance {@code capital-common-countries}
     * @param questions in the order of the file
     */
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
   * Reads a file of questions: four words in a line, separated by blanks or tabs; {@code : name}
   * begins a section, {@code #} and {@code //} a comment.
   *
   * @param file text, as {@link TextFile} reads it
   * @return its questions
   * @throws LabException if it cannot be read or has no questions
   */
  public static AnalogyQuestions load(Path file) {
    return of(TextFile.lines(file), file.getFileName().toString());
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
    List<String> leftOut = new ArrayList<>();
    String section = "questions";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith(":")) {
        add(sections, section, questions);
        questions = new ArrayList<>();
        section = line.substring(1).strip();
      } else if (!line.isEmpty() && !isComment(line)) {
        String[] words = line.split("\\s+");
        if (words.length == 4) {
          questions.add(new Question(words[0], words[1], words[2], words[3]));
        } else {
          leftOut.add(TestLines.quoted(i, line) + " has " + TestLines.words(words.length));
        }
      }
    }
    add(sections, section, questions);
    if (sections.isEmpty()) {
      throw LabException.of(
          "analogy questions of four words a line in " + name,
          leftOut.isEmpty() ? "no line of words" : leftOut.get(0),
          "give a file like Google's questions-words.txt: a line \": section\", then"
              + " \"athens greece oslo norway\"");
    }
    return new AnalogyQuestions(sections, leftOut);
  }

  private static boolean isComment(String line) {
    return line.startsWith("#") && line.length() > 1 || line.startsWith("//");
  }

  private static void add(List<Section> sections, String name, List<Question> questions) {
    if (!questions.isEmpty()) {
      sections.add(new Section(name, questions));
    }
  }

  /**
   * Fewer questions, of all sections alike.
   *
   * @param n the first of each section and every nth after it are kept; at least 1
   * @return the questions kept
   * @throws LabException if n is below 1
   */
  public AnalogyQuestions every(int n) {
    if (n < 1) {
      throw LabException.of("every 1st question or fewer", String.valueOf(n), "give 1 or more");
    }
    return new AnalogyQuestions(
        sections.stream()
            .map(
                s ->
                    new Section(
                        s.name(),
                        IntStream.iterate(0, i -> i < s.questions().size(), i -> i + n)
                            .mapToObj(s.questions()::get)
                            .toList()))
            .toList(),
        leftOut);
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
