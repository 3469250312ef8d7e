package io.transferlab.words;

import io.transferlab.core.Sizes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads text in blocks of whole lines. One thread reads (and unpacks) and puts the rows in their
 * place, the others parse: a file is read once, from its beginning to its end, whatever it is
 * packed in.
 */
final class TextReader {
  /** No line of word vectors is as long: a million numbers take a fifth of this. */
  private static final int LONGEST_LINE = 1 << 26;

  private final InputStream in;
  private final int blockBytes;
  private final int dimension;
  private byte[] carried = new byte[0];
  private boolean isAtEnd;

  TextReader(InputStream in, int blockBytes, int dimension) {
    this.in = in;
    this.blockBytes = blockBytes;
    this.dimension = dimension;
  }

  /**
   * Reads all rows, or as many as the collector takes.
   *
   * @param threads how many parse
   * @throws io.transferlab.core.LabException if the thread is interrupted
   */
  void readInto(RowCollector collector, int threads) throws IOException {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "word-vectors");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Deque<Future<ParsedBlock>> running = new ArrayDeque<>();
      while (!collector.isFull() && (!isAtEnd || !running.isEmpty())) {
        VectorLoader.stopIfInterrupted();
        if (!isAtEnd && running.size() < 2 * threads + 2) {
          byte[] block = next();
          boolean isLast = isAtEnd;
          running.add(
              workers.submit(() -> ParsedBlock.parse(block, block.length, dimension, isLast)));
        } else {
          collector.add(running.remove().get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      VectorLoader.stopIfInterrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  /** The next whole lines; at the end of the file whatever is left. */
  private byte[] next() throws IOException {
    byte[] block = Arrays.copyOf(carried, Math.max(blockBytes, carried.length * 2));
    int filled = carried.length;
    while (true) {
      int n = in.readNBytes(block, filled, block.length - filled);
      int searched = filled;
      filled += n;
      if (filled < block.length) {
        isAtEnd = true;
        carried = new byte[0];
        return Arrays.copyOf(block, filled);
      }
      for (int i = filled; i > searched; i--) {
        if (block[i - 1] == '\n') {
          carried = Arrays.copyOfRange(block, i, filled);
          return Arrays.copyOf(block, i);
        }
      }
      if (block.length >= LONGEST_LINE) {
        throw new IOException(
            "it has a line of more than " + Sizes.text(LONGEST_LINE) + ", which is no word vector");
      }
      block = Arrays.copyOf(block, Math.min(block.length * 2, LONGEST_LINE)); // a very long line
    }
  }
}
