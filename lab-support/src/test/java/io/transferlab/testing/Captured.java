package io.transferlab.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a piece of code prints to standard output. */
public final class Captured {
  private Captured() {}

  /** Runs the code and returns the lines printed. */
  public static List<String> lines(Runnable code) {
    return text(code).lines().toList();
  }

  /** Runs the code and returns what it printed. */
  public static String text(Runnable code) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      code.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
