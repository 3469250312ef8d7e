package io.transferlab.words;

/** How "a is to b as c is to x" is solved: each method scores every word x. */
public enum AnalogyMethod {
  /**
   * The cosine of x and b - a + c, vectors of length 1 (Mikolov, Yih, Zweig, "Linguistic
   * regularities in continuous space word representations", NAACL 2013).
   */
  COS_ADD("3CosAdd"),
  /**
   * cos(x, b) cos(x, c) / (cos(x, a) + 1e-6), cosines moved to 0 to 1, so that one large similarity
   * cannot outweigh the others (Levy and Goldberg, "Linguistic regularities in sparse and explicit
   * word representations", CoNLL 2014, equation 4 and footnote 7).
   */
  COS_MUL("3CosMul"),
  /**
   * The cosine of x - c and b - a, vectors as they are: the same direction, however far (Mikolov
   * and others 2013; called PairDirection by Levy and Goldberg). Where x is c itself there is no
   * direction, so c is never an answer.
   */
  PAIR_DIRECTION("pair direction");

  private final String title;

  AnalogyMethod(String title) {
    this.title = title;
  }

  /**
   * What the literature calls it.
   *
   * @return for instance {@code 3CosAdd}
   */
  public String title() {
    return title;
  }
}
