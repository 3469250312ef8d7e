package io.transferlab.predict;

import io.transferlab.network.Backbone;
import java.nio.file.Path;

/** A classifier on disk: what {@link Backbone#save} writes, with further entries. */
final class ClassifierFile {
  private ClassifierFile() {}

  static void write(PictureClassifier classifier, Path file) {
    classifier.backbone().save(file);
  }

  static PictureClassifier read(Path file) {
    return PictureClassifier.of(Backbone.load(file));
  }
}
