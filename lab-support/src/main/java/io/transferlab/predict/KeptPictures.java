package io.transferlab.predict;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes the examples that a classifier carries. */
final class KeptPictures {
  private KeptPictures() {}

  static Kept of(PictureClassifier classifier, ImageSet set) {
    List<String> keys = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<byte[]> thumbnails = new ArrayList<>();
    List<INDArray> embeddings = new ArrayList<>();
    classifier.parts(
        set,
        (part, rows) -> {
          int row = 0;
          for (int i = 0; i < part.problems().size(); i++) {
            if (part.problems().get(i) == null && rows != null) {
              Picture picture = set.pictures().get(part.from() + i);
              try {
                thumbnails.add(Kept.thumbnail(picture.source().read(Kept.SIDE)));
              } catch (IOException e) {
                row++; // gone since it was read a moment ago
                continue;
              }
              keys.add(picture.key());
              labels.add(set.classes().get(picture.label()));
              embeddings.add(rows.embeddings().getRow(row++, true).dup('c'));
            }
          }
        });
    return embeddings.isEmpty()
        ? Kept.NOTHING
        : new Kept(keys, labels, thumbnails, Nd4j.concat(0, embeddings.toArray(INDArray[]::new)));
  }
}
