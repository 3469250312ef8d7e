package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Names;
import io.transferlab.core.Progress;
import io.transferlab.data.sketch.SketchAttribute;
import io.transferlab.data.sketch.SketchAttributes;
import io.transferlab.data.sketch.SketchCaptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which words has a model learned? For each picture two captions that differ in one word, one of
 * them true: a model that does not see what the word says, or does not read the word, is right half
 * of the time. The last test exchanges two words, the colours of thing and ground: both captions
 * have the same words, and who reads them as a bag is right half of the time however much it sees
 * (as in Winoground, Thrush et al. 2022, arXiv 2204.03162).
 */
public final class MinimalPairs {
  /** The name of the test that exchanges the colours of thing and ground. */
  public static final String EXCHANGED = "colours exchanged";

  private final List<String> right;
  private final Map<String, List<String>> wrong;

  private MinimalPairs(List<String> right, Map<String, List<String>> wrong) {
    this.right = List.copyOf(right);
    this.wrong = Collections.unmodifiableMap(new LinkedHashMap<>(wrong));
  }

  /**
   * Makes the pairs.
   *
   * @param set pictures that no training saw
   * @param seed decides which words replace the right ones, and how it is said
   * @return one pair for each picture and test; the colour of the thing is not made that of the
   *     ground, nor the other way round, for no picture is so
   */
  public static MinimalPairs of(SketchCaptions set, long seed) {
    Random random = new Random(seed);
    List<String> right = new ArrayList<>();
    Map<String, List<String>> wrong = new LinkedHashMap<>();
    for (SketchAttributes shown : set.attributes()) {
      long phrasing = random.nextLong();
      right.add(shown.say(phrasing));
      for (SketchAttribute attribute : SketchAttribute.values()) {
        List<String> others = new ArrayList<>(attribute.words());
        others.remove(shown.get(attribute));
        if (attribute == SketchAttribute.COLOUR || attribute == SketchAttribute.GROUND) {
          others.remove(shown.get(SketchAttribute.COLOUR));
          others.remove(shown.get(SketchAttribute.GROUND));
        }
        SketchAttributes other = shown.with(attribute, others.get(random.nextInt(others.size())));
        add(wrong, attribute.title(), other.say(phrasing));
      }
      SketchAttributes exchanged =
          shown
              .with(SketchAttribute.COLOUR, shown.get(SketchAttribute.GROUND))
              .with(SketchAttribute.GROUND, shown.get(SketchAttribute.COLOUR));
      add(wrong, EXCHANGED, exchanged.say(phrasing));
    }
    return new MinimalPairs(right, wrong);
  }

  private static void add(Map<String, List<String>> wrong, String test, String text) {
    wrong.computeIfAbsent(test, name -> new ArrayList<>()).add(text);
  }

  /**
   * The names of the tests.
   *
   * @return the attributes, then {@link #EXCHANGED}
   */
  public Collection<String> tests() {
    return wrong.keySet();
  }

  /**
   * The true captions.
   *
   * @return one for each picture
   */
  public List<String> right() {
    return right;
  }

  /**
   * The false captions of a test.
   *
   * @param test one of {@link #tests()}
   * @return one for each picture
   */
  public List<String> wrong(String test) {
    List<String> texts = wrong.get(test);
    if (texts == null) {
      throw Names.unknown("a test of minimal pairs", test, wrong.keySet());
    }
    return texts;
  }

  /**
   * How often a picture lies nearer to its true caption; where both are as near, half a point.
   *
   * @param pictures the pictures' places, {@code [n, d]}, in the order of the set
   * @param texts makes the places of texts, {@code [n, d]}
   * @return accuracy of each test, 0 to 1; 0.5 is chance
   * @throws LabException if there is another number of pictures, or the columns differ
   */
  public Map<String, Double> accuracy(INDArray pictures, Function<List<String>, INDArray> texts) {
    if (pictures.size(0) != right.size()) {
      throw LabException.of(
          "the " + right.size() + " pictures that the pairs were made of",
          pictures.size(0) + " rows",
          "make the pairs of the set whose pictures these are");
    }
    INDArray places = Matrices.checked(pictures, 1);
    try (Progress signs = Progress.of("minimal pairs", "captions", wrong.size() + 1.0)) {
      signs.next("");
      float[] good = cosines(places, texts.apply(right));
      Map<String, Double> accuracy = new LinkedHashMap<>();
      wrong.forEach(
          (test, captions) -> {
            signs.next(test);
            float[] bad = cosines(places, texts.apply(captions));
            double points = 0;
            for (int i = 0; i < bad.length; i++) {
              points += good[i] > bad[i] ? 1 : good[i] == bad[i] ? .5 : 0;
            }
            accuracy.put(test, points / bad.length);
          });
      return accuracy;
    }
  }

  private static float[] cosines(INDArray pictures, INDArray texts) {
    INDArray checked = Matrices.checked(texts, 1);
    if (pictures.size(0) != checked.size(0) || pictures.size(1) != checked.size(1)) {
      throw LabException.of(
          "a row for each picture, of " + pictures.size(1) + " columns",
          checked.size(0) + " rows of " + checked.size(1) + " columns",
          "project texts into the space of the pictures");
    }
    return Matrices.copy(pictures.mul(checked).sum(1));
  }
}
