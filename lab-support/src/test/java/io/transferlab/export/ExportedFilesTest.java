package io.transferlab.export;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.classify.LinearSvm;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.Pretrained;
import io.transferlab.network.VggShape;
import io.transferlab.predict.Answer;
import io.transferlab.predict.PictureClassifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whether the Python lines of an export feed what the file wants. Run it with {@code
 * -Dexport.files=FOLDER}: it writes files and their lines; then
 *
 * <pre>/usr/bin/python3 lab-support/src/test/python/export_check.py FOLDER</pre>
 *
 * checks them and leaves what the lines feed; then run it again: what ONNX Runtime makes of that is
 * what we make of the same pixels.
 */
@EnabledIfSystemProperty(named = "export.files", matches = ".+")
class ExportedFilesTest {
  private final Path folder = Path.of(System.getProperty("export.files", ""));

  private static Map<String, PictureClassifier> classifiers() {
    VggShape shape = new VggShape(40, List.of(4, 5, 6, 7, 8), 9);
    Backbone caffe = Backbone.random("caffe", shape, Preprocessing.CAFFE, List.of("a", "Ü"), 1);
    ImageSet train = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 20, 1);
    FeatureExtractor all =
        FeatureExtractor.of(Pretrained.SKETCH_OBJECTS_RESNET50.load())
            .all()
            .withCache(FeatureCache.NONE);
    Features features = all.extract(train);
    FullNetworkEmbedding fne = FullNetworkEmbedding.fit(features);
    Map<String, PictureClassifier> all3 = new LinkedHashMap<>();
    all3.put("sketch", PictureClassifier.of(Pretrained.SKETCH_OBJECTS.load()));
    all3.put("caffe", PictureClassifier.of(caffe));
    all3.put("fne", PictureClassifier.of(all, fne, LinearSvm.train(fne.apply(features))));
    return all3;
  }

  @Test
  void theLinesFeedWhatTheFileWants() throws Exception {
    for (Map.Entry<String, PictureClassifier> entry : classifiers().entrySet()) {
      for (int variant = 0; variant < 4; variant++) {
        String name = entry.getKey() + variant;
        Path file = folder.resolve(name + ".onnx");
        OnnxExport export =
            OnnxExport.of(entry.getValue())
                .withChannelsFirst(variant % 2 == 1)
                .withPrepared(variant >= 2);
        Path fed = folder.resolve(name + ".f32");
        if (Files.exists(fed)) {
          compare(entry.getValue(), fed, file, variant);
        } else {
          export.write(file);
          Files.writeString(folder.resolve(name + ".txt"), export.python(file));
        }
      }
    }
  }

  private void compare(PictureClassifier classifier, Path fed, Path file, int variant)
      throws Exception {
    int side = classifier.side();
    long[] shape = {1, side, side, 3};
    float[] pixels =
        read(fed.resolveSibling(fed.getFileName().toString().replaceAll("\\d\\.", "0.")));
    classifier.backbone().preprocessing().apply(pixels);
    INDArray expected = classifier.probabilities(Nd4j.create(pixels, shape, 'c'));
    long[] own = variant % 2 == 1 ? new long[] {1, 3, side, side} : shape;
    try (OnnxRuntime runtime = new OnnxRuntime(file)) {
      INDArray found =
          runtime.run(
              variant >= 2 ? "prepared" : "pixels",
              Nd4j.create(read(fed), own, 'c'),
              "probabilities");
      double worst = expected.sub(found).amaxNumber().doubleValue();
      Answer ours = classifier.answer(ImageIO.read(folder.resolve("picture.jpg").toFile()));
      System.out.printf(
          Locale.ROOT,
          "%s: differs by %.1e of the same pixels; best class %.4f, with our own resizing %.4f%n",
          file.getFileName(),
          worst,
          found.maxNumber().doubleValue(),
          ours.predictions().get(0).probability());
      assertTrue(worst <= 1e-5, file + " differs by " + worst);
    }
  }

  private static float[] read(Path file) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
