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
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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

  /** What {@code --json} prints. */
  private record Result(
      String image,
      String source,
      String target,
      int pictures,
      List<String> problems,
      List<String> remarks,
      List<FoundPictures.Found> matches,
      double seconds,
      Map<String, String> provenance) {}

  private Result result(
      FrozenNetwork network, FoundPictures found, Features features, ImageSet set, double seconds) {
    Map<String, String> facts = ExtractionOptions.facts(network, features);
    facts.put("similarity", "cosine, exact");
    return new Result(
        image.toString(),
        source,
        target,
        features.size(),
        features.problems(),
        set.remarks(),
        found.list(),
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
    FoundPictures found = new FoundPictures(set, features, matches);
    if (figure != null) {
      draw(query.pictures().get(0), set, found);
    }
    System.out.println(
        options.json
            ? Json.text(result(network, found, features, set, seconds))
            : table(found, features, set));
    return 0;
  }

  private String table(FoundPictures found, Features features, ImageSet set) {
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
    out.append(found.lines());
    return out.toString();
  }

  private void draw(Picture query, ImageSet set, FoundPictures found) {
    Gallery gallery = Gallery.titled("Most like " + image.getFileName(), 6);
    gallery.add(FoundPictures.read(query), "asked for");
    found.addTo(gallery);
    gallery
        .figure(
            "The picture asked for, then the "
                + found.list().size()
                + " most alike of "
                + set.name()
                + " with their similarity.")
        .save(figure);
  }
}
