package io.transferlab.data.fetch;

import io.transferlab.core.Sizes;

/**
 * Where the fetch of an entry is.
 *
 * @param entry its name
 * @param phase what it does
 * @param what the file it is about, or a remark
 * @param done bytes so far
 * @param total bytes in all, or 0 if not known
 * @param bytesPerSecond the speed of this run, or 0 if not known yet
 */
public record Step(
    String entry, Phase phase, String what, long done, long total, double bytesPerSecond) {
  /** What goes on. */
  public enum Phase {
    /** Waiting for another process, or before another attempt. */
    WAITING,
    /** Bytes come in. */
    DOWNLOADING,
    /** Files come out of an archive. */
    UNPACKING,
    /** Files are read again. */
    CHECKING,
    /** All is there. */
    DONE
  }

  static Step remark(String entry, Phase phase, String remark) {
    return new Step(entry, phase, remark, 0, 0, 0);
  }

  /**
   * The step in words.
   *
   * @return for instance {@code mit67: indoorCVPR_09.tar 41 %, 984 MB of 2.4 GB, 5.2 MB/s, 4 min 32
   *     s left}
   */
  public String text() {
    StringBuilder out = new StringBuilder(entry).append(": ");
    if (phase == Phase.UNPACKING) {
      out.append("unpacking ");
    } else if (phase == Phase.CHECKING) {
      out.append("checking ");
    }
    out.append(what);
    if (total > 0) {
      out.append(' ').append(percent()).append(" %, ").append(Sizes.text(done));
      out.append(" of ").append(Sizes.text(total));
    } else if (done > 0) {
      out.append(' ').append(Sizes.text(done));
    }
    if (bytesPerSecond > 0) {
      out.append(", ").append(Sizes.text((long) bytesPerSecond)).append("/s");
      if (total > done) {
        out.append(", ").append(Sizes.time((total - done) / bytesPerSecond)).append(" left");
      }
    }
    return out.toString();
  }

  /**
   * How far it is.
   *
   * @return 0 to 100, or -1 if the total is not known
   */
  public int percent() {
    return total > 0 ? (int) Math.min(100, 100 * done / total) : -1;
  }
}
