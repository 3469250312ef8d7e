package io.transferlab.core;

/** A text that is not the JSON that was expected; the message says where, in words. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The library's message without its classes, its advice to programmers and its links. */
  JsonException(Throwable cause) {
    super("it is not the JSON expected here" + where(cause), cause);
  }

  private static String where(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String message = first.getMessage();
    if (message == null) {
      return "";
    }
    String plain =
        message
            .replaceFirst("(?s)\n.*", "")
            .replaceFirst("^(\\w+\\.)+\\w+: ", "")
            .replaceFirst("^Use .* to accept malformed JSON", "malformed")
            .replaceFirst(" path \\$.*", "");
    return " (" + plain + ")";
  }
}
