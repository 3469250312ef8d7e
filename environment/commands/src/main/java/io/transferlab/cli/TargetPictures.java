package io.transferlab.cli;

import io.transferlab.data.ImageSet;
import io.transferlab.data.LoosePictures;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.Splits;
import io.transferlab.data.Targets;
import io.transferlab.data.TypedPath;
import io.transferlab.data.sketch.SketchCaptions;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All pictures of a target, whatever part of it they are in: where nothing is learnt of them. */
final class TargetPictures {
  /** Drawings with captions, of a stream that no training saw. */
  static final String CAPTIONED = "sketch-captions";

  private static final int DRAWN = 400;

  /** Of combinations that training has (other drawings of them) and of those it has not. */
  private static final double TRAINED = 0.7;

  private static final long SEED = 9018;

  private TargetPictures() {}

  /**
   * Opens them; none is read yet.
   *
   * @param target the name of a set, {@link #CAPTIONED}, or a folder with or without one subfolder
   *     a class
   * @param perClass how many of each class at most; 0: all, of a drawn set its training pictures
   * @return the pictures
   * @throws io.transferlab.core.LabException for an unknown name, a folder without pictures
   */
  static ImageSet of(String target, int perClass) {
    String name = target.toLowerCase(Locale.ROOT);
    if (name.equals(CAPTIONED)) {
      int trained = (int) (TRAINED * DRAWN);
      ImageSet some = SketchCaptions.drawn(Split.TRAIN, trained, SEED).pictures();
      ImageSet others = SketchCaptions.drawn(Split.TEST, DRAWN - trained, SEED).pictures();
      List<Picture> both = new ArrayList<>(some.pictures());
      both.addAll(others.pictures());
      ImageSet drawn = ImageSet.of(some.name(), some.classes(), both);
      return perClass == 0 ? drawn : drawn.take(perClass, 1);
    }
    boolean drawn = Targets.names().contains(name);
    // Nobody's name of a set is looked for among the folders.
    if (!drawn && Files.isDirectory(TypedPath.of(target))) {
      ImageSet all = LoosePictures.folder(TypedPath.of(target));
      return perClass == 0 ? all : all.take(perClass, 1);
    }
    Splits splits = SourceAndTarget.open(target, perClass, 1);
    if (drawn) {
      return splits.train();
    }
    List<Picture> all = new ArrayList<>(splits.train().pictures());
    if (perClass == 0) {
      all.addAll(splits.validation().pictures());
      all.addAll(splits.test().pictures());
    }
    return ImageSet.of(splits.train().name(), splits.train().classes(), all);
  }
}
