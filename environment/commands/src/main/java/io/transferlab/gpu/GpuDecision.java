package io.transferlab.gpu;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which engine computes on which NVIDIA GPU: from what {@code nvidia-smi} says to "training by X,
 * features by Y" and why. The only place that knows it: the launcher asks it, the README's table is
 * its own.
 *
 * <p>Uses nothing but the JDK, so that the launcher's doctor can ask before anything is built.
 *
 * @param cards all that were found, in the order of nvidia-smi
 * @param best the one to compute on: that serves most, then has most memory; none without a GPU
 *     that serves
 * @param problem why there is no card to speak of, and what to do; empty if there is one
 */
public record GpuDecision(List<Card> cards, Optional<Card> best, String problem) {
  /** What computes. */
  public enum Engine {
    /** ND4J's CUDA backend, 11.6. */
    ND4J("ND4J's CUDA"),
    /** ONNX Runtime's CUDA provider, CUDA 12. */
    ONNX("ONNX Runtime's CUDA"),
    /** The processor. */
    CPU("the CPU");

    final String words;

    Engine(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * One decision.
   *
   * @param engine what computes
   * @param why in one sentence, without a full stop
   */
  public record Choice(Engine engine, String why) {}

  /**
   * One GPU, or a part of one.
   *
   * @param device as CUDA_VISIBLE_DEVICES takes it
   * @param name as its maker calls it
   * @param capability its compute capability, such as 8.6; empty if unknown
   * @param driver the version of the driver
   * @param memory in MiB; 0 if unknown
   * @param training by what networks are trained
   * @param features by what frozen networks are computed
   */
  public record Card(
      String device,
      String name,
      String capability,
      String driver,
      int memory,
      Choice training,
      Choice features) {
    private int serves() {
      return (training.engine == Engine.CPU ? 0 : 1) + (features.engine == Engine.CPU ? 0 : 1);
    }

    /** Of the generations that cuDNN after 9.10 has left out. */
    boolean isLeftOutByNewCudnn() {
      return !capability.isEmpty() && !Version.of(capability).atLeast("7.5");
    }
  }

  /**
   * The machine around it.
   *
   * @param platform as ND4J names it, such as {@code linux-x86_64}
   * @param wsl whether it is Linux inside Windows, whose driver is that of Windows
   * @param variables of the environment
   */
  public record Machine(String platform, boolean wsl, Map<String, String> variables) {
    private String variable(String name) {
      return variables.getOrDefault(name, "").strip();
    }
  }

  /** A version of an architecture or driver, compared part by part. */
  private record Version(List<Integer> parts) implements Comparable<Version> {
    static Version of(String text) {
      Matcher m = Pattern.compile("\\d+").matcher(text);
      return new Version(m.results().map(r -> Integer.parseInt(r.group())).toList());
    }

    boolean atLeast(String other) {
      return compareTo(of(other)) >= 0;
    }

    @Override
    public int compareTo(Version other) {
      for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
        int c = Integer.compare(part(i), other.part(i));
        if (c != 0) {
          return c;
        }
      }
      return 0;
    }

    int part(int i) {
      return i < parts.size() ? parts.get(i) : 0;
    }
  }

  // Read from the fat binaries of nd4j-cuda-11.6 1.0.0-M2.1, which hold no PTX, and of
  // onnxruntime_gpu 1.28.0, which hold PTX of 12.0.
  private static final List<String> ND4J_CODE =
      List.of("3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6");
  private static final List<String> ONNX_CODE =
      List.of("6.0", "7.0", "7.5", "8.0", "8.6", "9.0", "12.0");
  private static final String ONNX_PTX = "12.0";

  /** VGG16 at a batch of 16 does not fit into less. */
  private static final int LEAST_MEMORY = 2000;

  private static final Pattern CARD = Pattern.compile("\\d+, .*");
  private static final Pattern LISTED = Pattern.compile("GPU (\\d+): .*\\(UUID: ([^)]*)\\)");
  private static final Pattern PART =
      Pattern.compile("\\s+MIG \\S*?\\d+g\\.(\\d+)gb.*\\(UUID: ([^)]*)\\)");

