package io.transferlab.spark;

import io.transferlab.core.LabException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Spark throws, as one line that says what was expected, found, and what to do. */
final class Trouble {
  /** As Spark names the last attempt of a task: "(TID 7) (10.0.0.3 executor 1)". */
  private static final Pattern HOST = Pattern.compile("\\(TID \\d+\\) \\(([^ )]+) executor");

  private static final Pattern OURS = Pattern.compile("LabException: (Expected [^\\n]*)");
  private static final int LONGEST = 300;

  private Trouble() {}

  /** All messages of an error and its causes. */
  static String all(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Set<Throwable> seen = new HashSet<>();
    for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
      text.append(t.getClass().getSimpleName()).append(": ").append(t.getMessage()).append('\n');
    }
    return text.toString();
  }

  /**
   * A machine died between the moment in which its files were in place and that in which it could
   * say so. Spark then ends the job, lest rows be there twice; the whole can be done again.
   */
  static boolean isLostCommit(Throwable thrown) {
    return all(thrown).contains("Authorized committer");
  }

  /**
   * What to tell, where no task can be named.
   *
   * @param thrown by Spark
   * @return the error, ready to be thrown
   */
  static RuntimeException of(Throwable thrown) {
    return of(thrown, null);
  }

  /**
   * What to tell.
   *
   * @param thrown by Spark
   * @param failedOn the host whose task failed last, as far as is known
   * @return the error, ready to be thrown
   */
  static RuntimeException of(Throwable thrown, @Nullable String failedOn) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof LabException || t instanceof CancellationException) {
        return (RuntimeException) t;
      }
      if (t instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted; nothing is left behind");
      }
    }
    if (isEnding()) {
      return new CancellationException("interrupted; nothing is left behind");
    }
    String text = all(thrown);
    Matcher ours = OURS.matcher(text);
    if (ours.find()) {
      return parsed(ours.group(1), thrown);
    }
    Matcher at = HOST.matcher(text);
    String host = at.find() ? at.group(1) : failedOn == null ? "a worker" : failedOn;
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("disk quota")) {
      return LabException.of(
          "room for the features on every worker",
          "a full disk on " + host,
          "free some there, in its LAB_DATA and in SPARK_LOCAL_DIRS",
          thrown);
    }
    if (lower.contains("outofmemoryerror") || lower.contains("failed to allocate")) {
      return LabException.of(
          "enough memory on every worker",
          "none left on " + host,
          "give more by LAB_HEAP=4g, or fewer slots or pictures a batch (--batch 8)",
          thrown);
    }
    if (lower.contains("all masters are unresponsive")
        || lower.contains("sparkcontext was shut")
        || lower.contains("on a stopped sparkcontext")) {
      return LabException.of(
          "the master to stay",
          "that it ended, or took the workers away",
          "look into its log, and start again",
          thrown);
    }
    String first = text.strip().lines().findFirst().orElse("nothing");
    return LabException.of(
        "Spark to finish its tasks",
        first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first,
        "look into build/log/spark.log, and on a cluster into the workers' own logs",
        thrown);
  }

  /** Whether somebody has pressed Ctrl-C: what Spark says of it then is not the cause. */
  private static boolean isEnding() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** What a worker said in our words, which came here as text. */
  private static LabException parsed(String words, Throwable thrown) {
    Matcher parts =
        Pattern.compile("Expected (.*?); found (.*)\\. Next: (.*?)\\.?$").matcher(words);
    return parts.find()
        ? LabException.of(parts.group(1), parts.group(2), parts.group(3), thrown)
        : LabException.of("every worker to do its tasks", words, "mend that there", thrown);
  }
}
