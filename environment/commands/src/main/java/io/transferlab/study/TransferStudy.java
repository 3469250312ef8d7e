package io.transferlab.study;

import io.transferlab.core.LabException;
import io.transferlab.core.TimeLeft;
import io.transferlab.data.Splits;
import io.transferlab.network.Backbone;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Measures how well sources transfer to targets, by several methods. All methods of a run see the
 * same training pictures, all runs the same validation and test pictures. What costs little comes
 * first; training comes in rounds of one set of training pictures each, so that a run which is
 * stopped has something to say about everything.
 */
public final class TransferStudy {
  private final TransferSettings settings;
  private final List<SourceNetwork> sources;
  private final List<String> targets;
  private final Set<TransferMethod> methods;

  /** Several methods with one source, on one target, with one set of training pictures. */
  private record Job(
      SourceNetwork source, String target, long seed, List<TransferMethod> methods) {}

  /**
   * A step of the run.
   *
   * @param cell what was measured
   * @param done measurements that are there
   * @param all measurements wanted
   * @param secondsLeft a guess
   */
  public record Step(Measurement cell, int done, int all, double secondsLeft) {}

  /**
   * A study.
   *
   * @param settings what is the same for all
   * @param sources pretrained networks, at least one; the first one's architecture is that of the
   *     control and of training from scratch
   * @param targets names, at least one
   * @param methods what to compare, at least one
   */
  public TransferStudy(
      TransferSettings settings,
      List<SourceNetwork> sources,
      List<String> targets,
      Set<TransferMethod> methods) {
    this.settings = settings;
    this.targets = List.copyOf(targets);
    this.methods = Set.copyOf(methods);
    if (sources.isEmpty() || targets.isEmpty() || methods.isEmpty()) {
      throw LabException.of(
          "a source, a target and a method",
          "%d, %d and %d".formatted(sources.size(), targets.size(), methods.size()),
          "leave the options out for all of them");
    }
    Map<String, SourceNetwork> different = new LinkedHashMap<>();
    for (SourceNetwork source : sources) {
      SourceNetwork same = different.put(source.name() + ", seed " + source.seed(), source);
      if (same != null && !same.weights().equals(source.weights())) {
        throw LabException.of(
            "networks of one name trained with different seeds",
            "two of " + source.name() + " with seed " + source.seed(),
            "leave one of them out");
      }
    }
    this.sources = List.copyOf(different.values()); // a network that was named twice counts once
  }

  /**
   * Measures what is not in the record yet.
   *
   * @param record receives each measurement as soon as it is made
   * @param listener told after each
   * @return all measurements of this study, in the order of the table
   * @throws CancellationException if the thread is interrupted; what was measured is in the record
   */
  public List<Measurement> run(TransferRecord record, Consumer<Step> listener) {
    List<Job> jobs = jobs();
    TimeLeft<TransferMethod> time = new TimeLeft<>();
    Map<Job, List<TransferMethod>> open = new LinkedHashMap<>();
    int all = 0;
    int done = 0;
    for (Job job : jobs) {
      all += job.methods().size();
      List<TransferMethod> missing =
          job.methods().stream().filter(m -> record.find(question(job, m)).isEmpty()).toList();
      done += job.methods().size() - missing.size();
      missing.forEach(m -> time.expect(m, guess(m, job.target())));
      if (!missing.isEmpty()) {
        open.put(job, missing);
      }
    }
    for (Map.Entry<Job, List<TransferMethod>> entry : open.entrySet()) {
      Job job = entry.getKey();
      List<Measurement> measured = measure(job, entry.getValue());
      record.add(measured);
      for (int i = 0; i < measured.size(); i++) {
        TransferMethod method = entry.getValue().get(i);
        time.done(method, guess(method, job.target()), measured.get(i).seconds());
        listener.accept(new Step(measured.get(i), ++done, all, time.seconds()));
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException(
            "Stopped; what was measured is kept. Next: type the same again to go on.");
      }
    }
    List<Measurement> cells = new ArrayList<>();
    jobs.forEach(
        job -> job.methods().forEach(m -> record.find(question(job, m)).ifPresent(cells::add)));
    return cells;
  }

