package io.transferlab.kernel.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static StackTraceElement frame(String type, String method) {
    return new StackTraceElement(type, method, "X.java", 1);
  }

  @Test
  void keepsWhatIsAboveTheCell() {
    StackTraceElement library = frame("java.util.List", "get");
    StackTraceElement cell = frame("REPL.$JShell$7", "do_it$");
    StackTraceElement[] stack = {
      library,
      cell,
      frame("jdk.internal.reflect.Something", "invoke"),
      frame("io.transferlab.kernel.execution.CellThreads", "call"),
      frame("java.lang.Thread", "run")
    };
    assertEquals(List.of(library, cell), Frames.ofUser(stack));
  }

  @Test
  void namesClassesAndMethodsAsTheUserDoes() {
    assertEquals("Box.Inner", Frames.className("REPL.$JShell$7B$Box$Inner"));
    assertEquals("java.util.Map$Entry", Frames.className("java.util.Map$Entry"));
    assertEquals("", Frames.method(frame("REPL.$JShell$7", "do_it$")));
    assertEquals("half", Frames.method(frame("REPL.$JShell$7", "half")));
    assertEquals("new Box", Frames.method(frame("REPL.$JShell$7$Box", "<init>")));
    assertEquals("a lambda", Frames.method(frame("REPL.$JShell$7", "lambda$do_it$$0")));
  }

  @Test
  void readsTextsWithoutTheClassesAroundSnippets() {
    assertEquals(
        "because \"text\" is null", Frames.readable("because \"REPL.$JShell$12.text\" is null"));
    assertEquals(
        "class Box cannot be cast to class java.lang.String",
        Frames.readable(
            "class REPL.$JShell$7B$Box cannot be cast to class java.lang.String"
                + " (REPL.$JShell$7B$Box is in unnamed module of loader 'cells' @1b2c;"
                + " java.lang.String is in module java.base of loader 'bootstrap')"));
  }
}