  /**
   * Decides.
   *
   * @param said what nvidia-smi printed for the fields index, name, compute_cap, driver_version,
   *     memory.total, mig.mode.current (old drivers: without the third and the last), and what
   *     {@code nvidia-smi -L} did; blank without nvidia-smi
   * @param machine the machine around it
   * @return the decision
   */
  public static GpuDecision of(String said, Machine machine) {
    List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
    List<String> rows = lines.stream().filter(line -> CARD.matcher(line).matches()).toList();
    if (rows.isEmpty()) {
      String first =
          lines.stream().filter(l -> !LISTED.matcher(l).find()).findFirst().orElse("").strip();
      return new GpuDecision(
          List.of(),
          Optional.empty(),
          lines.isEmpty()
              ? "no NVIDIA GPU was found (there is no nvidia-smi)"
              : "nvidia-smi does not answer: " + first + cure(first, machine));
    }
    List<Card> cards = rows.stream().map(row -> card(row, lines, machine)).toList();
    Comparator<Card> order = Comparator.comparingInt(Card::serves);
    return new GpuDecision(
        cards,
        cards.stream()
            .filter(card -> card.serves() > 0)
            .max(order.thenComparingInt(Card::memory).thenComparing(c -> -cards.indexOf(c))),
        "");
  }

  private static String cure(String complaint, Machine machine) {
    String said = complaint.toLowerCase(Locale.ROOT);
    if (said.contains("version mismatch")) {
      return " -> the driver was updated while it ran: restart the machine";
    } else if (said.contains("unable to determine the device handle") || said.contains("lost")) {
      return " -> the card has stopped answering: restart the machine; if it comes again, its"
          + " seat, power or cooling is at fault";
    } else if (said.contains("no devices were found")) {
      return " -> the driver is there, but this process may use no GPU: in a container or a job,"
          + " ask for one (docker run --gpus all, sbatch --gpus 1)";
    } else if (machine.wsl) {
      return " -> install or update NVIDIA's driver in Windows, and none inside WSL";
    } else if (said.contains("unknown error")) {
      return " -> restart the container, or the machine";
    }
    return " -> install or repair the NVIDIA driver, if there is a GPU";
  }

  private static Card card(String row, List<String> lines, Machine machine) {
    String[] f = row.split(", ", -1);
    boolean old = f.length < 6;
    String told = old ? "" : f[2];
    String set = machine.variable("LAB_GPU_CAPABILITY");
    String capability = !set.isEmpty() ? set : told.matches("\\d+\\.\\d+") ? told : "";
    String driver = f[old ? 2 : 3];
    int memory = number(f[old ? 3 : 4]);
    String device = f[0];
    boolean divided = !old && f[5].equals("Enabled");
    String refusal = "";
    if (divided) {
      // The first instance is all that a CUDA program sees.
      Optional<Matcher> part = firstPart(f[0], lines);
      device = part.map(m -> m.group(2)).orElse("");
      memory = part.map(m -> Integer.parseInt(m.group(1)) * 1024).orElse(memory);
      refusal =
          part.isPresent()
              ? ""
              : "it is divided (MIG) without an instance: make one (nvidia-smi mig -cgi), or switch"
                  + " that off";
    }
    if (!isVisible(f[0], device, lines, machine)) {
      refusal = "CUDA_VISIBLE_DEVICES leaves it out";
    } else if (!machine.platform.startsWith("linux-x86_64")) {
      refusal = "both CUDA libraries are for Linux on x86_64, and this is " + machine.platform;
    } else if (refusal.isEmpty() && memory > 0 && memory < LEAST_MEMORY) {
      refusal = "the networks need at least " + LEAST_MEMORY + " MiB";
    } else if (refusal.isEmpty() && capability.isEmpty()) {
      refusal =
          "the driver does not tell the compute capability: update it to 525 or later (or say it,"
              + " as LAB_GPU_CAPABILITY=7.5)";
    }
    String name = divided && refusal.isEmpty() ? f[1] + " (MIG instance)" : f[1];
    Choice training =
        refusal.isEmpty() ? training(capability, driver, machine) : new Choice(Engine.CPU, refusal);
    Choice features =
        refusal.isEmpty()
            ? features(capability, driver, machine, training)
            : new Choice(Engine.CPU, refusal);
    return new Card(device, name, capability, driver, memory, training, features);
  }

