package io.transferlab.testing;

import com.sun.management.ThreadMXBean;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Damaged copies of good files, and what a reader makes of them: each must be read, or refused with
 * a message that names the file, within its time and memory.
 *
 * <pre>{@code
 * @Test
 * @Tag("fuzz")
 * void damagedListsAreReadOrNamed() {
 *   Mutations.of(whole, another).withName("list.mat").check(file -> MatLists.read(file));
 * }
 * }</pre>
 *
 * The same seed gives the same copies. {@code -Dlab.fuzz=10000} sets how many ({@value #USUAL}
 * otherwise; above {@value #QUIET} the outcomes are printed), {@code -Dlab.fuzz.only=17} makes the
 * seventeenth alone and says where its file is.
 */
public final class Mutations {
  /** How many in the normal test. */
  public static final int USUAL = 300;

  private static final int QUIET = 1000;
  private static final int SHOWN = 5;
  private static final Pattern CLASS_NAME =
      Pattern.compile("\\b[A-Z]\\w+(Exception|Error)\\b|\\b(java|javax|sun|com|org)\\.\\w+\\.\\w");

  private final byte[][] wholes;
  private String name = "mutated";
  private long seed = 1;
  private Duration limit = Duration.ofSeconds(30);
  private long memory = 512L << 20;

  /** Reads one file. Assertions about what came out may stand in it. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads.
     *
     * @param file the damaged copy
     * @throws Exception a {@link LabException} or an {@link IOException} whose message names the
     *     file is a refusal; anything else fails the test
     */
    void read(Path file) throws Exception;
  }

  /**
   * What became of the copies.
   *
   * @param counts by outcome
   * @param slowest the longest time, and of which copy
   * @param largest the most memory taken, and by which copy
   */
  public record Report(Map<String, Integer> counts, String slowest, String largest) {
    @Override
    public String toString() {
      return counts + ", slowest " + slowest + ", most memory " + largest;
    }
  }

  private Mutations(byte[][] wholes) {
    this.wholes = wholes;
  }

  /**
   * Copies of good files.
   *
   * @param wholes their bytes, at least one; with several, parts of one get into another
   * @return what makes the copies
   */
  public static Mutations of(byte[]... wholes) {
    return new Mutations(wholes);
  }

  /** Sets the file's name, with its ending. */
  public Mutations withName(String file) {
    Mutations copy = copy();
    copy.name = file;
    return copy;
  }

  /** Makes other copies. */
  public Mutations withSeed(long number) {
    Mutations copy = copy();
    copy.seed = number;
    return copy;
  }

  /** Sets how long reading one copy may take: what takes longer hangs. */
  public Mutations withLimit(Duration each) {
    Mutations copy = copy();
    copy.limit = each;
    return copy;
  }

  /** Sets how many bytes the reading thread may allocate for one copy, all together. */
  public Mutations withMemory(long bytes) {
    Mutations copy = copy();
    copy.memory = bytes;
    return copy;
  }

  private Mutations copy() {
    Mutations copy = new Mutations(wholes);
    copy.name = name;
    copy.seed = seed;
    copy.limit = limit;
    copy.memory = memory;
    return copy;
  }

  /**
   * Has every copy read.
   *
   * @param reader what is tested
   * @return the outcomes
   * @throws AssertionError naming the copies that ended neither with a result nor a refusal
   */
  public Report check(Reader reader) {
    int only = Integer.getInteger("lab.fuzz.only", -1);
    int n = Integer.getInteger("lab.fuzz", USUAL);
    Outcomes outcomes = new Outcomes();
    try {
      Path folder = Files.createTempDirectory("mutated");
      Path file = folder.resolve(name);
      for (int i = only < 0 ? 0 : only; i < (only < 0 ? n : only + 1); i++) {
        Files.write(file, bytes(i));
        outcomes.read(i, reader, file);
      }
      if (only >= 0) {
        System.out.println("copy " + only + " is at " + file);
      } else {
        Files.delete(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    if (!outcomes.failures.isEmpty()) {
      throw new AssertionError(
          outcomes.failed
              + " damaged copies ended otherwise than with a result or a refusal:\n"
              + String.join("\n", outcomes.failures));
    }
    if (n > QUIET) {
      System.out.println(name + ": " + outcomes.report());
    }
    return outcomes.report();
  }

  private final class Outcomes {
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int failed;
    private long slowest;
    private String slowestCopy = "none";
    private long largest;
    private String largestCopy = "none";

    private record Ended(Throwable thrown, long nanos, long bytes) {}

    void read(int copy, Reader reader, Path file) {
      Ended ended = ended(copy, reader, file);
      if (ended.nanos() > slowest) {
        slowest = ended.nanos();
        slowestCopy = "%d ms (copy %d)".formatted(slowest / 1_000_000, copy);
      }
      if (ended.bytes() > largest) {
        largest = ended.bytes();
        largestCopy = "%d KiB (copy %d)".formatted(largest >> 10, copy);
      }
      String wrong = wrong(ended, file);
      String outcome = ended.thrown() == null ? "read" : "refused";
      counts.merge(wrong == null ? outcome : "failed", 1, Integer::sum);
      if (wrong != null && failed++ < SHOWN) {
        failures.add("copy " + copy + " (-Dlab.fuzz.only=" + copy + "): " + wrong);
      }
    }

    Report report() {
      return new Report(counts, slowestCopy, largestCopy);
    }

    private Ended ended(int copy, Reader reader, Path file) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      FutureTask<Ended> task =
          new FutureTask<>(
              () -> {
                long id = Thread.currentThread().getId();
                long bytes = threads.getThreadAllocatedBytes(id);
                long start = System.nanoTime();
                Throwable thrown = null;
                try {
                  reader.read(file);
                } catch (Throwable t) { // errors are what is looked for
                  thrown = t;
                }
                return new Ended(
                    thrown, System.nanoTime() - start, threads.getThreadAllocatedBytes(id) - bytes);
              });
      Thread thread = new Thread(task, "reads a damaged copy");
      thread.setDaemon(true);
      thread.start();
      try {
        return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError(
            "copy %d of %s hangs: %s".formatted(copy, name, Arrays.asList(thread.getStackTrace())));
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError(e);
      }
    }

    private String wrong(Ended ended, Path file) {
      Throwable thrown = ended.thrown();
      if (ended.bytes() > memory) {
        return "took " + (ended.bytes() >> 20) + " MiB; ended with " + thrown;
      }
      if (thrown == null) {
        return null;
      }
      if (!(thrown instanceof LabException) && !(thrown instanceof IOException)) {
        StackTraceElement[] at = thrown.getStackTrace();
        return thrown + " at " + Arrays.asList(at).subList(0, Math.min(6, at.length));
      }
      String message = String.valueOf(thrown.getMessage());
      if (!message.contains(String.valueOf(file.getFileName()))) {
        return "does not name the file: " + message;
      }
      boolean named = CLASS_NAME.matcher(message.replace(file.toString(), "")).find();
      return named ? "names a class: " + message : null;
    }
  }

  /** The bytes of one copy. */
  byte[] bytes(int copy) {
    SplittableRandom dice = new SplittableRandom(seed * 1_000_003 + copy);
    byte[] b = wholes[dice.nextInt(wholes.length)].clone();
    int changes = 1 + dice.nextInt(3);
    for (int i = 0; i < changes; i++) {
      b = changed(b, dice);
    }
    return b;
  }

  private byte[] changed(byte[] b, SplittableRandom dice) {
    if (b.length < 2) {
      return b;
    }
    int at = position(b.length, dice);
    int end = at + 1 + dice.nextInt(Math.min(b.length - at, 1 + dice.nextInt(b.length)));
    return switch (dice.nextInt(9)) {
      case 0 -> Arrays.copyOf(b, at);
      case 1 -> flipped(b, at, 1 << dice.nextInt(8));
      case 2 -> flipped(b, at, 1 + dice.nextInt(255));
      case 3, 4 -> inflated(b, at, dice);
      case 5 -> joined(b, 0, end, b, at, b.length); // a piece twice
      case 6 -> joined(b, 0, at, b, end, b.length); // a piece less
      case 7 -> {
        byte[] other = wholes[dice.nextInt(wholes.length)];
        yield joined(b, 0, at, other, position(other.length, dice), other.length);
      }
      default -> noise(b, at, Math.min(end, at + 16), dice);
    };
  }

  /** Half of all changes hit the head, where lengths and kinds stand. */
  private static int position(int length, SplittableRandom dice) {
    return dice.nextInt(dice.nextBoolean() ? Math.min(256, length) : length);
  }

  private static byte[] flipped(byte[] b, int at, int bits) {
    b[at] ^= (byte) bits;
    return b;
  }

  private static byte[] noise(byte[] b, int from, int to, SplittableRandom dice) {
    for (int i = from; i < to; i++) {
      b[i] = (byte) dice.nextInt(256);
    }
    return b;
  }

  /** A large, negative or nearly right number over a field of 2, 4 or 8 bytes. */
  private static byte[] inflated(byte[] b, int at, SplittableRandom dice) {
    int width = 2 << dice.nextInt(3);
    if (at + width > b.length) {
      return flipped(b, at, 0xff);
    }
    long all = width == 8 ? -1L : (1L << 8 * width) - 1;
    long number =
        switch (dice.nextInt(6)) {
          case 0 -> all;
          case 1 -> all >>> 1;
          case 2 -> (all >>> 1) + 1;
          case 3 -> dice.nextLong();
          case 4 -> b.length + dice.nextInt(-8, 9);
          default -> 1L << dice.nextInt(8 * width);
        };
    ByteOrder order = dice.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer out = ByteBuffer.wrap(b).order(order);
    switch (width) {
      case 2 -> out.putShort(at, (short) number);
      case 4 -> out.putInt(at, (int) number);
      default -> out.putLong(at, number);
    }
    return b;
  }

  private static byte[] joined(byte[] a, int from, int to, byte[] b, int start, int end) {
    byte[] out = Arrays.copyOf(Arrays.copyOfRange(a, from, to), to - from + end - start);
    System.arraycopy(b, start, out, to - from, end - start);
    return out;
  }
}