  private List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    Backbone first = sources.get(0).backbone();
    SourceNetwork none = SourceNetwork.none(first);
    for (int seed = 1; seed <= settings.seeds(); seed++) {
      for (String target : targets) {
        add(jobs, none, target, seed, List.of(TransferMethod.PIXELS));
      }
    }
    List<TransferMethod> features =
        List.of(TransferMethod.values()).stream().filter(TransferMethod::takesFeatures).toList();
    for (int seed = 1; seed <= settings.seeds(); seed++) {
      List<SourceNetwork> withControl = new ArrayList<>(sources);
      if (features.stream().anyMatch(methods::contains)) {
        withControl.add(SourceNetwork.random(first, seed));
      }
      for (String target : targets) {
        for (SourceNetwork source : withControl) {
          add(jobs, source, target, seed, features);
        }
      }
    }
    for (int seed = 1; seed <= settings.trainedSeeds(); seed++) {
      for (TransferMethod method :
          List.of(TransferMethod.HEAD, TransferMethod.TOP_BLOCK, TransferMethod.ALL)) {
        for (String target : targets) {
          for (SourceNetwork source : sources) {
            if (seed <= (isFirst(source) ? settings.trainedSeeds() : settings.otherSeeds())) {
              add(jobs, source, target, seed, List.of(method));
            }
          }
        }
      }
      for (String target : targets) {
        add(jobs, none, target, seed, List.of(TransferMethod.SCRATCH));
      }
    }
    return jobs;
  }

  /** Whether no network of the same name comes before. */
  private boolean isFirst(SourceNetwork source) {
    return sources.stream().filter(s -> s.name().equals(source.name())).findFirst().get() == source;
  }

  private void add(
      List<Job> jobs,
      SourceNetwork source,
      String target,
      long seed,
      Collection<TransferMethod> some) {
    List<TransferMethod> chosen = some.stream().filter(methods::contains).toList();
    if (!chosen.isEmpty()) {
      jobs.add(new Job(source, target, seed, chosen));
    }
  }

  private TransferQuestion question(Job job, TransferMethod method) {
    return new TransferQuestion(
        job.source().name(),
        job.source().seed(),
        job.source().weights(),
        job.target(),
        method.id(),
        job.seed(),
        settings.words(method, job.source().backbone().architecture()));
  }

  private List<Measurement> measure(Job job, List<TransferMethod> missing) {
    Splits splits = settings.splits(job.target(), job.seed());
    Backbone backbone = job.source().backbone();
    List<Measurement> cells = new ArrayList<>();
    long start = System.nanoTime();
    if (missing.get(0).isTrained()) {
      TrainedMeasurement trained =
          TrainedMeasurement.of(settings, missing.get(0), backbone, splits, job.seed());
      cells.add(cell(job, missing.get(0), trained.accuracy(), trained.validation(), start));
      return cells;
    }
    FeatureMeasurement features =
        missing.contains(TransferMethod.PIXELS)
            ? FeatureMeasurement.pixels(settings, splits)
            : FeatureMeasurement.of(settings, backbone, splits);
    for (TransferMethod method : missing) {
      cells.add(cell(job, method, features.accuracy(method), null, start));
      start = System.nanoTime();
    }
    return cells;
  }

  private Measurement cell(
      Job job, TransferMethod method, double accuracy, Double validation, long start) {
    // Rounded to what they are worth: a record is read by people too.
    double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    return new Measurement(
        question(job, method),
        rounded(accuracy),
        validation == null ? null : rounded(validation),
        seconds,
        LocalDate.now(ZoneOffset.UTC).toString());
  }

  private static double rounded(double accuracy) {
    return Math.round(accuracy * 1e5) / 1e5;
  }

  /** Seconds, roughly, on two cores: only their proportions matter after the first steps. */
  private double guess(TransferMethod method, String target) {
    double pictures = settings.splits(target, 1).train().size();
    return switch (method) {
      case SCRATCH, ALL -> pictures * settings.plan(method, 1).epochs() / 150;
      case TOP_BLOCK -> pictures * settings.epochs() / 250;
      case HEAD -> 2 + pictures * settings.headEpochs() / 5000;
      default -> 2 + pictures / 100;
    };
  }
}
