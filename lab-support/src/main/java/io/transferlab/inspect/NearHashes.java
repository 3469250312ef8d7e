package io.transferlab.inspect;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds all hashes that differ from one in a few bits, without looking at every one (multi-index
 * hashing: Norouzi, Punjani and Fleet 2012, "Fast Search in Hamming Space with Multi-Index
 * Hashing"). The 64 bits are cut into pieces. Of two hashes within the radius at least one piece is
 * within its share of it, so that only hashes with such a piece are compared. Own code, because no
 * library of ours has it.
 */
final class NearHashes {
  private static final int BITS = 64;
  private static final int LEAST_PIECES = 4;

  /** Told of a hash that is near. */
  @FunctionalInterface
  interface Found {
    /**
     * Takes it.
     *
     * @param index of the hash
     * @param distance in bits
     */
    void near(int index, int distance);
  }

  /** A piece of all hashes, in the order of its values. */
  private record Piece(int shift, int[] starts, int[] indices, long[] hashes, int[] differences) {
    int of(long hash) {
      return (int) (hash >>> shift) & starts.length - 2;
    }
  }

  private final int radius;
  private final Piece[] pieces;
  private final int[] shares;

  /**
   * Prepares for many questions.
   *
   * @param hashes among which is searched
   * @param radius the most bits in which they may differ, 0 to 63
   */
  NearHashes(long[] hashes, int radius) {
    this.radius = radius;
    // A piece of as many bits as the number of hashes has tells them apart; a table of more than
    // 65,536 values would not stay in the cache.
    int width = Math.max(1, BITS - Long.numberOfLeadingZeros(hashes.length));
    int count = Math.max(LEAST_PIECES, Math.min(radius + 1, Math.round((float) BITS / width)));
    shares = new int[count];
    for (int p = 0; p < count; p++) {
      // Together one less than the radius needs: else all pieces would be farther than their share.
      int sum = radius + 1 - count;
      shares[p] = Math.max(0, sum / count + (p < sum % count ? 1 : 0));
    }
    pieces =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(
                p ->
                    piece(
                        hashes,
                        BITS * p / count,
                        BITS * (p + 1) / count - BITS * p / count,
                        shares[p]))
            .toArray(Piece[]::new);
  }

  private static Piece piece(long[] hashes, int shift, int width, int share) {
    int[] starts = new int[(1 << width) + 1];
    Piece piece =
        new Piece(
            shift,
            starts,
            new int[hashes.length],
            new long[hashes.length],
            IntStream.range(0, 1 << width).filter(d -> Integer.bitCount(d) <= share).toArray());
    for (long hash : hashes) {
      starts[piece.of(hash) + 1]++;
    }
    for (int v = 1; v < starts.length; v++) {
      starts[v] += starts[v - 1];
    }
    int[] next = Arrays.copyOf(starts, starts.length);
    for (int i = 0; i < hashes.length; i++) {
      int at = next[piece.of(hashes[i])]++;
      piece.indices[at] = i;
      piece.hashes[at] = hashes[i];
    }
    return piece;
  }

  /**
   * Searches.
   *
   * @param asked any hash
   * @param found told of each within the radius, once, in no order
   */
  void near(long asked, Found found) {
    for (int p = 0; p < pieces.length; p++) {
      Piece piece = pieces[p];
      int own = piece.of(asked);
      for (int difference : piece.differences) {
        int value = own ^ difference;
        int end = piece.starts[value + 1];
        for (int at = piece.starts[value]; at < end; at++) {
          int distance = Long.bitCount(asked ^ piece.hashes[at]);
          if (distance <= radius && isFirst(p, asked, piece.hashes[at])) {
            found.near(piece.indices[at], distance);
          }
        }
      }
    }
  }

  /** Whether no piece before this one has led to the hash already. */
  private boolean isFirst(int p, long asked, long hash) {
    for (int q = 0; q < p; q++) {
      if (Integer.bitCount(pieces[q].of(asked) ^ pieces[q].of(hash)) <= shares[q]) {
        return false;
      }
    }
    return true;
  }
}
