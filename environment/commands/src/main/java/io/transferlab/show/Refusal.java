package io.transferlab.show;

import java.io.IOException;

/** A request that is not answered as it wished. */
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int NOT_ALLOWED = 405;
  static final int TOO_LARGE = 413;
  static final int WRONG_TYPE = 415;
  static final int NOT_READ = 422;
  static final int TOO_MANY = 429;
  static final int MISTAKE = 500;

  private final int status;

  /**
   * Says no.
   *
   * @param status as HTTP has it
   * @param words why, for a person
   */
  Refusal(int status, String words) {
    super(words);
    this.status = status;
  }

  int status() {
    return status;
  }
}
