package io.transferlab.train;

/** Why a run ended. */
public enum Stop {
  /** It goes on, or all its epochs are done. */
  NONE,
  /** Its patience was at an end: no epoch was better for a while. */
  PATIENCE,
  /** Someone interrupted it. */
  INTERRUPTED
}
