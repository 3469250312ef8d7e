package io.transferlab.classroom;

/** What a student hands in: one zip of a notebook. */
public final class SubmissionZip {
  /** The file in it that says who and what. */
  static final String ABOUT = "submission.json";

  private SubmissionZip() {}
}
