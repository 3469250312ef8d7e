package io.transferlab.explain;

import io.transferlab.core.Names;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.network.FrozenNetwork;
import java.awt.image.BufferedImage;
import java.util.List;

/** What goes into a method: a prepared picture, and the number of a class. */
final class Prepared {
  private Prepared() {}

  /** One picture as a network takes it in; to be closed. */
  static Batch of(FrozenNetwork network, BufferedImage picture) {
    return network.batches(network.pixels(ImageSet.single(picture)), 1).iterator().next();
  }

  /** The number of a class; offers the nearest for an unknown one. */
  static int indexOf(String className, String whose, List<String> classes) {
    int index = classes.indexOf(className);
    if (index < 0) {
      throw Names.unknown("a class of " + whose, className, classes);
    }
    return index;
  }
}
