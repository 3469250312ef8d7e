package io.transferlab.house;

import com.google.gson.JsonParser;
import io.transferlab.core.Lab;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.network.Backbone;
import io.transferlab.network.Ending;
import io.transferlab.network.Pretrained;
import io.transferlab.network.VggShape;
import io.transferlab.network.keras.KerasWeights;
import io.transferlab.transfer.TransferCurve;
import io.transferlab.words.WordVectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What the labs read, each once; says a line a thing. For {@link KernelLibrariesTest}. */
public final class LabReadings {
  private LabReadings() {}

  /**
   * Reads.
   *
   * @param args a folder to work in
   * @throws Exception if anything cannot be read
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    requireOldLibraries();
    Lab.start();
    Backbone network = Pretrained.SKETCH_OBJECTS.load();
    done("shipped network");
    network.save(folder.resolve("network.zip"));
    require(Backbone.load(folder.resolve("network.zip")).classes().equals(network.classes()));
    done("saved network");
    require(!TransferCurve.reference("Sketch_Objects").cells().isEmpty());
    done("transfer curve");
    require(!DownloadCatalogue.load().entries().isEmpty());
    done("catalogue");
    try (KerasWeights file =
        KerasWeights.open(kerasFile(folder), VggShape.VGG16.configuration(Ending.top(5), 0))) {
      require(file.layers().contains("block1_conv1"));
    }
    done("Keras file");
    require(WordVectors.embedded().size() > 0);
    Path text = Files.writeString(folder.resolve("vectors.txt"), "king 1 2 3\nqueen 1 2 4\n");
    require(WordVectors.load(text).size() == 2 && WordVectors.load(text).size() == 2);
    done("word vectors");
  }

  /** Else this would show nothing. */
  private static void requireOldLibraries() {
    try {
      JsonParser.class.getMethod("parseString", String.class);
      throw new IllegalStateException("the libraries in front are not the old ones");
    } catch (NoSuchMethodException e) {
      done("old libraries");
    }
  }

  private static Path kerasFile(Path folder) throws IOException {
    try (InputStream in = Backbone.class.getResourceAsStream("keras-golden.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        if (e.getName().equals("vgg16.keras")) {
          Path file = folder.resolve(e.getName());
          Files.copy(zip, file);
          return file;
        }
      }
    }
    throw new IllegalStateException("no vgg16.keras among the tests' files");
  }

  private static void require(boolean good) {
    if (!good) {
      throw new IllegalStateException("read something else than was written");
    }
  }

  private static void done(String what) {
    System.out.println("read: " + what);
  }
}
