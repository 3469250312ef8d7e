package io.transferlab.cli;

import io.transferlab.data.fetch.FetchListener;
import io.transferlab.data.fetch.Step;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Progress on one line of a terminal, written over again and again. */
final class TerminalProgress implements FetchListener {
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final Map<String, Step> active = new LinkedHashMap<>();
  private int shown;

  TerminalProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void at(Step step) {
    if (step.phase() == Step.Phase.DONE) {
      active.remove(step.entry());
      print(step.text());
      out.println();
      shown = 0;
    } else {
      active.put(step.entry(), step);
      print(active.size() == 1 ? step.text() : several());
    }
    out.flush();
  }

  /** Clears the line, so that what comes next begins at its left. */
  synchronized void end() {
    active.clear();
    print("");
    out.print("\r");
    out.flush();
  }

  private String several() {
    return active.values().stream()
        .map(s -> s.entry() + " " + (s.percent() >= 0 ? s.percent() + " %" : brief(s)))
        .collect(Collectors.joining(" | "));
  }

  private static String brief(Step step) {
    return step.phase().name().toLowerCase(java.util.Locale.ROOT);
  }

  private void print(String text) {
    String line = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
    out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    shown = line.length();
  }
}
