package io.transferlab.data;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The decoded pictures of a set at one size. They are read when first asked for and kept while they
 * fit into a quarter of the heap, so that a small set is decoded once and a large one still works.
 * Safe for use by several threads.
 */
public final class Pixels {
  private final ImageSet set;
  private final Framing framing;
  private final AtomicReferenceArray<byte[]> kept;
  private final AtomicLong room;
  private final ConcurrentSkipListMap<String, String> problems = new ConcurrentSkipListMap<>();

  private Pixels(ImageSet set, Framing framing, long room) {
    this.set = set;
    this.framing = framing;
    this.room = new AtomicLong(room);
    this.kept = new AtomicReferenceArray<>(set.size());
  }

  /**
   * The pixels of a set, nothing read yet.
   *
   * @param set the pictures
   * @param size the side they are used at, in pixels; files are stretched to it
   * @return the reader
   */
  public static Pixels of(ImageSet set, int size) {
    return of(set, Framing.stretched(size));
  }

  /**
   * The pixels of a set, nothing read yet.
   *
   * @param set the pictures
   * @param framing how each becomes a square
   * @return the reader
   */
  public static Pixels of(ImageSet set, Framing framing) {
    return new Pixels(set, framing, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * The same for a single pass: nothing is kept, so that memory does not grow with the set.
   *
   * @param set the pictures
   * @param size the side they are used at, in pixels; files are stretched to it
   * @return the reader
   */
  public static Pixels passing(ImageSet set, int size) {
    return passing(set, Framing.stretched(size));
  }

  /**
   * The same for a single pass: nothing is kept, so that memory does not grow with the set.
   *
   * @param set the pictures
   * @param framing how each becomes a square
   * @return the reader
   */
  public static Pixels passing(ImageSet set, Framing framing) {
    return new Pixels(set, framing, 0);
  }

  /**
   * One picture.
   *
   * @param index its index in the set
   * @return {@code [size, size, 3]} RGB bytes, not to be changed; null if the picture cannot be
   *     read (see {@link #problems()})
   */
  public byte @Nullable [] rgb(int index) {
    byte[] found = kept.get(index);
    if (found != null) {
      return found;
    }
    Picture picture = set.pictures().get(index);
    byte[] rgb;
    try {
      rgb = framing.read(picture.source());
    } catch (IOException e) {
      problems.put(picture.key(), String.valueOf(e.getMessage()));
      return null;
    }
    if (room.addAndGet(-rgb.length) >= 0) {
      kept.set(index, rgb);
    }
    return rgb;
  }

  /**
   * The set these are the pixels of.
   *
   * @return the set
   */
  public ImageSet set() {
    return set;
  }

  /**
   * The side of every picture.
   *
   * @return pixels
   */
  public int size() {
    return framing.side();
  }

  /**
   * How each picture becomes a square.
   *
   * @return the framing
   */
  public Framing framing() {
    return framing;
  }

  /**
   * The pictures that could not be read so far; they take no part in anything.
   *
   * @return one line each: the reason, with the file's name
   */
  public List<String> problems() {
    return List.copyOf(problems.values());
  }

  /**
   * Why a picture could not be read.
   *
   * @param index its index in the set
   * @return the reason, with the file's name; null if it was read, or not yet asked for
   */
  public @Nullable String problem(int index) {
    return problems.get(set.pictures().get(index).key());
  }
}
