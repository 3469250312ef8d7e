package io.transferlab.inspect;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.core.TimeLeft;
import io.transferlab.data.ImageSet;
import io.transferlab.data.PartedPictures;
import io.transferlab.data.Picture;
import io.transferlab.data.PictureSource;
import io.transferlab.data.SeenPicture;
import io.transferlab.data.Splits;
import io.transferlab.data.TargetOptions;
import io.transferlab.features.ExtractionProgress;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pretrained;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at pictures before anything is made of them: sizes and formats, classes and their balance,
 * copies (also of one picture in two classes, or in two parts), broken files, odd labels. Every
 * picture is read once, and three kilobytes are kept of it. Immutable: {@code with...} gives a
 * changed copy.
 *
 * <pre>{@code
 * Inspection seen = Look.at("~/pets").inspect();
 * seen.show();
 * }</pre>
 */
public final class Look {
  private static final int SIDE = 64;
  private static final int TOLD_EVERY = 32;

  private final PartedPictures pictures;
  private Optional<FrozenNetwork> network = Optional.empty();
  private boolean labels = true;
  private @Nullable Consumer<ExtractionProgress> progress;

  private Look(PartedPictures pictures) {
    this.pictures = pictures;
  }

  /**
   * Looks at a target.
   *
   * @param nameOrFolder a folder of pictures, however they lie in it, or the name of a set, as
   *     {@link io.transferlab.data.Targets#open(String)}
   * @return the look, through Sketch_Objects
   * @throws LabException if there is no such target, or no picture in it
   */
  public static Look at(String nameOrFolder) {
    return at(PartedPictures.open(nameOrFolder, TargetOptions.defaults()));
  }

  /**
   * Looks at three parts.
   *
   * @param splits the parts
   * @return the look
   */
  public static Look at(Splits splits) {
    return at(PartedPictures.of(splits));
  }

  /**
   * Looks at pictures that nobody has divided.
   *
   * @param set the pictures, at least one
   * @return the look
   */
  public static Look at(ImageSet set) {
    return at(PartedPictures.of(set));
  }

  /**
   * Looks at pictures that may be divided.
   *
   * @param pictures all of them, at least one
   * @return the look
   */
  public static Look at(PartedPictures pictures) {
    if (pictures.pictures().size() == 0) {
      throw LabException.of(
          "at least one picture of " + pictures.pictures().name(), "none", "look into its folder");
    }
    return new Look(pictures);
  }

  private Look copy() {
    Look copy = new Look(pictures);
    copy.network = network;
    copy.labels = labels;
    copy.progress = progress;
    return copy;
  }

  /**
   * A copy that looks through another network: the better it suits the pictures, the more the odd
   * labels are worth.
   *
   * @param network the network
   * @return the copy
   */
  public Look withNetwork(FrozenNetwork network) {
    Look copy = copy();
    copy.network = Optional.of(network);
    return copy;
  }

  /**
   * A copy that does not doubt labels, and needs no network: for a very large set.
   *
   * @return the copy
   */
  public Look withoutLabels() {
    Look copy = copy();
    copy.labels = false;
    return copy;
  }

  /**
   * A copy that tells how far it is, in the place of the line that is shown otherwise ({@link
   * Progress}).
   *
   * @param listener told every few pictures
   * @return the copy
   */
  public Look withProgress(Consumer<ExtractionProgress> listener) {
    Look copy = copy();
    copy.progress = listener;
    return copy;
  }

