package io.transferlab.kernel.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Picks the frames of a stack trace that concern the user. */
final class Frames {
  /** How the names of the classes begin that JShell makes of snippets. */
  static final String PREFIX = "REPL.$JShell$";

  private static final String KERNEL = "io.transferlab.kernel.";
  private static final String RENDERER = "io.github.spencerpark.jupyter.kernel.";
  private static final String ENTRY = "do_it$";

  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+?[.$]");

  /** What carries it along writes it into its own message. */
  private static final String UNRESOLVED =
      "jdk.jshell.spi.SPIResolutionException: resolution exception";

  private static final Pattern LOADERS =
      Pattern.compile(
          " \\([^()]* (?:in unnamed module|in module) [^()]*(?:\\([^()]*\\)[^()]*)*\\)$");

  private Frames() {}

  /** A text without the names of the classes that JShell puts around snippets. */
  static String readable(String text) {
    return LOADERS
        .matcher(WRAPPER.matcher(text.replace(UNRESOLVED, Failure.COMPILATION)).replaceAll(""))
        .replaceAll("");
  }

  static boolean isSnippet(String className) {
    return className.startsWith(PREFIX);
  }

  /** The frames down to the cell; none of what is below it, none of the kernel or of JShell. */
  static List<StackTraceElement> ofUser(StackTraceElement[] frames) {
    int end = frames.length;
    for (int i = 0; i < frames.length; i++) {
      if (isSnippet(frames[i].getClassName())) {
        end = i + 1;
      }
    }
    List<StackTraceElement> kept = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      String name = frames[i].getClassName();
      boolean machinery =
          name.startsWith(KERNEL)
              || name.startsWith(RENDERER)
              || name.startsWith("jdk.jshell.")
              || name.startsWith("jdk.internal.reflect.")
              || name.startsWith("java.lang.invoke.");
      if (!machinery) {
        kept.add(frames[i]);
      }
    }
    return kept;
  }

  /** The name a user would give to a class: without the wrapper that JShell put around it. */
  static String className(String name) {
    if (!isSnippet(name)) {
      return name;
    }
    int end = name.indexOf('$', PREFIX.length());
    return end < 0 ? "" : name.substring(end + 1).replace('$', '.');
  }

  /** The method of a snippet's frame; empty for the statements of the cell themselves. */
  static String method(StackTraceElement frame) {
    String owner = className(frame.getClassName());
    String method = frame.getMethodName();
    if (method.startsWith("lambda$")) {
      method = "a lambda";
    }
    if (method.equals(ENTRY) || method.equals("<clinit>")) {
      return owner;
    }
    if (method.equals("<init>")) {
      return "new " + owner;
    }
    return owner.isEmpty() ? method : owner + "." + method;
  }
}
