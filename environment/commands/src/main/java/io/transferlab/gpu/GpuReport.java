package io.transferlab.gpu;

import io.transferlab.gpu.GpuDecision.Card;
import io.transferlab.gpu.GpuDecision.Choice;
import io.transferlab.gpu.GpuDecision.Engine;
import io.transferlab.gpu.GpuDecision.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the launcher, its doctor and the README say of a decision. Uses nothing but the JDK. */
public final class GpuReport {
  /** What part of a card's memory is left to ONNX Runtime beside ND4J. */
  private static final int BESIDE_ND4J = 2;

  private static final List<String> FAMILIES =
      List.of(
          "Tesla K80: 3.7",
          "GeForce GTX 750: 5.0",
          "GeForce GTX 9xx, Tesla M40: 5.2",
          "Tesla P100: 6.0",
          "GeForce GTX 10xx, Tesla P4, P40: 6.1",
          "V100, Titan V: 7.0",
          "GeForce GTX 16xx, RTX 20xx, T4: 7.5",
          "A100, A30: 8.0",
          "GeForce RTX 30xx, A10, A40: 8.6",
          "GeForce RTX 40xx, L4, L40: 8.9",
          "H100, H200: 9.0",
          "B200: 10.0",
          "B300: 10.3",
          "GeForce RTX 50xx, RTX PRO 6000: 12.0",
          "Jetson Orin: 8.7: linux-arm64",
          "DGX Spark: 12.1: linux-arm64");

  private GpuReport() {}

  /** What is found and decided, in one line. */
  static String words(GpuDecision decision) {
    if (decision.best().isPresent()) {
      return line(decision.best().get());
    }
    return decision.cards().isEmpty()
        ? decision.problem()
        : decision.cards().stream()
            .map(c -> found(c) + ": " + reasons(c))
            .distinct()
            .collect(Collectors.joining("; "));
  }

  private static String found(Card card) {
    return card.name()
        + (card.capability().isEmpty() ? "" : ", compute capability " + card.capability())
        + ", driver "
        + card.driver()
        + (card.memory() == 0 ? "" : ", " + card.memory() + " MiB");
  }

  private static String line(Card card) {
    return found(card) + ": " + verdict(card);
  }

  private static String verdict(Card card) {
    return "training by %s, features by %s"
        .formatted(card.training().engine().words(), card.features().engine().words());
  }

  private static String reasons(Card card) {
    return card.training().why().equals(card.features().why())
        ? card.training().why()
        : card.training().why() + "; " + card.features().why();
  }

  /** What a shell reads: {@code key=value} a line; {@code card=} of three parts for each card. */
  static String keys(GpuDecision decision) {
    Optional<Card> best = decision.best();
    List<Card> cards = decision.cards();
    List<String> out = new ArrayList<>();
    out.add("usable=" + (best.isPresent() ? "yes" : "no"));
    out.add("words=" + words(decision));
    best.ifPresent(
        card -> {
          out.add("device=" + card.device());
          out.add("training=" + card.training().engine().name().toLowerCase(Locale.ROOT));
          out.add("features=" + card.features().engine().name().toLowerCase(Locale.ROOT));
          boolean both = card.training().engine() == Engine.ND4J && card.memory() > 0;
          out.add("arena=" + (both ? card.memory() / BESIDE_ND4J + "m" : ""));
          out.add("old=" + (card.isLeftOutByNewCudnn() ? "yes" : "no"));
        });
    for (Card card : cards) {
      out.add(
          "card=%s\ttraining by %s: %s\tfeatures by %s: %s"
              .formatted(
                  found(card),
                  card.training().engine().words(),
                  card.training().why(),
                  card.features().engine().words(),
                  card.features().why()));
    }
    Optional<Card> shown = best.or(() -> cards.stream().findFirst());
    out.add(
        "json="
            + shown
                .map(GpuReport::members)
                .orElseGet(() -> "\"name\": null" + choices(none(decision), none(decision)))
            + ", \"usable\": "
            + best.isPresent()
            + ", \"cards\": "
            + cards.stream()
                .map(c -> "{" + members(c) + "}")
                .collect(Collectors.joining(", ", "[", "]")));
    return String.join("\n", out);
  }

  private static String members(Card card) {
    return "\"name\": %s, \"computeCapability\": %s, \"driver\": %s, \"memory\": %s"
            .formatted(
                json(card.name()),
                card.capability().isEmpty() ? "null" : json(card.capability()),
                json(card.driver()),
                card.memory() == 0 ? "null" : json(card.memory() + " MiB"))
        + choices(card.training(), card.features());
  }

  private static String choices(Choice training, Choice features) {
    return ", \"training\": {\"by\": %s, \"why\": %s}, \"features\": {\"by\": %s, \"why\": %s}"
        .formatted(
            json(training.engine().name()),
            json(training.why()),
            json(features.engine().name()),
            json(features.why()));
  }

  private static Choice none(GpuDecision decision) {
    return new Choice(Engine.CPU, decision.problem());
  }

  private static String json(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ")
        + '"';
  }

  /** The table of the README, in Markdown. */
  static String table() {
    StringBuilder out = new StringBuilder();
    out.append("| Your card | Compute capability | Training by | Features by | Run by us |\n");
    out.append("|---|---|---|---|---|\n");
    Map<String, String> none = Map.of();
    for (String family : FAMILIES) {
      String[] parts = family.split(": ");
      String platform = parts.length > 2 ? parts[2] : "linux-x86_64";
      Card card =
          GpuDecision.of(
                  "0, card, %s, 580.65.06, 8192 MiB, [N/A]".formatted(parts[1]),
                  new Machine(platform, false, none))
              .cards()
              .get(0);
      out.append(
          "| %s | %s | %s | %s | no |%n"
              .formatted(
                  parts[0],
                  parts[1],
                  card.training().engine().words(),
                  card.features().engine().words())
              .replace("\r", ""));
    }
    return out.toString();
  }

  /**
   * Decides for the launcher.
   *
   * @param args {@code table}; or a platform, and {@code wsl} there; what nvidia-smi printed comes
   *     by standard input
   * @throws IOException if that cannot be read
   */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("table")) {
      System.out.print(table());
      return;
    }
    String said = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    boolean wsl = args.length > 1 && args[1].equals("wsl");
    System.out.println(keys(GpuDecision.of(said, new Machine(args[0], wsl, System.getenv()))));
  }
}
