package io.transferlab.train;

import io.transferlab.core.LabException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The highest learning rate of each layer; a {@link Schedule} says when it is reached. Immutable.
 *
 * @param head of the new layers, above 0 (usual with Adam: 1e-4 to 1e-2)
 * @param body of the layers taken over that are not frozen, above 0 (usual: 1e-5 to 1e-3)
 * @param decay what the rate of the body is multiplied by for each layer with weights further down,
 *     above 0, at most 1: layers near the input change less, for what they have learned is more
 *     general (Howard and Ruder 2018, arXiv 1801.06146, section 3.2: "discriminative fine-tuning",
 *     1 / 2.6)
 * @param layers rates of single layers by name, which override the others
 */
public record Rates(double head, double body, double decay, Map<String, Double> layers) {
  /** How much slower the body learns if nothing else is said. */
  static final double BODY_FRACTION = 0.1;

  /**
   * Checks the values.
   *
   * @param head of the new layers, above 0 and below 10
   * @param body of the layers taken over that are not frozen, above 0 and below 10
   * @param decay what the rate of the body is multiplied by for each layer with weights further
   *     down, above 0, at most 1
   * @param layers rates of single layers by name, which override the others
   * @throws LabException for a rate or a decay outside its range
   */
  public Rates {
    require(head > 0 && head < 10, "a head rate above 0 (usual: 1e-4 to 1e-2)", head);
    require(body > 0 && body < 10, "a body rate above 0 (usual: 1e-5 to 1e-3)", body);
    require(
        decay > 0 && decay <= 1,
        "a decay over depth above 0 and at most 1 (usual: 0.4 to 1)",
        decay);
    layers.forEach(
        (name, rate) -> require(rate > 0 && rate < 10, "a rate above 0 for " + name, rate));
    layers = Collections.unmodifiableMap(new TreeMap<>(layers));
  }

  private static void require(boolean good, String expected, double found) {
    if (!good) {
      throw LabException.of(
          expected,
          String.valueOf(found),
          "Rates.of(1e-3) is a good start with Adam: it gives the body a tenth");
    }
  }

  /**
   * A rate for the head, and a tenth of it for the body: the usual advice. The head starts from
   * nothing and may take large steps; large steps would destroy what the body has learned.
   *
   * @param head rate of the new layers, above 0
   * @return the rates
   */
  public static Rates of(double head) {
    return of(head, head * BODY_FRACTION);
  }

  /**
   * A rate for the head and one for the body.
   *
   * @param head rate of the new layers, above 0
   * @param body rate of the others, above 0
   * @return the rates
   */
  public static Rates of(double head, double body) {
    return new Rates(head, body, 1, Map.of());
  }

  /**
   * A copy whose body learns more slowly the nearer a layer is to the input.
   *
   * @param factorPerLayer what the rate is multiplied by for each layer further down, above 0, at
   *     most 1
   * @return the copy
   * @throws LabException for a factor outside its range
   */
  public Rates withDecay(double factorPerLayer) {
    return new Rates(head, body, factorPerLayer, layers);
  }

  /**
   * A copy with a rate of its own for one layer.
   *
   * @param layer the layer's name
   * @param rate its highest rate, above 0 and below 10
   * @return the copy
   * @throws LabException for a rate outside its range
   */
  public Rates withLayer(String layer, double rate) {
    Map<String, Double> more = new TreeMap<>(layers);
    more.put(layer, rate);
    return new Rates(head, body, decay, more);
  }

  /**
   * A copy with all rates multiplied, those of single layers too.
   *
   * @param factor above 0
   * @return the copy; the decay over depth stays
   * @throws LabException if a rate leaves its range
   */
  public Rates times(double factor) {
    Map<String, Double> changed = new TreeMap<>();
    layers.forEach((name, rate) -> changed.put(name, rate * factor));
    return new Rates(head * factor, body * factor, decay, changed);
  }

  /**
   * The rate of a layer.
   *
   * @param layer its name
   * @param isHead whether it is one of the new layers
   * @param depth of the body's layers with weights: how many lie between it and the head
   * @return its highest rate
   */
  double of(String layer, boolean isHead, int depth) {
    Double own = layers.get(layer);
    return own != null ? own : isHead ? head : body * Math.pow(decay, depth);
  }

  @Override
  public String toString() {
    return "head "
        + head
        + ", body "
        + body
        + (decay == 1 ? "" : " x " + decay + " a layer")
        + (layers.isEmpty() ? "" : ", " + layers);
  }
}
