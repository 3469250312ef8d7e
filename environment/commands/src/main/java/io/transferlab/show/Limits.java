package io.transferlab.show;

import java.time.Duration;

/** How much the page takes on: more than a person needs, less than what would hurt. */
final class Limits {
  private long pictureBytes = 20_000_000;
  private long allBytes = 100_000_000;
  private int waiting = 6;
  private int atOnce = 30;
  private double perSecond = 3;
  private Duration sending = Duration.ofSeconds(30);

  private Limits() {}

  private Limits(Limits from) {
    pictureBytes = from.pictureBytes;
    allBytes = from.allBytes;
    waiting = from.waiting;
    atOnce = from.atOnce;
    perSecond = from.perSecond;
    sending = from.sending;
  }

  /** 20 MB a picture; one is looked at, six wait; 3 a second, 30 at once; 30 s to send one. */
  static Limits defaults() {
    return new Limits();
  }

  /** The largest picture file, in bytes. */
  long pictureBytes() {
    return pictureBytes;
  }

  /** What all pictures that are being sent may take together, in bytes. */
  long allBytes() {
    return allBytes;
  }

  /** How many may wait while one is looked at. */
  int waiting() {
    return waiting;
  }

  /** How many may come at once after a pause. */
  int atOnce() {
    return atOnce;
  }

  /** How many may come a second for long. */
  double perSecond() {
    return perSecond;
  }

  /** How long the sending of one may take. */
  Duration sending() {
    return sending;
  }

  Limits withPictureBytes(long value) {
    Limits copy = new Limits(this);
    copy.pictureBytes = value;
    return copy;
  }

  Limits withAllBytes(long value) {
    Limits copy = new Limits(this);
    copy.allBytes = value;
    return copy;
  }

  Limits withWaiting(int value) {
    Limits copy = new Limits(this);
    copy.waiting = value;
    return copy;
  }

  Limits withRate(int most, double aSecond) {
    Limits copy = new Limits(this);
    copy.atOnce = most;
    copy.perSecond = aSecond;
    return copy;
  }

  Limits withSending(Duration value) {
    Limits copy = new Limits(this);
    copy.sending = value;
    return copy;
  }
}
