package io.transferlab.data.fetch;

import java.io.IOException;

/** The bytes that came are not those of the file. */
final class WrongContentException extends IOException {
  private static final long serialVersionUID = 1L;

  WrongContentException(String message) {
    super(message);
  }
}
