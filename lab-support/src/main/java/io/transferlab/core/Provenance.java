package io.transferlab.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a result comes from: named facts such as data, weights, seed, versions, in a fixed order.
 *
 * <p>For people, files and figures: what a program needs it keeps in a field of its own, never in a
 * fact that it would have to read back.
 *
 * @param facts name to value; immutable
 */
public record Provenance(Map<String, String> facts) {
  /**
   * Keeps the order given.
   *
   * @param facts name to value
   */
  public Provenance {
    facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * No facts yet.
   *
   * @return an empty provenance
   */
  public static Provenance none() {
    return new Provenance(Map.of());
  }

  /**
   * A copy with one more fact.
   *
   * @param name the fact's name
   * @param value its value
   * @return the longer provenance
   */
  public Provenance with(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(name, String.valueOf(value));
    return new Provenance(more);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    facts.forEach((k, v) -> out.append(out.isEmpty() ? "" : ", ").append(k).append(' ').append(v));
    return out.toString();
  }
}
