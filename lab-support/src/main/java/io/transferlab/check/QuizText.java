package io.transferlab.check;

import io.transferlab.core.LabException;
import io.transferlab.core.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes the text of a quiz. */
final class QuizText {
  private static final Pattern QUESTION = Pattern.compile("(\\d{1,2})\\. (.+)");
  private static final Pattern CHOICE = Pattern.compile("(\\*?) ?([a-h])\\) (.+)");
  private static final Pattern EXPLANATION = Pattern.compile("> (.+)");
  private static final Pattern SEAL = Pattern.compile("~ (\\S+)");

  /** A word by which a line would be taken for another part of the quiz. */
  private static final Pattern BEGINS = Pattern.compile("\\d{1,2}\\.|\\*?[a-h]\\)|[>~*].*");

  private static final int WIDTH = 90;
  private static final int SALT = 8;
  private static final String NEXT =
      "get the lab anew (environment/lab reset NUMBER), and change the cell with your answers"
          + " alone";

  /** A question while it is read. */
  private static final class Asked {
    private String text;
    private final List<Quiz.Choice> choices = new ArrayList<>();

    Asked(String text) {
      this.text = text;
    }
  }

  private QuizText() {}

  static Quiz read(int lab, String text) {
    List<Asked> asked = new ArrayList<>();
    String seal = "";
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      Matcher sealed = SEAL.matcher(line);
      if (sealed.matches()) {
        seal = sealed.group(1);
      } else if (!seal.isEmpty()) {
        throw wrong(lab, "a line behind its end: " + Found.value(line));
      } else {
        line(lab, line, asked);
      }
    }
    List<Quiz.Question> questions =
        asked.stream().map(a -> new Quiz.Question(a.text, a.choices)).toList();
    if (!seal.isEmpty()) {
      questions = opened(lab, questions, seal);
    }
    check(lab, questions);
    return new Quiz(lab, questions);
  }

  private static void line(int lab, String line, List<Asked> asked) {
    Matcher question = QUESTION.matcher(line);
    Matcher choice = CHOICE.matcher(line);
    Matcher explanation = EXPLANATION.matcher(line);
    Asked last = asked.isEmpty() ? null : asked.get(asked.size() - 1);
    if (question.matches()) {
      if (!question.group(1).equals(String.valueOf(asked.size() + 1))) {
        throw wrong(
            lab, "question " + question.group(1) + " in the place of " + (asked.size() + 1));
      }
      asked.add(new Asked(question.group(2)));
    } else if (last == null) {
      throw wrong(lab, "a first line without a number: " + Found.value(line));
    } else if (choice.matches()) {
      if (choice.group(2).charAt(0) != Quiz.letter(last.choices.size())) {
        throw wrong(
            lab, "choice " + choice.group(2) + " out of order in " + Found.value(last.text));
      }
      last.choices.add(new Quiz.Choice(choice.group(3), !choice.group(1).isEmpty(), ""));
    } else {
      goOn(last, explanation.matches() ? explanation.group(1) : line, explanation.matches());
    }
  }

  /** A line that goes on with what is above it, or begins the explanation of the choice there. */
  private static void goOn(Asked asked, String words, boolean explains) {
    int last = asked.choices.size() - 1;
    if (last < 0) {
      asked.text += " " + words;
      return;
    }
    Quiz.Choice choice = asked.choices.get(last);
    boolean text = choice.explanation().isEmpty() && !explains;
    String explanation = (choice.explanation() + " " + words).strip();
    asked.choices.set(
        last,
        new Quiz.Choice(
            text ? choice.text() + " " + words : choice.text(),
            choice.right(),
            text ? "" : explanation));
  }

  private static void check(int lab, List<Quiz.Question> questions) {
    if (questions.isEmpty()) {
      throw wrong(lab, "none");
    }
    for (Quiz.Question question : questions) {
      String found = "in " + Found.value(question.text()) + " ";
      if (question.choices().size() < 2) {
        throw wrong(lab, found + "fewer than two choices");
      }
      if (question.right().isEmpty() || question.right().length() == question.choices().size()) {
        throw wrong(lab, found + "no right choice, or no wrong one");
      }
      for (Quiz.Choice choice : question.choices()) {
        if (choice.explanation().isEmpty()) {
          throw wrong(lab, found + "a choice without its explanation: " + choice.text());
        }
      }
    }
  }

  static String sealed(Quiz quiz) {
    StringBuilder text = new StringBuilder();
    StringBuilder secret = new StringBuilder();
    for (int q = 0; q < quiz.questions().size(); q++) {
      Quiz.Question question = quiz.questions().get(q);
      text.append(wrapped(q + 1 + ". " + question.asked(), ""));
      for (int c = 0; c < question.choices().size(); c++) {
        Quiz.Choice choice = question.choices().get(c);
        text.append(wrapped(Quiz.letter(c) + ") " + choice.text(), "   "));
        secret.append(choice.right() ? '*' : '-').append(choice.explanation()).append('\n');
      }
    }
    byte[] plain = secret.toString().getBytes(StandardCharsets.UTF_8);
    String salt = new Sha256().add(text + "\n" + secret).hex().substring(0, SALT);
    String code = Base64.getEncoder().withoutPadding().encodeToString(mixed(plain, salt));
    return text.append("~ ").append(salt).append(code).append('\n').toString();
  }

  /** Breaks a text into lines that can be read at 150 %, none of which begins as another part. */
  private static String wrapped(String text, String indent) {
    StringBuilder lines = new StringBuilder(indent);
    int width = indent.length();
    for (String word : text.split("\\s+")) {
      if (width + word.length() > WIDTH && !BEGINS.matcher(word).matches()) {
        lines.append('\n').append(indent).append("   ");
        width = indent.length() + 3;
      } else if (width > indent.length()) {
        lines.append(' ');
      }
      lines.append(word);
      width += word.length() + 1;
    }
    return lines.append('\n').toString();
  }

  private static List<Quiz.Question> opened(int lab, List<Quiz.Question> questions, String seal) {
    List<String> lines = secret(seal).map(s -> s.lines().toList()).orElse(List.of());
    int choices = questions.stream().mapToInt(q -> q.choices().size()).sum();
    if (choices != lines.size()
        || lines.stream().anyMatch(l -> l.length() < 2 || "*-".indexOf(l.charAt(0)) < 0)) {
      throw wrong(lab, "a text that was changed");
    }
    List<Quiz.Question> opened = new ArrayList<>();
    int at = 0;
    for (Quiz.Question question : questions) {
      List<Quiz.Choice> clear = new ArrayList<>();
      for (Quiz.Choice choice : question.choices()) {
        String line = lines.get(at++);
        clear.add(new Quiz.Choice(choice.text(), line.charAt(0) == '*', line.substring(1)));
      }
      opened.add(new Quiz.Question(question.text(), clear));
    }
    return opened;
  }

  private static Optional<String> secret(String seal) {
    try {
      byte[] code = Base64.getDecoder().decode(seal.substring(SALT));
      String salt = seal.substring(0, SALT);
      return Optional.of(new String(mixed(code, salt), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Mixes bytes with a row of hashes; doing it again gives them back. Out of sight, no secret. */
  private static byte[] mixed(byte[] bytes, String salt) {
    byte[] mixed = new byte[bytes.length];
    byte[] key = new byte[0];
    for (int i = 0; i < bytes.length; i++) {
      if (i % 64 == 0) {
        String hash = new Sha256().add(salt + " " + i / 64).hex();
        key = hash.getBytes(StandardCharsets.US_ASCII);
      }
      int half = Character.digit(key[i % 64], 16);
      int other = Character.digit(key[(i + 1) % 64], 16);
      mixed[i] = (byte) (bytes[i] ^ (16 * half + other));
    }
    return mixed;
  }

  private static LabException wrong(int lab, String found) {
    return LabException.of("the questions of lab " + lab + "'s quiz", found, NEXT);
  }
}
