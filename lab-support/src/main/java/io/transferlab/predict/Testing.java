package io.transferlab.predict;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.evaluate.Predicted;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Puts labelled pictures through a classifier whose classes may be more, or in another order. */
final class Testing {
  private Testing() {}

  static Tested of(PictureClassifier classifier, ImageSet labelled) {
    int[] places = places(classifier.classes(), labelled.classes());
    List<String> others = new ArrayList<>();
    for (int label = 0; label < places.length; label++) {
      if (places[label] < 0) {
        others.add(labelled.classes().get(label));
      }
    }
    ImageSet known = known(classifier, labelled, places, others);
    List<String> keys = new ArrayList<>();
    List<double[]> scores = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    int[] truth = new int[known.size()];
    int[] said = new int[known.size()];
    classifier.parts(
        known,
        (part, rows) -> {
          double[][] all = rows == null ? new double[0][] : rows.scores().toDoubleMatrix();
          int row = 0;
          for (int i = 0; i < part.problems().size(); i++) {
            String problem = part.problems().get(i);
            if (problem != null) {
              problems.add(problem);
              continue;
            }
            Picture picture = known.pictures().get(part.from() + i);
            truth[keys.size()] = picture.label();
            said[keys.size()] = Matrices.argMax(all[row]);
            keys.add(picture.key());
            scores.add(all[row++]);
          }
        });
    if (keys.isEmpty()) {
      throw LabException.of(
          "at least one picture of " + labelled.name() + " that can be read",
          problems.get(0),
          "open that file in a viewer: save it anew from there as PNG, or leave it out");
    }
    int n = keys.size();
    return new Tested(
        new Predicted(classifier.classes(), keys, Arrays.copyOf(truth, n), Arrays.copyOf(said, n)),
        scores.toArray(double[][]::new),
        classifier.temperature(),
        others,
        problems);
  }

  /** The pictures of classes that the classifier knows, labelled as it does. */
  private static ImageSet known(
      PictureClassifier classifier, ImageSet labelled, int[] places, List<String> others) {
    List<Picture> pictures =
        labelled.pictures().stream()
            .filter(p -> places[p.label()] >= 0)
            .map(p -> new Picture(p.key(), places[p.label()], p.source()))
            .toList();
    if (pictures.isEmpty()) {
      throw LabException.of(
          "pictures of " + String.join(", ", classifier.classes()),
          others.isEmpty() ? "none" : "pictures of " + String.join(", ", others),
          "name the folders of the classes as the classifier names them");
    }
    return ImageSet.of(labelled.name(), classifier.classes(), pictures);
  }

  /** The classifier's number of each class; -1 for one it does not know. */
  private static int[] places(List<String> known, List<String> classes) {
    List<String> plain = known.stream().map(Testing::plain).toList();
    return classes.stream()
        .mapToInt(c -> known.contains(c) ? known.indexOf(c) : plain.indexOf(plain(c)))
        .toArray();
  }

  /** Some systems write an umlaut as a letter and dots. */
  private static String plain(String name) {
    return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
