package io.transferlab.bench;

import java.io.IOException;

/** Why a peer gave no answer, in one sentence: it is absent, is late, has crashed, has failed. */
final class PeerException extends IOException {
  private static final long serialVersionUID = 1;
  private static final String ABSENT = "absent: ";

  PeerException(String sentence) {
    super(sentence);
  }

  static PeerException absent(String what) {
    return new PeerException(ABSENT + what);
  }

  /** Whether it, or a library that it needs, is not on this machine. */
  boolean isAbsent() {
    return getMessage().startsWith(ABSENT);
  }
}