  /**
   * Looks.
   *
   * @return what was seen
   * @throws CancellationException if the thread is interrupted
   */
  public Inspection inspect() {
    boolean learns = labels && pictures.pictures().classes().size() > 1;
    Optional<FrozenNetwork> through =
        learns
            ? Optional.of(network.orElseGet(Pretrained.SKETCH_OBJECTS::load))
            : Optional.<FrozenNetwork>empty();
    int side = through.or(() -> network).map(FrozenNetwork::side).orElse(SIDE);
    Pass pass = new Pass(side);
    Optional<Features> features = through.flatMap(pass::features);
    if (through.isEmpty()) {
      pass.read();
    }
    List<Alike> alike = Twins.of(pass.glances);
    int[] group = Seen.groups(pass.glances.length, alike);
    Optional<OddLabels> odd = features.flatMap(f -> odd(f, group));
    Map<Integer, String> problems = new TreeMap<>(pass.problems);
    Seen seen = new Seen(pictures, pass.glances, problems, alike, group, odd, side);
    return Inspection.of(seen, through.map(FrozenNetwork::name));
  }

  private Optional<OddLabels> odd(Features features, int[] group) {
    Map<String, Integer> index = new HashMap<>();
    List<Picture> all = pictures.pictures().pictures();
    IntStream.range(0, all.size()).forEach(i -> index.put(all.get(i).key(), i));
    int[] picture =
        features.keys().stream().mapToInt(k -> Objects.requireNonNull(index.get(k))).toArray();
    int[] groups = Arrays.stream(picture).map(i -> group[i]).toArray();
    return OddLabels.of(features, picture, groups);
  }

  /** One pass over the pictures. */
  private final class Pass {
    private final int side;
    private final @Nullable Glance[] glances = new @Nullable Glance[pictures.pictures().size()];
    private final Map<Integer, String> problems = new ConcurrentSkipListMap<>();

    Pass(int side) {
      this.side = side;
    }

    private BufferedImage see(int index, int size) throws IOException {
      try {
        SeenPicture seen = pictures.pictures().pictures().get(index).source().see(size);
        glances[index] = Glance.of(seen);
        return seen.image();
      } catch (IOException e) {
        problems.put(index, String.valueOf(e.getMessage()));
        throw e;
      }
    }

    /** A picture of the set; a file stays one, for a network may resize it from all its pixels. */
    private final class Watched implements PictureSource {
      private final int index;
      private final PictureSource source;

      Watched(int index, PictureSource source) {
        this.index = index;
        this.source = source;
      }

      @Override
      public BufferedImage read(int size) throws IOException {
        return Pass.this.see(index, size);
      }

      @Override
      public Optional<Path> file() {
        return source.file();
      }
    }

    /** Looks at each picture as the network reads it: none is decoded twice. */
    Optional<Features> features(FrozenNetwork network) {
      ImageSet set = pictures.pictures();
      List<Picture> watched = new ArrayList<>();
      for (int i = 0; i < set.size(); i++) {
        Picture picture = set.pictures().get(i);
        watched.add(new Picture(picture.key(), picture.label(), new Watched(i, picture.source())));
      }
      try {
        FeatureExtractor extractor = FeatureExtractor.of(network).withCache(FeatureCache.NONE);
        return Optional.of(
            (progress == null ? extractor : extractor.withProgress(progress))
                .extract(ImageSet.of(set.name(), set.classes(), watched)));
      } catch (LabException e) {
        if (problems.size() == glances.length) {
          return Optional.empty(); // each of them cannot be read: that is what will be reported
        }
        throw e;
      }
    }

    void read() {
      long start = System.nanoTime();
      TimeLeft<String> time = new TimeLeft<>();
      time.expect("pictures", glances.length);
      try (Progress signs =
          progress == null
              ? Progress.of("looking at " + pictures.pictures().name(), "pictures", glances.length)
              : Progress.covered()) {
        for (int i = 0; i < glances.length; i++) {
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while looking at pictures");
          }
          try {
            see(i, side);
          } catch (IOException e) {
            continue; // kept among the problems
          }
          time.done("pictures", 1);
          signs.done(1);
          if (progress != null && (i + 1) % TOLD_EVERY == 0) {
            double rate = (i + 1) / ((System.nanoTime() - start) / 1e9);
            progress.accept(
                new ExtractionProgress(
                    pictures.pictures().name(), i + 1, glances.length, rate, time.seconds()));
          }
        }
      }
    }
  }
}
