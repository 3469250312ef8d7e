package io.transferlab.kernel.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CuresTest {
  private final Cures cures = new Cures();

  /** What ND4J throws when it finds no backend, as far as its name is looked at. */
  private static final class NoAvailableBackendException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static Throwable inInitialiser(Throwable thrown, String type) {
    thrown.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(type, "<clinit>", "X.java", 1)});
    return thrown;
  }

  @Test
  void hasNothingToSayAboutOrdinaryErrors() {
    assertEquals(Optional.empty(), cures.find(new IllegalStateException("x")));
  }

  @Test
  void knowsTheMissingBackend() {
    Throwable thrown = new RuntimeException(new NoAvailableBackendException());
    assertTrue(cures.find(thrown).orElseThrow().contains("nd4j-native"));
  }

  @Test
  void knowsTheMissingLibraryAndTheFullHeap() {
    assertTrue(cures.find(new UnsatisfiedLinkError("x")).orElseThrow().contains("classifier"));
    String heap = cures.find(new OutOfMemoryError("Java heap space")).orElseThrow();
    assertTrue(heap.contains("LAB_HEAP=4g"), heap);
    assertTrue(
        cures
            .find(new OutOfMemoryError("Physical memory usage is too high"))
            .orElseThrow()
            .contains("maxbytes"));
  }

  @Test
  void remembersWhyAClassCouldNotBeInitialised() {
    Throwable first =
        inInitialiser(new RuntimeException(new NoAvailableBackendException()), "org.nd4j.Nd4j");
    cures.find(first);
    Throwable later = new NoClassDefFoundError("Could not initialize class org.nd4j.Nd4j");
    assertSame(first, cures.firstFailure(later));
    Throwable other = new NoClassDefFoundError("Could not initialize class org.nd4j.Other");
    assertSame(other, cures.firstFailure(other));
  }
}
