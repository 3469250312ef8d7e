package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.ImageSet;
import io.transferlab.data.LoosePictures;
import io.transferlab.data.Picture;
import io.transferlab.data.TypedPath;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pretrained;
import io.transferlab.plot.Gallery;
import io.transferlab.search.SimilarRow;
import io.transferlab.search.SimilarityIndex;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab search IMAGE --in TARGET}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description =
        "Finds the pictures most like a picture: by the cosine of the angle between "
            + "their features, exactly. The features of a target are computed once and "
            + "kept.")
final class SearchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "IMAGE", description = "a picture file")
  private Path image;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "TARGET",
      description =
          "sketch-animals or another drawn set, a fetched set such as animals10, or a folder of"
              + " pictures (with or without one subfolder a class)")
  private String target;

  @Option(names = "--source", description = "the network (default: ${DEFAULT-VALUE})")
  private String source = Pretrained.SKETCH_OBJECTS.id();

  @Mixin private SourceWeights weights;

  @Option(
      names = "--layers",
      split = ",",
      description = "layers to compare by (default: the one before the last)")
  private List<String> layers;

  @Option(names = "--top", description = "how many pictures (default: ${DEFAULT-VALUE})")
  private int top = 10;

  @Option(
      names = "--figure",
      paramLabel = "FILE.png",
      description = "draw the picture and what was found")
  private Path figure;

  @Mixin private ExtractionOptions options;

  /**
   * A picture that was found.
   *
   * @param rank 1 for the most alike
   * @param picture its name in the set
   * @param label its class
   * @param similarity cosine, -1 to 1
   */
  private record Found(int rank, String picture, String label, double similarity) {}

  /** What {@code --json} prints. */
  private record Result(
      String image,
      String source,
      String target,
      int pictures,
      List<String> problems,
      List<String> remarks,
      List<Found> matches,
      double seconds,
      Map<String, String> provenance) {}

  private Result result(
      FrozenNetwork network, List<Found> found, Features features, ImageSet set, double seconds) {
    Map<String, String> facts = ExtractionOptions.facts(network, features);
    facts.put("similarity", "cosine, exact");
    return new Result(
        image.toString(),
        source,
        target,
        features.size(),
        features.problems(),
        set.remarks(),
        found,
        seconds,
        facts);
  }

  @Override
  public Integer call() {
    if (top < 1) {
      throw LabException.of("at least 1 picture", "--top " + top, "leave the option out for 10");
    }
    options.check();
    ImageSet query = LoosePictures.file(TypedPath.of(image.toString()));
    OutputPlace.file("--figure", figure);
    Lab.start();
    FrozenNetwork network = weights.frozen(source);
    FeatureExtractor extractor = options.extractor(network);
    if (layers != null) {
      extractor = extractor.withLayers(layers);
    }
    Features asked = extractor.extract(query);
    ImageSet set = TargetPictures.of(target, options.perClass);
    Features features = extractor.extract(set);
    long start = System.nanoTime();
    SimilarityIndex index = SimilarityIndex.of(features.matrix());
    List<SimilarRow> matches = index.nearest(asked.row(0), top);
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Found> found = new ArrayList<>();
    for (SimilarRow match : matches) {
      found.add(
          new Found(
              found.size() + 1,
              features.keys().get(match.row()),
              features.classes().get(features.labels()[match.row()]),
              match.score()));
    }
    if (figure != null) {
      draw(query.pictures().get(0), set, found);
    }
    System.out.println(
        options.json
            ? Json.text(result(network, found, features, set, seconds))
            : table(found, features, set));
    return 0;
  }

  private String table(List<Found> found, Features features, ImageSet set) {
    int unread = set.size() - features.size() / features.views();
    StringBuilder out =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Most like %s among %d pictures of %s, by %s%s:",
                Names.printable(image.getFileName()),
                set.size() - unread,
                set.name(),
                source,
                unread == 0 ? "" : "; " + unread + " could not be read"));
    for (Found f : found) {
      out.append(
          String.format(
              Locale.ROOT,
              "%n%4d  %6.3f  %-16s %s",
              f.rank(),
              f.similarity(),
              f.label(),
              f.picture()));
    }
    set.remarks().forEach(r -> out.append(String.format("%n  %s", r)));
    Unread.lines(features.problems()).forEach(p -> out.append(String.format("%n%s", p)));
    return out.toString();
  }

  private void draw(Picture query, ImageSet set, List<Found> found) {
    Map<String, Picture> byKey =
        set.pictures().stream()
            .collect(Collectors.toMap(Picture::key, Function.identity(), (a, b) -> a));
    Gallery gallery = Gallery.titled("Most like " + image.getFileName(), 6);
    gallery.add(read(query), "asked for");
    for (Found f : found) {
      gallery.add(
          read(byKey.get(f.picture())),
          String.format(Locale.ROOT, "%s %.3f", f.label(), f.similarity()));
    }
    gallery
        .figure(
            "The picture asked for, then the "
                + found.size()
                + " most alike of "
                + set.name()
                + " with their similarity.")
        .save(figure);
  }

  private static BufferedImage read(Picture picture) {
    try {
      return picture.source().read(128);
    } catch (IOException e) {
      throw LabException.reading(picture.key(), e);
    }
  }
}
