package io.transferlab.check;

import io.transferlab.core.LabException;
import io.transferlab.core.Markup;
import io.transferlab.notebook.Showable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Questions with choices, as a text says them. In the author's notebook the text is clear:
 *
 * <pre>
 * 1. Which accuracy says how good a network is on new pictures?
 *    a) that on the training pictures
 *       &gt; Those it has learned by heart.
 *   *b) that on test pictures which chose nothing
 *       &gt; Nothing was chosen by them, so luck has no part in it.
 * </pre>
 *
 * A star marks a right choice; of several all must be given. In a student's notebook stars and
 * explanations are gone, and a last line that begins with {@code ~} holds them, illegible.
 *
 * @param lab the lab's number
 * @param questions in order, the first is number 1
 */
public record Quiz(int lab, List<Question> questions) implements Showable {
  /**
   * One question.
   *
   * @param text what is asked
   * @param choices the first is a, the next b
   */
  public record Question(String text, List<Choice> choices) {
    private static final String SEVERAL = " (More than one is right: give all their letters.)";

    /**
     * Copies the choices.
     *
     * @param text what is asked
     * @param choices the first is a
     */
    public Question {
      choices = List.copyOf(choices);
    }

    /**
     * The letters of the right choices.
     *
     * @return such as {@code b} or {@code ac}
     */
    public String right() {
      StringBuilder letters = new StringBuilder();
      for (int i = 0; i < choices.size(); i++) {
        if (choices.get(i).right()) {
          letters.append(letter(i));
        }
      }
      return letters.toString();
    }

    /**
     * Tells whether an answer is right.
     *
     * @param given letters as people write them: "B", "a, c" or "b)"
     * @return true if they are the letters of the right choices, all of them and no other
     */
    public boolean isAnsweredBy(String given) {
      return letters(given).equals(right());
    }

    /** What is asked, and whether one letter is enough. */
    String asked() {
      return right().length() < 2 || text.endsWith(SEVERAL) ? text : text + SEVERAL;
    }
  }

  /**
   * One choice.
   *
   * @param text what it says
   * @param right whether it is right
   * @param explanation why it is right or wrong
   */
  public record Choice(String text, boolean right, String explanation) {}

  /**
   * Copies the list.
   *
   * @param lab the lab's number
   * @param questions in order
   */
  public Quiz {
    questions = List.copyOf(questions);
  }

  /**
   * Reads a quiz, clear or sealed.
   *
   * @param lab the lab's number
   * @param text the questions
   * @return the quiz
   * @throws LabException if the text is not a quiz, or a sealed one was changed
   */
  public static Quiz of(int lab, String text) {
    return QuizText.read(lab, text);
  }

  /**
   * The text for students: without stars and explanations, which a last line holds so that nobody
   * reads them by chance. The same quiz gives the same text.
   *
   * @return lines
   */
  public String sealed() {
    return QuizText.sealed(this);
  }

  /** The letters of "B", "a, c" or "b)", each once, in order; nothing if there is anything else. */
  static String letters(String given) {
    String bare = given.toLowerCase(Locale.ROOT).replaceAll("\\band\\b|[\\s,;.()]", "");
    return bare.matches("[a-z]*")
        ? bare.chars()
            .distinct()
            .sorted()
            .mapToObj(Character::toString)
            .collect(Collectors.joining())
        : "";
  }

  static char letter(int choice) {
    return (char) ('a' + choice);
  }

  @Override
  public Map<String, Object> mimeBundle() {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("text/html", html());
    bundle.put("text/plain", plainText());
    return bundle;
  }

  @Override
  public String plainText() {
    List<String> lines = new ArrayList<>(List.of(title()));
    for (int q = 0; q < questions.size(); q++) {
      lines.add("");
      lines.add(q + 1 + ". " + questions.get(q).asked());
      List<Choice> choices = questions.get(q).choices();
      for (int c = 0; c < choices.size(); c++) {
        lines.add("   " + letter(c) + ") " + choices.get(c).text());
      }
    }
    return String.join("\n", lines);
  }

  /**
   * Lists within a list, as screen readers announce them; letters as text, as some skip markers.
   */
  private String html() {
    StringBuilder html = new StringBuilder();
    html.append("<section aria-label=\"").append(title()).append("\">\n");
    html.append("<p><strong>").append(title()).append("</strong></p>\n<ol>\n");
    for (Question question : questions) {
      List<Choice> choices = question.choices();
      StringBuilder items = new StringBuilder();
      for (int c = 0; c < choices.size(); c++) {
        String text = letter(c) + ") " + Markup.escaped(choices.get(c).text());
        items.append("<li style=\"list-style-type: none\">").append(text).append("</li>\n");
      }
      html.append("<li>")
          .append(Markup.escaped(question.asked()))
          .append("\n<ul>\n")
          .append(items)
          .append("</ul></li>\n");
    }
    return html.append("</ol>\n</section>").toString();
  }

  private String title() {
    return "Quiz of lab " + lab + ": " + questions.size() + " questions";
  }

  @Override
  public String toString() {
    return plainText();
  }

  /** The letters in words: "a and c". */
  static String named(String letters) {
    return letters.chars().mapToObj(Character::toString).collect(Collectors.joining(" and "));
  }
}
