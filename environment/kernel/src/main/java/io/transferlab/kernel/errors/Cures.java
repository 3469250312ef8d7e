package io.transferlab.kernel.errors;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows what to do about the errors that a class meets most and that do not explain themselves. */
final class Cures {
  private static final String COULD_NOT = "Could not initialize class ";

  private final Map<String, Throwable> firstFailures = new ConcurrentHashMap<>();

  /**
   * A sentence of advice. Also remembers why a class could not be initialised: the JVM says it only
   * the first time.
   */
  Optional<String> find(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < 20 && root != null; i++) {
      remember(root);
      Optional<String> cure = of(root);
      if (cure.isPresent()) {
        return cure;
      }
      root = root.getCause();
    }
    return Optional.empty();
  }

  private void remember(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getMethodName().equals("<clinit>")) {
        firstFailures.putIfAbsent(frame.getClassName(), thrown);
      }
    }
  }

  private Optional<String> of(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String message = String.valueOf(thrown.getMessage());
    if (thrown instanceof NoClassDefFoundError && message.startsWith(COULD_NOT)) {
      return Optional.of(initialisation(message.substring(COULD_NOT.length())));
    }
    if (thrown instanceof OutOfMemoryError) {
      return Optional.of(
          message.contains("Physical memory") || message.contains("Cannot allocate")
              ? "the memory for arrays outside the Java heap is used up: make batches smaller, let"
                  + " go of arrays (array = null), or give more with"
                  + " -Dorg.bytedeco.javacpp.maxbytes"
              : "the Java heap is used up: make batches smaller, let go of large variables, or"
                  + " start the kernel with a larger -Xmx");
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

  private String initialisation(String className) {
    Throwable first = firstFailures.get(className);
    if (first == null) {
      return "the class "
          + className
          + " failed when it was first used; restart the kernel and"
          + " look at the first error";
    }
    Throwable root = first;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String said = "it failed at first use with " + root;
    return of(root).map(cure -> said + "; " + cure).orElse(said);
  }
}
