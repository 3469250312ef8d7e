package io.transferlab.data;

/** The three parts of a set of pictures; no picture is in two of them. */
public enum Split {
  /** What a network learns from. */
  TRAIN,
  /** What choices (rates, epochs, layers) are made on. */
  VALIDATION,
  /** What a result is reported on, looked at once. */
  TEST
}
