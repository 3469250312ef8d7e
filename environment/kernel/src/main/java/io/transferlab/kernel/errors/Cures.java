package io.transferlab.kernel.errors;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows what to do about the errors that a class meets most and that do not explain themselves. */
final class Cures {
  private static final int DEEPEST = 20;
  private static final String COULD_NOT = "Could not initialize class ";

  private final Map<String, Throwable> firstFailures = new ConcurrentHashMap<>();

  /**
   * A sentence of advice. Also remembers why a class could not be initialised: the JVM says it only
   * the first time.
   */
  Optional<String> find(Throwable thrown) {
    remember(thrown);
    Optional<String> deepest = Optional.empty();
    Throwable at = thrown;
    for (int i = 0; i < DEEPEST && at != null; i++) {
      Optional<String> cure = of(at);
      deepest = cure.isPresent() ? cure : deepest;
      at = at.getCause();
    }
    return deepest;
  }

  private void remember(Throwable thrown) {
    Throwable at = thrown;
    for (int i = 0; i < DEEPEST && at != null; i++) {
      for (StackTraceElement frame : at.getStackTrace()) {
        if (frame.getMethodName().equals("<clinit>")) {
          firstFailures.putIfAbsent(frame.getClassName(), thrown);
        }
      }
      at = at.getCause();
    }
  }

  /**
   * Why a class could not be initialised, if that is what was thrown and the reason was seen or is
   * carried along; otherwise what was thrown.
   */
  Throwable firstFailure(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    if (!(thrown instanceof NoClassDefFoundError) || !message.startsWith(COULD_NOT)) {
      return thrown;
    }
    Throwable first = firstFailures.get(message.substring(COULD_NOT.length()));
    return first == null ? thrown : first;
  }

  private Optional<String> of(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String message = String.valueOf(thrown.getMessage());
    if (thrown instanceof NoClassDefFoundError && message.startsWith(COULD_NOT)) {
      return Optional.of(initialisation(thrown, message.substring(COULD_NOT.length())));
    }
    if (thrown instanceof OutOfMemoryError) {
      return Optional.of(
          message.contains("Physical memory") || message.contains("Cannot allocate")
              ? "the memory for arrays outside the Java heap is used up: make batches smaller, let"
                  + " go of arrays (array = null), or shut down kernels that nobody uses and"
                  + " restart this one: it may take half of what is free at its start (or what"
                  + " -Dorg.bytedeco.javacpp.maxbytes says)"
              : "the Java heap is used up: make batches smaller, let go of large variables"
                  + " (name = null), or start the labs with a larger one, for instance LAB_HEAP=4g"
                  + " (a kernel of your own: -Xmx4g)");
    }
    if (name.equals("NoAvailableBackendException")) {
      return Optional.of(
          "ND4J finds no backend: the class path needs nd4j-native and its jar with the classifier"
              + " of this platform, in the same class loader as ND4J itself");
    }
    if (thrown instanceof UnsatisfiedLinkError) {
      return Optional.of(
          "a native library is missing: the class path needs the jar with the classifier of this"
              + " platform (for example linux-x86_64), or the library was loaded already by another"
              + " class loader (restart the kernel, add no second copy with %maven or %jars)");
    }
    return Optional.empty();
  }

  private static String initialisation(Throwable thrown, String className) {
    return thrown.getCause() == null
        ? "the class "
            + className
            + " failed when it was first used: restart the kernel and look"
            + " at the first error"
        : "the cause above made "
            + className
            + " fail when it was first used; mend it and restart"
            + " the kernel";
  }
}
