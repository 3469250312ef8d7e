package io.transferlab.words.wordnet;

import io.transferlab.search.SimilarRow;
import java.util.List;

/** A way to find the definitions that fit a description. */
interface DescriptionSearch {
  /** The best, the best first; of equal ones the earlier. Fewer than asked for if no more fit. */
  List<SimilarRow> nearest(String description, int most);
}
