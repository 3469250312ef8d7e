package io.transferlab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The narrow networks that {@code onnx_models.py} exported, and what PyTorch computes with them.
 */
final class OnnxFiles {
  private OnnxFiles() {}

  /** A file of theirs. */
  static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  OnnxFiles.class.getResource("/io/transferlab/network/onnx/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies a network and writes a card beside it. */
  static Path network(Path folder, String name, int side, String normalisation, String more)
      throws IOException {
    Path file = folder.resolve(name + ".onnx");
    Files.createDirectories(folder);
    Files.copy(resource(name + ".onnx"), file);
    Files.writeString(folder.resolve(name + ".card.json"), card(side, normalisation, more));
    return file;
  }

  static String card(int side, String normalisation, String more) {
    return """
    {"framing": {"fit": "short side", "to": %d, "filter": "bilinear", "crop": %d},
     "normalisation": "%s"%s}
    """
        .formatted(side, side, normalisation, more);
  }

  static Path mobilenet(Path folder) throws IOException {
    return network(folder, "mobilenet", 48, "imagenet", "");
  }

  static Path vit(Path folder) throws IOException {
    return network(folder, "vit", 32, "half", ", \"prefixTokens\": 1");
  }

  private static JsonArray golden(String name) throws IOException {
    return JsonParser.parseString(Files.readString(resource(name + ".golden.json")))
        .getAsJsonArray();
  }

  private static String layer(String name, int fromTheEnd) throws IOException {
    JsonArray all = golden(name);
    return all.get(all.size() - 1 - fromTheEnd).getAsJsonObject().get("layer").getAsString();
  }

  /** The layer whose mean, or class token, is the embedding. */
  static String deepest(String name) throws IOException {
    return layer(name, name.equals("tokens") ? 1 : 2);
  }

  /** What PyTorch computes of the two pictures, {@code [2, c]}. */
  static INDArray embedding(String name) throws IOException {
    JsonArray all = golden(name);
    JsonArray shape = all.get(all.size() - 1).getAsJsonObject().getAsJsonArray("shape");
    float[] values = new float[shape.get(0).getAsInt() * shape.get(1).getAsInt()];
    byte[] bytes = Files.readAllBytes(resource(name + ".golden.f32"));
    ByteBuffer.wrap(bytes, bytes.length - 4 * values.length, 4 * values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return Nd4j.create(values, new long[] {shape.get(0).getAsInt(), shape.get(1).getAsInt()}, 'c');
  }

  /** Writes drawings of cats and dogs into a folder a class. */
  static Path pictures(Path folder, int perClass) throws IOException {
    for (Picture p : ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, perClass, 1).pictures()) {
      Path file = folder.resolve(p.key() + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(p.source().read(64), "png", file.toFile());
    }
    return folder;
  }
}
