package io.transferlab.predict;

import io.transferlab.core.LabException;
import io.transferlab.data.Shrink;
import io.transferlab.search.SimilarRow;
import io.transferlab.search.SimilarityIndex;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Training pictures that a classifier carries.
 *
 * @param keys their names
 * @param labels class of each
 * @param thumbnails JPEG files
 * @param embeddings {@code [n, d]}, of length 1; null if there are none
 */
record Kept(
    List<String> keys,
    List<String> labels,
    List<byte[]> thumbnails,
    @Nullable INDArray embeddings) {
  static final int SIDE = 96;
  static final Kept NOTHING = new Kept(List.of(), List.of(), List.of(), null);

  Kept {
    keys = List.copyOf(keys);
    labels = List.copyOf(labels);
    thumbnails = List.copyOf(thumbnails);
  }

  List<Example> nearest(INDArray embedding, int most) {
    if (embeddings == null) {
      return List.of();
    }
    List<Example> found = new ArrayList<>();
    for (SimilarRow row : SimilarityIndex.of(embeddings).nearest(embedding, most).get(0)) {
      int i = row.row();
      found.add(new Example(keys.get(i), labels.get(i), row.score(), image(i)));
    }
    return found;
  }

  List<Example> first(List<String> classes, int perClass) {
    List<Example> found = new ArrayList<>();
    for (String label : classes) {
      IntStream.range(0, keys.size())
          .filter(i -> labels.get(i).equals(label))
          .limit(perClass)
          .forEach(i -> found.add(new Example(keys.get(i), label, 1, image(i))));
    }
    return found;
  }

  private BufferedImage image(int i) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(thumbnails.get(i)));
      if (image != null) {
        return image;
      }
    } catch (IOException e) {
      throw LabException.reading("the kept picture " + keys.get(i), e, "train and save again");
    }
    throw LabException.of(
        "a small picture of " + keys.get(i), "something else", "train and save again");
  }

  /** A picture made small enough to be kept, its shape as it was. */
  static byte[] thumbnail(BufferedImage picture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(Shrink.within(picture, SIDE), "jpeg", out);
    return out.toByteArray();
  }
}
