package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.fetch.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * VGG16 and ResNet50 at their full size against PyTorch. The files are too large to commit; first
 *
 * <pre>/usr/bin/python3 lab-support/src/test/python/keras_golden.py --full FOLDER</pre>
 *
 * then {@code mvn -pl lab-support test -Dtest=KerasFullSizeTest -Dkeras.full=FOLDER
 * -DargLine="-Xmx1g"}. Prints how long loading takes and how much memory it needs at most.
 */
@EnabledIfSystemProperty(named = "keras.full", matches = ".+")
class KerasFullSizeTest {
  @ParameterizedTest
  @CsvSource({"vgg16, 21", "resnet50, 176"})
  void everyLayerComputesAsPyTorchDoes(String name, int layers) throws IOException {
    Path folder = Path.of(System.getProperty("keras.full"));
    KerasNetwork kind =
        new KerasNetwork(
            name,
            name.equals("vgg16") ? VggShape.VGG16 : ResNetShape.RESNET50,
            Preprocessing.CAFFE,
            new PublishedClasses(1000, PublishedClasses.IMAGENET, name + "-imagenet"));
    org.nd4j.linalg.factory.Nd4j.zeros(1); // the native library is not part of what is measured
    long before = anonymousKilobytes();
    long start = System.nanoTime();
    Backbone network = kind.load(folder.resolve(name + ".h5"), null, 224, Places.of(folder, null));
    double seconds = (System.nanoTime() - start) / 1e9;
    double megabytes = network.graph().numParams() * 4 / 1e6;
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f MB of parameters loaded in %.2f s; memory before %.0f MB, after %.0f MB%n",
        name,
        megabytes,
        seconds,
        before / 1e3,
        anonymousKilobytes() / 1e3);
    Golden golden = Golden.read(folder, name);
    double worst = golden.compare(network.graph().feedForward(golden.input(), false), layers);
    System.out.printf(Locale.ROOT, "%s: largest relative difference %.1e%n", name, worst);
    assertTrue(worst <= 1e-4);
    // By the pass that features take: every layer, and the last alone with all that is folded.
    double each = golden.compare(network.activations(golden.input(), golden.layers()), layers);
    double fused = golden.compare(network.activations(golden.input(), List.of("predictions")), 1);
    System.out.printf(Locale.ROOT, "%s: every layer %.1e, output alone %.1e%n", name, each, fused);
  }

  /** What the process holds that is not a mapped file; 0 where the system does not tell. */
  private static long anonymousKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(l -> l.startsWith("RssAnon:"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D+", "")))
        .sum();
  }
}
