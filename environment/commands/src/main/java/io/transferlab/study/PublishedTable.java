package io.transferlab.study;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the authors of the Full-Network Embedding report for VGG16 (slides of the IWANN 2019
 * tutorial on transfer learning; mean per-class accuracy in per cent): to lay beside one's own
 * figures. The similar source is Places2 for mit67 and ImageNet for all others; the dissimilar one
 * the other.
 */
final class PublishedTable {
  static final List<String> TARGETS =
      List.of(
          "mit67",
          "cub200",
          "flowers102",
          "cats-dogs",
          "sdogs",
          "caltech101",
          "food101",
          "textures",
          "wood");

  /** Method to figures, in the order of {@link #TARGETS}. */
  static final Map<String, List<String>> SIMILAR =
      sorted(
          Map.of(
              "fc1",
              List.of(
                  "80.0",
                  "65.8",
                  "89.5",
                  "89.3",
                  "78.0",
                  "91.4 ± 0.6",
                  "61.4 ± 0.2",
                  "69.6",
                  "70.8 ± 6.6"),
              "fc2",
              List.of(
                  "81.7",
                  "63.2",
                  "87.0",
                  "89.6",
                  "79.3",
                  "89.7 ± 0.3",
                  "59.1 ± 0.6",
                  "69.0",
                  "68.9 ± 6.8"),
              "FNE",
              List.of(
                  "83.6",
                  "65.5",
                  "93.3",
                  "89.2",
                  "78.8",
                  "91.4 ± 0.6",
                  "67.0 ± 0.7",
                  "73.0",
                  "74.1 ± 6.9")));

  /** The slides give fc2 and FNE here; sdogs and food101 are missing. */
  static final Map<String, List<String>> DISSIMILAR =
      sorted(
          Map.of(
              "fc2",
              List.of("72.2", "23.6", "73.3", "38.7", "–", "72.0", "–", "55.8", "65.3"),
              "FNE",
              List.of("75.5", "35.5", "88.7", "56.2", "–", "80.0", "–", "65.1", "74.0")));

  private PublishedTable() {}

  /** The same order in every run: it is written into files. */
  private static Map<String, List<String>> sorted(Map<String, List<String>> rows) {
    return Collections.unmodifiableMap(new TreeMap<>(rows));
  }

  static String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("| VGG16, published | ").append(String.join(" | ", TARGETS)).append(" |\n");
    out.append("|---|").append("---|".repeat(TARGETS.size())).append('\n');
    for (String method : List.of("fc1", "fc2", "FNE")) {
      row(out, "similar source, " + method, SIMILAR.get(method));
    }
    for (String method : List.of("fc2", "FNE")) {
      row(out, "dissimilar source, " + method, DISSIMILAR.get(method));
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String name, List<String> figures) {
    out.append("| ").append(name).append(" | ").append(String.join(" | ", figures)).append(" |\n");
  }
}
