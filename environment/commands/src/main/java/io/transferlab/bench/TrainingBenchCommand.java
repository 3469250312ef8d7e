package io.transferlab.bench;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab bench training}. */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    description =
        "Tells where the time of a training step of the Sketch network goes, beside what its "
            + "convolutions would take at the pace of the fastest of them. With one thread "
            + "(OMP_NUM_THREADS=1) it counts the processor's time, else let nothing else run on "
            + "the machine meanwhile. Half a minute.")
final class TrainingBenchCommand implements Callable<Integer> {
  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      description = "pictures in a step, several by commas (default: 16,32)")
  private List<Integer> sizes = List.of(16, 32);

  @Option(names = "--rounds", description = "measurements of each (default: ${DEFAULT-VALUE})")
  private int rounds = 15;

  @Option(names = "--json", description = "one JSON array on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    if (rounds < 1 || sizes.stream().anyMatch(size -> size < 1)) {
      throw LabException.of(
          "at least 1 round and 1 picture", rounds + " and " + sizes, "leave the options out");
    }
    Lab.start();
    List<TrainingProfile> all =
        sizes.stream().map(size -> TrainingProfile.run(size, rounds)).toList();
    System.out.println(
        json
            ? Json.text(all)
            : all.stream()
                .map(TrainingProfile::toString)
                .collect(Collectors.joining(System.lineSeparator() + System.lineSeparator())));
    return 0;
  }
}
