package io.transferlab.inspect;

/** What can be wrong with pictures, the worst first. */
public enum Topic {
  /** A file that gives no picture. */
  UNREADABLE("cannot be read"),
  /** Nothing to tell apart, or too little to divide. */
  TOO_FEW("too few"),
  /** The same picture to learn from and to be judged by. */
  LEAK("in two parts"),
  /** The same picture in two classes. */
  CONTRADICTION("in two classes"),
  /** It looks more like another class. */
  ODD_LABEL("odd label"),
  /** Something besides what is to be learned gives the class away. */
  SHORTCUT("shortcut"),
  /** Classes of very different sizes. */
  IMBALANCE("imbalance"),
  /** The same picture again. */
  COPY("copy"),
  /** Nearly one colour. */
  EMPTY("nearly one colour"),
  /** Smaller than the network looks at it. */
  SMALL("small"),
  /** Far from a square, to which it is stretched. */
  ELONGATED("elongated"),
  /** How the folder was read, and what was left out. */
  LEFT_OUT("how it was read"),
  /** What was seen and taken care of: turned, transparent, misnamed. */
  HANDLED("taken care of");

  private final String words;

  Topic(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
