package io.transferlab.advise;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sizes;
import io.transferlab.data.Splits;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.network.Backbone;
import io.transferlab.network.Classified;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.train.EpochListener;
import io.transferlab.train.Fingerprint;
import io.transferlab.train.History;
import io.transferlab.train.TrainingPlan;
import io.transferlab.train.TrainingProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One advice in the making. */
final class Consultation {
  /** The first network decides most: the time may be exceeded by that for it. */
  private static final double LENIENT = 1.25;

  /** What took longer is worth a line. */
  private static final double NEWS_SECONDS = 5;

  private final Advisor advisor;
  private final Splits splits;
  private final Pace pace;
  private final Consumer<AdviceProgress> listener;
  private final Map<String, Double> perPicture = new HashMap<>();
  private final Map<String, FeatureTrials> features = new LinkedHashMap<>();
  private final List<Trial> trials = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  /** Test pictures that could not be read. */
  private final List<String> unread = new ArrayList<>();

  private @Nullable Draws draws;

  /** The best network of the first draw with all pictures: to be tested if it is chosen. */
  private TrainedTrials.@Nullable Trained kept;

  private List<Integer> shots = List.of();

  Consultation(Advisor advisor, Splits splits, Pace pace, Consumer<AdviceProgress> listener) {
    this.advisor = advisor;
    this.splits = splits;
    this.pace = pace;
    this.listener = listener;
  }

  Advice advice() {
    if (splits.train().classes().size() < 2) {
      throw LabException.of(
          "at least two classes",
          splits.train().classes().toString(),
          "add pictures of another class");
    }
    Evaluation test = null;
    boolean stopped = false;
    try {
      time();
      extract();
      tryFeatures();
      train();
      test = test();
    } catch (CancellationException e) {
      Thread.interrupted(); // used up: what is done may be looked at
      stopped = true;
      leftOut.add("all that was still to come when you stopped it");
    }
    return new Advice(setting(), trials, leftOut, test, stopped);
  }

  /** Looks how fast each network is here, and says what that makes of it. */
  private void time() {
    int pictures = splits.train().size() + splits.validation().size();
    int networks = advisor.sources().size();
    double all = 0;
    perPicture.putAll(Speed.secondsOfAPicture(advisor.sources(), splits.train()));
    for (FrozenNetwork source : advisor.sources()) {
      all += perPicture(source) * pictures;
    }
    String training = trains() ? ", and networks are trained until %s are over" : "";
    listener.accept(
        new AdviceProgress(
            "features of %d pictures from %d network%s take at most %s%s"
                .formatted(
                    pictures,
                    networks,
                    networks == 1 ? "" : "s",
                    Sizes.time(Math.max(1, all)),
                    training.formatted(Sizes.time(advisor.seconds()))),
            true,
            Double.NaN));
  }

  private boolean trains() {
    return advisor.ways().stream().anyMatch(way -> !way.takesFeatures());
  }

  private double timeLeft() {
    return trains() ? Math.max(0, pace.left()) : Double.NaN;
  }

  private double perPicture(FrozenNetwork source) {
    return Objects.requireNonNull(perPicture.get(source.name()));
  }

  private void extract() {
    for (FrozenNetwork source : advisor.sources()) {
      features.put(
          source.name(),
          FeatureTrials.of(
              source,
              splits.train(),
              splits.validation(),
              advisor.cache(),
              perPicture(source),
              at ->
                  listener.accept(
                      new AdviceProgress(
                          "features of %s: %d of %d pictures of %s"
                              .formatted(source.name(), at.done(), at.total(), at.name()),
                          false,
                          trains() ? Math.max(at.secondsLeft(), pace.left()) : at.secondsLeft()))));
    }
    Set<String> readable = new HashSet<>();
    features.values().forEach(f -> readable.addAll(f.keys()));
    draws = Draws.of(splits, readable, advisor.fixedJudges(), advisor.draws(), advisor.seed());
    shots = draws.sizes(advisor.shots());
  }

  private Draws draws() {
    return Objects.requireNonNull(draws);
  }

  private int all() {
    return shots.get(shots.size() - 1);
  }

