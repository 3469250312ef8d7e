package io.transferlab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.transferlab.core.Lab;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Pretrained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Pictures and a network for these tests: small ones. */
final class Sets {
  static final String SOURCE = "Sketch_Objects";

  private Sets() {}

  static ImageSet drawn(int perClass) {
    return ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, perClass, 7);
  }

  /** The same as files, a folder a class. */
  static ImageSet files(Path folder, int perClass) throws IOException {
    for (Picture picture : drawn(perClass).pictures()) {
      Path file = folder.resolve(picture.key() + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(picture.source().read(64), "png", file.toFile());
    }
    return ImageSet.of(folder);
  }

  /** Of this process: another may be computing beside it. */
  static void assertNothingUnfinished() throws IOException {
    try (Stream<Path> all = Files.list(Lab.home().resolve("spark"))) {
      assertEquals(
          List.of(),
          all.filter(path -> path.getFileName().toString().startsWith(Scratch.ofThisProcess()))
              .toList());
    }
  }

  static FeatureExtractor extractor() {
    return FeatureExtractor.of(Pretrained.named(SOURCE).load())
        .withCache(FeatureCache.NONE)
        .lastTwo();
  }
}
