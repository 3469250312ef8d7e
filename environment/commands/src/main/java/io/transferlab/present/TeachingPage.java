package io.transferlab.present;

import io.transferlab.authoring.Cell;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.authoring.Timings;
import io.transferlab.core.Markup;
import io.transferlab.reference.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page that an instructor reads the evening before: generated from the lab, the times of the run
 * whose outputs it holds, and the wrong answers on which its checks are tested.
 */
final class TeachingPage {
  /** Words a minute of somebody who explains. */
  private static final double WORDS = 110;

  private static final double MINUTES_A_CELL = 0.5;
  private static final double MINUTES_AN_EXERCISE = 6;

  private final NotebookFile lab;
  private final String name;
  private final Path folder;
  private final StringBuilder body = new StringBuilder();

  private TeachingPage(NotebookFile lab, Path folder) {
    this.lab = lab;
    this.folder = folder;
    this.name = lab.name().replaceAll("\\.ipynb$", "");
  }

  static String of(NotebookFile lab, Path folder) {
    TeachingPage page = new TeachingPage(lab, folder);
    page.section("Objectives", false, "objectives");
    page.times();
    page.forInstructors(false);
    page.wrongAnswers();
    page.section("The traps", true, "trap");
    page.prepared();
    page.section("The questions", false, "questions to think about");
    page.forInstructors(true);
    return Page.of(Slides.title(lab) + ": the evening before", page.body.toString());
  }

  /** A section of the lab, its cells with this in a heading. */
  private void section(String title, boolean withHeadings, String heading) {
    StringBuilder text = new StringBuilder();
    for (Cell cell : lab.cells()) {
      if (cell.isMarkdown() && !isForInstructors(cell)) {
        List<Block> part = new ArrayList<>();
        boolean wanted = false;
        for (Block block : Block.of(cell.source())) {
          if (block.kind() == Block.Kind.HEADING) {
            String here = block.title().toLowerCase(Locale.ROOT);
            wanted = withHeadings ? here.contains(heading) : here.equals(heading);
          }
          if (wanted && (withHeadings || block.kind() != Block.Kind.HEADING)) {
            part.add(block);
          }
        }
        part.forEach(block -> text.append(Prose.html(block.text())));
      }
    }
    if (!text.isEmpty()) {
      body.append(Page.tagged("h2", title)).append(text);
    }
  }

  private void forInstructors(boolean answers) {
    StringBuilder text = new StringBuilder();
    for (Cell cell : lab.cells()) {
      if (cell.isMarkdown() && isForInstructors(cell)) {
        List<Block> blocks = Block.of(cell.source());
        String heading = blocks.get(0).title().toLowerCase(Locale.ROOT);
        boolean isAnswers = heading.contains("question") || heading.contains("answer");
        if (isAnswers == answers) {
          blocks.stream()
              .filter(block -> block.kind() != Block.Kind.HEADING)
              .forEach(block -> text.append(Prose.html(block.text())));
        }
      }
    }
    if (!text.isEmpty()) {
      body.append(Page.tagged("h2", answers ? "Answers" : "What to know")).append(text);
    }
  }

  private static boolean isForInstructors(Cell cell) {
    return cell.tags().contains("instructor");
  }

  /** One line of the table of times. */
  private static final class Section {
    private final String title;
    private double seconds;
    private double talk;

    Section(String title) {
      this.title = title;
    }
  }

  private void times() {
    Map<String, Integer> seconds = Timings.in(folder).of(lab.name());
    List<Section> sections = new ArrayList<>();
    int unknown = 0;
    for (Cell cell : lab.cells()) {
      if (cell.isMarkdown() && !isForInstructors(cell)) {
        for (Block block : Block.of(cell.source())) {
          if (block.kind() == Block.Kind.HEADING && block.level() <= 2 || sections.isEmpty()) {
            sections.add(new Section(block.title()));
          }
          Section now = sections.get(sections.size() - 1);
          if (block.kind() == Block.Kind.PARAGRAPH || block.kind() == Block.Kind.LIST) {
            now.talk += block.text().split("\\s+").length / WORDS;
          }
        }
      } else if (cell.isCode() && !isForInstructors(cell) && !sections.isEmpty()) {
        Section now = sections.get(sections.size() - 1);
        unknown += seconds.containsKey(cell.id()) ? 0 : 1;
        now.seconds += seconds.getOrDefault(cell.id(), 0);
        now.talk += cell.source().contains("BEGIN SOLUTION") ? MINUTES_AN_EXERCISE : MINUTES_A_CELL;
      }
    }
    sections.removeIf(s -> s.title.equals("Further reading"));
    StringBuilder rows =
        new StringBuilder(
            Page.tagged(
                "tr",
                Page.tagged("th", "Section")
                    + Page.tagged("th", "Computing (min)")
                    + Page.tagged("th", "Talking and typing (min)")));
    sections.forEach(s -> rows.append(row(s.title, s.seconds / 60, s.talk)));
    rows.append(
        row(
            "All",
            sections.stream().mapToDouble(s -> s.seconds).sum() / 60,
            sections.stream().mapToDouble(s -> s.talk).sum()));
    body.append(Page.tagged("h2", "Times")).append(Page.tagged("table", rows.toString()));
    body.append(
        Page.tagged(
            "p",
            "Computing: measured when the stored outputs were made"
                + (unknown == 0 ? "" : " (" + unknown + " cells are newer: not measured)")
                + ". Talking: an estimate, "
                + (int) WORDS
                + " words a minute, half a minute a cell, "
                + (int) MINUTES_AN_EXERCISE
                + " minutes an exercise."));
    section("What the lab says itself", false, "time");
  }

  private static String row(String title, double computing, double talking) {
    return Page.tagged(
        "tr",
        Page.tagged("td", Prose.inline(title))
            + Page.tagged("td class=\"n\"", String.format(Locale.ROOT, "%.1f", computing))
            + Page.tagged("td class=\"n\"", String.format(Locale.ROOT, "%.0f", talking)));
  }

  private void wrongAnswers() {
    Map<String, List<WrongAnswers.Answer>> answers = WrongAnswers.of(name, folder);
    if (answers.isEmpty()) {
      return;
    }
    body.append(Page.tagged("h2", "Wrong answers that students give"))
        .append(Page.tagged("p", "And what the check tells them."));
    answers.forEach(
        (exercise, wrong) -> {
          StringBuilder items = new StringBuilder();
          wrong.forEach(
              answer ->
                  items.append(
                      Page.tagged(
                          "li",
                          Markup.escaped(answer.what())
                              + ": <em>"
                              + Markup.escaped(answer.told())
                              + "</em>")));
          body.append(Page.tagged("h3", "Exercise " + exercise))
              .append(Page.tagged("ul", items.toString()));
        });
  }

  private void prepared() {
    String number = name.replaceAll("^0?(\\d+).*", "$1");
    if (Reference.labs().contains(number)) {
      StringBuilder rows = new StringBuilder();
      Reference.load(number)
          .names()
          .forEach(
              prepared ->
                  rows.append(Page.tagged("li", "<code>" + Markup.escaped(prepared) + "</code>")));
      body.append(Page.tagged("h2", "Prepared results"))
          .append(
              Page.tagged(
                  "p",
                  "<code>var prepared = io.transferlab.reference.Reference.load(\""
                      + number
                      + "\");</code>, then:"))
          .append(Page.tagged("ul", rows.toString()));
    }
  }
}
