package io.transferlab.authoring;

import io.transferlab.check.Quiz;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The translations of one lab into one language: {@code translations/LANGUAGE/NN-name.po}.
 *
 * @param path where it lies
 * @param language its code, such as {@code es}
 * @param po its content
 */
record Catalogue(Path path, String language, PoFile po) {
  /** How much of two wordings must be equal for a translation to be offered for the other. */
  private static final double ALIKE = 0.5;

  /** A text of a lab, and the cell that it stands in. */
  record Key(String cell, String text) {}

  /**
   * How far a translation is.
   *
   * @param texts of the lab
   * @param translated of them
   * @param stale of them: the translation is of a former wording
   */
  record Progress(int texts, int translated, int stale) {}

  static Catalogue load(Path path, String language) {
    try {
      return new Catalogue(path, language, PoFile.parse(Files.readString(path), path));
    } catch (IOException e) {
      throw LabException.reading(path, e, "save it as UTF-8");
    }
  }

  /** The notebook's name that it belongs to. */
  String notebook() {
    return path.getFileName().toString().replaceAll("\\.po$", ".ipynb");
  }

  /** The translations that may be used. */
  Map<Key, String> usable() {
    Map<Key, String> texts = new HashMap<>();
    for (PoEntry entry : po.entries()) {
      if (entry.isUsable() && TranslationFaults.of(entry).isEmpty()) {
        texts.put(new Key(entry.context(), entry.id()), entry.text());
      }
    }
    return texts;
  }

  /** All texts that students of a lab see, with what a translator is told of each. */
  static Map<Key, String> texts(NotebookFile source) {
    Map<String, Quiz> quizzes = new HashMap<>();
    for (Cell cell : source.cells()) {
      if (cell.isCode()) {
        QuizCell.quiz(cell.source()).ifPresent(quiz -> quizzes.put(cell.id(), quiz));
      }
    }
    Map<Key, String> texts = new LinkedHashMap<>();
    for (Cell cell : source.student().cells()) {
      Quiz quiz = quizzes.get(cell.id());
      for (Quiz.Question question : quiz == null ? List.<Quiz.Question>of() : quiz.questions()) {
        texts.putIfAbsent(new Key(cell.id(), question.text()), "question of the quiz");
        for (Quiz.Choice choice : question.choices()) {
          String kind = choice.right() ? "right choice" : "wrong choice";
          texts.putIfAbsent(new Key(cell.id(), choice.text()), kind);
          texts.putIfAbsent(new Key(cell.id(), choice.explanation()), "why it is a " + kind);
        }
      }
      for (Piece piece : quiz == null ? Piece.of(cell) : List.<Piece>of()) {
        if (!piece.isFixed()) {
          texts.putIfAbsent(new Key(cell.id(), piece.text()), piece.kind());
        }
      }
    }
    return texts;
  }

  Progress progress(NotebookFile source) {
    Map<Key, String> usable = usable();
    Set<Key> texts = texts(source).keySet();
    int translated = (int) texts.stream().filter(usable::containsKey).count();
    return new Progress(
        texts.size(), translated, Math.min(stale(texts), texts.size() - translated));
  }

  /** Translations of wordings that the lab does not have any more. */
  private int stale(Set<Key> texts) {
    return (int)
        po.entries().stream()
            .filter(entry -> !entry.isHead() && !entry.obsolete() && !entry.text().isEmpty())
            .filter(
                entry -> entry.isFuzzy() || !texts.contains(new Key(entry.context(), entry.id())))
            .count();
  }

  /**
   * This catalogue with the texts that the lab has now. Translations stay with their texts; those
   * of changed texts are offered, marked fuzzy; those of texts that are gone are kept at the end.
   */
  Catalogue merged(NotebookFile source, PoEntry newHead) {
    Map<Key, String> texts = texts(source);
    Map<Key, PoEntry> known = new HashMap<>();
    List<PoEntry> left = new ArrayList<>();
    PoEntry head = newHead;
    for (PoEntry entry : po.entries()) {
      Key key = new Key(entry.context(), entry.id());
      if (entry.isHead()) {
        head = entry;
      } else if (texts.containsKey(key) && !entry.obsolete()) {
        known.put(key, entry);
      } else if (!entry.text().isEmpty()) {
        left.add(entry);
      }
    }
    List<PoEntry> entries = new ArrayList<>(List.of(head));
    texts.forEach(
        (key, kind) -> {
          String place = "solutions/" + source.name() + ":" + key.cell();
          PoEntry entry = PoEntry.untranslated(key.cell(), key.text(), kind, place);
          PoEntry exact = known.get(key);
          entries.add(exact != null ? entry.takingOver(exact) : offered(entry, left));
        });
    left.forEach(entry -> entries.add(entry.gone()));
    return new Catalogue(path, language, new PoFile(entries));
  }

  /** A new text with the translation of the wording most like it, which is taken off the list. */
  private static PoEntry offered(PoEntry fresh, List<PoEntry> left) {
    PoEntry best = null;
    double most = ALIKE;
    for (PoEntry old : left) {
      double nearness = old.context().equals(fresh.context()) ? 0.05 : 0;
      double alike = alike(old.id(), fresh.id()) + nearness;
      if (alike > most) {
        best = old;
        most = alike;
      }
    }
    if (best == null) {
      return fresh;
    }
    left.remove(best);
    boolean moved = best.id().equals(fresh.id());
    return moved ? fresh.takingOver(best) : fresh.takingOverInexactly(best);
  }

  /** The share of words that two texts have in common (Dice's coefficient). */
  private static double alike(String one, String other) {
    Set<String> a = words(one);
    Set<String> b = words(other);
    long common = a.stream().filter(b::contains).count();
    return 2.0 * common / Math.max(1, a.size() + b.size());
  }

  private static Set<String> words(String text) {
    return new TreeSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\P{L}+")));
  }

  void save() {
    byte[] text = po.write().getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(path, out -> out.write(text));
  }
}
