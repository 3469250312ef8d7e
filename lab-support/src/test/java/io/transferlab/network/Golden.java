package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An input and every layer's output as PyTorch computed it; made by {@code
 * src/test/python/keras_golden.py}, which tells the layout.
 */
public final class Golden {
  /** Of VGG16 as {@code keras_golden.py} draws it. */
  public static final VggShape VGG16 = new VggShape(72, List.of(4, 4, 6, 8, 8), 12);

  /** Of ResNet50. */
  public static final ResNetShape RESNET50 = new ResNetShape(40, 2, 1.001e-5, 0.99);

  /** Of ResNet50 as before 2019. */
  public static final ResNetShape LEGACY = new ResNetShape(40, 2, 1e-3, 0.99);

  private record Entry(String layer, long[] shape, int every, int count) {}

  private record Output(Entry entry, float[] values) {}

  private final List<Output> outputs = new ArrayList<>();

  private Golden() {}

  /** Unpacks the committed files. */
  public static void unpack(Path folder) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("keras-golden.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Files.copy(zip, folder.resolve(e.getName()));
      }
    }
  }

  /** Reads {@code name.json} and {@code name.f32}. */
  public static Golden read(Path folder, String name) throws IOException {
    Golden golden = new Golden();
    Entry[] index = Json.read(Files.readString(folder.resolve(name + ".json")), Entry[].class);
    try (FileChannel channel = FileChannel.open(folder.resolve(name + ".f32"))) {
      for (Entry entry : index) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * entry.count()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes) > 0) {
          continue;
        }
        float[] values = new float[entry.count()];
        bytes.flip().asFloatBuffer().get(values);
        golden.outputs.add(new Output(entry, values));
      }
    }
    return golden;
  }

  /** The pictures, prepared. */
  public INDArray input() {
    Output first = outputs.get(0);
    return Nd4j.create(first.values(), first.entry().shape(), 'c');
  }

  /** The layers with an output, without the input. */
  public List<String> layers() {
    return outputs.stream().skip(1).map(o -> o.entry().layer()).toList();
  }

  /**
   * Compares what is there.
   *
   * @param found activations by layer; those of other layers are not looked at
   * @param atLeast how many layers must have been compared
   * @return the largest difference, relative to the largest value of its layer
   */
  public double compare(Map<String, INDArray> found, int atLeast) {
    int compared = 0;
    double worst = 0;
    for (Output output : outputs.subList(1, outputs.size())) {
      INDArray array = found.get(output.entry().layer());
      if (array == null) {
        continue;
      }
      compared++;
      String layer = output.entry().layer();
      assertEquals(Arrays.toString(output.entry().shape()), Arrays.toString(array.shape()), layer);
      float[] all = array.dup('c').data().asFloat();
      double scale = 0;
      double difference = 0;
      for (int i = 0; i < output.values().length; i++) {
        scale = Math.max(scale, Math.abs(output.values()[i]));
        difference =
            Math.max(difference, Math.abs(output.values()[i] - all[i * output.entry().every()]));
      }
      assertTrue(
          difference <= 1e-4 * scale,
          layer + " differs by " + difference + " at a scale of " + scale);
      worst = Math.max(worst, difference / scale);
    }
    assertTrue(compared >= atLeast, "only " + compared + " layers compared");
    return worst;
  }
}