  private static int number(String memory) {
    Matcher m = Pattern.compile("(\\d+) MiB").matcher(memory);
    return m.matches() ? Integer.parseInt(m.group(1)) : 0;
  }

  private static Optional<Matcher> firstPart(String index, List<String> lines) {
    boolean mine = false;
    for (String line : lines) {
      Matcher gpu = LISTED.matcher(line);
      if (gpu.find()) {
        mine = gpu.group(1).equals(index);
        continue;
      }
      Matcher part = PART.matcher(line);
      if (mine && part.find()) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  /** A job's or a person's own choice stands: numbers as nvidia-smi counts, or UUIDs. */
  private static boolean isVisible(
      String index, String device, List<String> lines, Machine machine) {
    String chosen = machine.variable("CUDA_VISIBLE_DEVICES");
    if (chosen.isEmpty()) {
      return true;
    }
    String uuid =
        lines.stream()
            .map(LISTED::matcher)
            .filter(m -> m.find() && m.group(1).equals(index))
            .map(m -> m.group(2))
            .findFirst()
            .orElse("");
    for (String one : chosen.split(",")) {
      String each = one.strip();
      if (each.equals(index)
          || each.equals(device)
          || each.startsWith("GPU-") && uuid.startsWith(each)
          || each.startsWith("MIG-") && device.startsWith("MIG-")) {
        return true;
      }
    }
    return false;
  }

  private static Choice training(String capability, String driver, Machine machine) {
    String code = code(ND4J_CODE, capability);
    if (code.isEmpty()) {
      return new Choice(
          Engine.CPU,
          "ND4J's CUDA (11.6) serves compute capabilities 3.7 to 8.9 and cannot run on "
              + capability);
    }
    String least = machine.wsl ? "452.39" : "450.80.02";
    if (!Version.of(driver).atLeast(least)) {
      return new Choice(Engine.CPU, "CUDA 11.6 needs a driver from " + least + " on: update it");
    }
    return new Choice(Engine.ND4J, runs("ND4J's CUDA (11.6)", code, capability));
  }

  private static Choice features(
      String capability, String driver, Machine machine, Choice training) {
    Version version = Version.of(capability);
    String code = code(ONNX_CODE, capability);
    boolean compiled = code.isEmpty() && version.atLeast(ONNX_PTX);
    String refusal = "";
    if (code.isEmpty() && !compiled) {
      refusal =
          "ONNX Runtime's CUDA (12) serves compute capabilities 6.0 to 9.0 and from 12.0 on, not "
              + capability;
    } else {
      boolean blackwell = version.part(0) >= 10;
      String least =
          machine.wsl ? blackwell ? "570.65" : "527.41" : blackwell ? "570.26" : "525.60.13";
      if (!Version.of(driver).atLeast(least)) {
        refusal = "CUDA 12 needs a driver from " + least + " on for it: update it";
      }
    }
    if (!refusal.isEmpty()) {
      return training.engine == Engine.ND4J
          ? new Choice(Engine.ND4J, refusal + "; the course's own networks run by ND4J's CUDA")
          : new Choice(Engine.CPU, refusal);
    }
    String why =
        compiled
            ? "the driver compiles ONNX Runtime's code of " + ONNX_PTX + " for " + capability
            : runs("ONNX Runtime's CUDA (12)", code, capability);
    return new Choice(
        Engine.ONNX,
        version.atLeast("7.5")
            ? why
            : why + "; cuDNN after 9.10 has left it out: take 9.10 or older");
  }

  /** The newest code that a capability runs: of its own major version, not newer; or empty. */
  private static String code(List<String> codes, String capability) {
    Version wanted = Version.of(capability);
    return codes.stream()
        .filter(c -> Version.of(c).part(0) == wanted.part(0) && wanted.atLeast(c))
        .max(Comparator.comparing(Version::of))
        .orElse("");
  }

  private static String runs(String library, String code, String capability) {
    return code.equals(capability)
        ? library + " has code for " + capability
        : library + " has code for " + code + ", which runs on " + capability;
  }
}