  /** With all pictures first: whoever stops it then has the answer to most. */
  private void tryFeatures() {
    for (int i = shots.size() - 1; i >= 0; i--) {
      for (FrozenNetwork source : advisor.sources()) {
        for (Way way : advisor.ways().stream().filter(Way::takesFeatures).toList()) {
          tryFeatures(source, way, shots.get(i));
        }
      }
      listener.accept(
          new AdviceProgress(
              "linear SVMs with %d pictures a class".formatted(shots.get(i)), false, timeLeft()));
    }
    listener.accept(new AdviceProgress("features tried: best " + bestSoFar(), true, timeLeft()));
  }

  private void tryFeatures(FrozenNetwork source, Way way, int size) {
    features(source.name()).run(way, draws(), size, headPlan(), trials::add);
  }

  private static void stopIfAsked() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while ways were tried");
    }
  }

  private String bestSoFar() {
    Advice soFar = soFar();
    return Choice.of(soFar)
        .map(Choice::best)
        .map(best -> best + ", " + soFar.spread(best, all()))
        .orElse("none");
  }

  private void train() {
    List<Job> jobs =
        Job.all(
            advisor.ways(), SourceOrder.of(soFar(), advisor.sources()), shots, draws().numbers());
    if (!jobs.isEmpty() && seconds(jobs.get(0)) > pace.left()) {
      // Perhaps something else was running at the first look.
      Speed.secondsOfAPicture(advisor.sources(), splits.train())
          .forEach((name, seconds) -> perPicture.merge(name, seconds, Math::min));
    }
    LeftOut skipped = new LeftOut(all());
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      double seconds = seconds(job);
      if (skipped.isIdle(job) || seconds > (i == 0 ? LENIENT : 1) * pace.left() - reserve(job)) {
        skipped.add(job, seconds);
        continue;
      }
      train(job, jobs.subList(i + 1, jobs.size()));
      stopIfAsked();
    }
    leftOut.addAll(skipped.lines(soFar(), advisor.seconds()));
    for (Way way : advisor.ways()) {
      List<String> closed =
          advisor.sources().stream()
              .filter(source -> !way.isOpenTo(source))
              .map(FrozenNetwork::name)
              .toList();
      if (!closed.isEmpty()) {
        leftOut.add(
            "%s, of %s: asked and never changed".formatted(way.title(), String.join(", ", closed)));
      }
    }
  }

  /** How a head is trained on features that are there. */
  private TrainingPlan headPlan() {
    return Way.HEAD.plan().withEpochs(advisor.epochs(Way.HEAD)).withSeed(advisor.seed());
  }

  private void train(Job job, List<Job> open) {
    long start = System.nanoTime();
    Trial trial =
        job.source() instanceof Backbone backbone
            ? trainNetwork(job, backbone, remaining(open))
            : features(job.source().name())
                .run(job.way(), draws(), job.perClass(), job.draw(), headPlan());
    pace.took(job.kinds(), guess(job), (System.nanoTime() - start) / 1e9);
    trials.add(trial);
    listener.accept(
        new AdviceProgress(
            "%s: %s, %s"
                .formatted(job, Sizes.percent(trial.accuracy()), Sizes.time(trial.seconds())),
            job.perClass() == all() || trial.seconds() > NEWS_SECONDS,
            remaining(open)));
  }

  private Trial trainNetwork(Job job, Backbone source, double after) {
    TrainedTrials.Trained trained =
        TrainedTrials.run(
            job.way(),
            source,
            advisor.epochs(job.way()),
            draws(),
            job.perClass(),
            job.draw(),
            new Ticker(job.toString(), seconds(job), pace.knows(job.kinds().get(0)), after));
    Trial trial = trained.trial();
    boolean first = job.perClass() == all() && job.draw() == advisor.seed();
    if (first && (kept == null || trial.accuracy() > kept.trial().accuracy())) {
      kept = trained;
    }
    return trial;
  }

  private FeatureTrials features(String source) {
    return Objects.requireNonNull(features.get(source));
  }

  private Advice soFar() {
    return new Advice(setting(), trials, List.of(), null, false);
  }

  /** Seconds by the number of pictures and what the network takes for one. */
  private double guess(Job job) {
    int train = draws().training(job.perClass(), job.draw()).size();
    return TrainedTrials.seconds(
        job.way(),
        !(job.source() instanceof Backbone),
        perPicture(job.source()),
        advisor.epochs(job.way()),
        train,
        TrainedTrials.looked(train, splits.train().classes().size()),
        draws().judged(job.draw()).size());
  }

  /** The same by what others of its kind took. */
  private double seconds(Job job) {
    return pace.seconds(job.kinds(), guess(job));
  }

  /** Seconds to keep for the test pictures. */
  private double reserve(Job job) {
    return perPicture(job.source()) * splits.test().size();
  }

  /** Of what is still to come, as far as there is time for it. */
  private double remaining(List<Job> jobs) {
    double left = pace.left();
    double sum = 0;
    for (Job job : jobs) {
      double seconds = seconds(job);
      sum += sum + seconds > left - reserve(job) ? 0 : seconds;
    }
    return Math.max(0, Math.min(left, sum + (jobs.isEmpty() ? 0 : reserve(jobs.get(0)))));
  }

  private @Nullable Evaluation test() {
    Advice soFar = soFar();
    if (splits.test().size() == 0 || soFar.choice().isEmpty()) {
      return null;
    }
    Candidate chosen = soFar.choice().get();
    FrozenNetwork source = SourceOrder.named(chosen.source(), advisor.sources());
    listener.accept(
        new AdviceProgress(
            "the test pictures, by " + chosen, false, perPicture(source) * splits.test().size()));
    if (chosen.way().takesFeatures() || !(source instanceof Backbone backbone)) {
      return features(chosen.source()).test(chosen.way(), splits.test(), headPlan(), unread);
    }
    TrainedTrials.Trained best = kept;
    Backbone network =
        best != null && best.trial().candidate().equals(chosen)
            ? best.network()
            : TrainedTrials.run(
                    chosen.way(),
                    backbone,
                    advisor.epochs(chosen.way()),
                    draws(),
                    all(),
                    advisor.seed(),
                    new Ticker(
                        "for the test: " + chosen,
                        best == null ? Double.NaN : best.trial().seconds(),
                        false,
                        0))
                .network();
    Classified tested = network.classify(splits.test());
    unread.addAll(tested.problems());
    return tested.evaluation();
  }

  private AdviceSetting setting() {
    Map<Candidate, String> commands = new HashMap<>();
    Provenance facts =
        Provenance.none()
            .with("data", splits.train().name())
            .with("training pictures", Fingerprint.of(splits.train()))
            .with("validation pictures", Fingerprint.of(splits.validation()))
            .with("test pictures", Fingerprint.of(splits.test()))
            .with("draws", advisor.draws())
            .with("seed", advisor.seed());
    for (FrozenNetwork source : advisor.sources()) {
      for (Way way : Way.values()) {
        commands.put(new Candidate(way, source.name()), advisor.command(way, source, splits));
      }
      FeatureTrials of = features.get(source.name());
      if (of != null) {
        facts =
            facts.with(
                "weights SHA-256 of " + source.name(),
                Objects.requireNonNullElse(of.facts().get("weights SHA-256"), "unknown"));
      }
    }
    Set<String> judges = new HashSet<>();
    if (draws != null) {
      draws.numbers().forEach(d -> draws().judged(d).pictures().forEach(p -> judges.add(p.key())));
    }
    return new AdviceSetting(
        advisor.target(splits),
        splits.train().classes(),
        shots,
        judges.size(),
        draws == null ? "none" : judges.size() + " pictures: " + draws.words(),
        draws != null && draws.isFixed(),
        commands,
        Stream.concat(
                features.values().stream().flatMap(f -> f.problems().stream()), unread.stream())
            .distinct()
            .toList(),
        facts.with("Java", Objects.requireNonNullElse(System.getProperty("java.version"), "?")));
  }

  /** Says while a network is trained how long that still takes. */
  private final class Ticker implements EpochListener {
    private final String what;
    private final double guess;
    private final boolean known;
    private final double after;
    private final long began = System.nanoTime();

    /**
     * @param guess seconds that it takes
     * @param known whether others of its kind took so long: most stop before their last epoch
     * @param after seconds of what comes behind it
     */
    Ticker(String what, double guess, boolean known, double after) {
      this.what = what;
      this.guess = guess;
      this.known = known;
      this.after = after;
    }

    @Override
    public boolean isLive() {
      return true;
    }

    @Override
    public void onEpoch(History soFar) {
      // each step is told
    }

    @Override
    public void onStep(TrainingProgress at) {
      double left = at.secondsLeft();
      double guessed = guess - (System.nanoTime() - began) / 1e9;
      if (Double.isNaN(left)) {
        left = Math.max(0, guessed);
      } else if (known && guessed > 0) {
        left = Math.min(left, guessed);
      }
      listener.accept(new AdviceProgress(what, false, left + after));
    }
  }
}
